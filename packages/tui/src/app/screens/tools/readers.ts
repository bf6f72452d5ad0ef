import type { ToolCounts, ToolDetail, ToolGroup, ToolShare, ToolTrend } from '@spoor/storage';
import { pool } from '../../live/reader.js';
import type { FiguresAsked } from '../figures/figures-spec.js';

/** What the figures of tools ask. */
export const toolsReaders = {
  /** How often every tool, or server, was called, and how that went. */
  'tools.figures': pool((db, spoor, asked: FiguresAsked): readonly ToolCounts[] => {
    const { from, until, projectId, grouping } = asked;
    const by = grouping === 'server' ? 'server' : 'tool';
    return spoor.toolCounts(db, { from, until, projectId, by });
  }),

  /** What their calls have cost, and how each tool was used in the course of time: that takes longer. */
  'tools.more': pool((db, spoor, asked: FiguresAsked): MoreOfTools => {
    const { from, until, projectId, grouping, points } = asked;
    const choice = { from, until, projectId };
    const by = grouping === 'server' ? 'server' : 'tool';
    return {
      shares: spoor.toolShares(db, { ...choice, by }),
      trends: spoor.toolTrends(db, { ...choice, points }),
    };
  }),

  /** What lies behind the figures of one of them. */
  'tools.detail': pool((db, spoor, asked: ToolDetailAsked): ToolDetail => {
    const { from, until, projectId } = asked.figures;
    return spoor.toolDetail(db, { from, until, projectId, group: asked.group });
  }),
};

/** What is known of tools besides how often they were called. */
export interface MoreOfTools {
  readonly shares: readonly ToolShare[];
  readonly trends: readonly ToolTrend[];
}

/** Which tool, or server, and in which range. */
export interface ToolDetailAsked {
  readonly key: string;
  readonly group: ToolGroup;
  readonly figures: FiguresAsked;
}
