import type { ToolDetail, ToolFigures, ToolGroup, ToolTrend } from '@spoor/storage';
import { pool } from '../../live/reader.js';
import type { FiguresAsked } from '../figures/figures-spec.js';

/** What the figures of tools ask. */
export const toolsReaders = {
  /** The figures of every tool, or server, and how each tool was used in the course of time. */
  'tools.figures': pool((db, spoor, asked: FiguresAsked): ToolsTold => {
    const { from, until, projectId, grouping, points } = asked;
    const choice = { from, until, projectId };
    const by = grouping === 'server' ? 'server' : 'tool';
    return {
      figures: spoor.toolFigures(db, { ...choice, by }),
      trends: spoor.toolTrends(db, { ...choice, points }),
    };
  }),

  /** What lies behind the figures of one of them. */
  'tools.detail': pool((db, spoor, asked: ToolDetailAsked): ToolDetail => {
    const { from, until, projectId } = asked.figures;
    return spoor.toolDetail(db, { from, until, projectId, group: asked.group });
  }),
};

/** Figures of tools, and their trends. */
export interface ToolsTold {
  readonly figures: readonly ToolFigures[];
  readonly trends: readonly ToolTrend[];
}

/** Which tool, or server, and in which range. */
export interface ToolDetailAsked {
  readonly key: string;
  readonly group: ToolGroup;
  readonly figures: FiguresAsked;
}
