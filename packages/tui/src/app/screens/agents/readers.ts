import type { AgentDetail, AgentFigures, ListedRun, RunListQuery } from '@spoor/storage';
import { pool } from '../../live/reader.js';
import type { FiguresAsked } from '../figures/figures-spec.js';

/** What the figures of agents, and the lists of their runs, ask. */
export const agentsReaders = {
  /** The figures of every type of agent. */
  'agents.figures': pool((db, spoor, asked: FiguresAsked): readonly AgentFigures[] => {
    const { from, until, projectId, points } = asked;
    return spoor.agentFigures(db, { from, until, projectId, trendPoints: points });
  }),

  /** What lies behind the figures of one of them. */
  'agents.detail': pool((db, spoor, asked: AgentDetailAsked): AgentDetail => {
    const { from, until, projectId } = asked.figures;
    return spoor.agentDetail(db, { from, until, projectId, agent: asked.agent });
  }),

  /** The newest runs of a type of agent. */
  'runs.newest': pool((db, spoor, asked: RunListQuery): readonly ListedRun[] =>
    spoor.listRuns(db, asked),
  ),

  /** The runs that stand behind those that are known. */
  'runs.older': pool((db, spoor, asked: RunListQuery): readonly ListedRun[] =>
    spoor.listRuns(db, asked),
  ),
};

/** Which type of agent, and in which range. */
export interface AgentDetailAsked {
  readonly agent: string | null;
  readonly figures: FiguresAsked;
}
