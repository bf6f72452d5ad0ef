import type { IsoTime } from '@spoor/core';
import { prepare } from '../database/prepare.js';
import type { SpoorDatabase } from '../database/spoor-database.js';

/** A state of a task's machine, with what came of it so far. */
export interface StateFigures {
  readonly state: string;
  /** How often it was entered. */
  readonly visits: number;
  /** Time spent in it, ms; a visit that lasts isn't in it. */
  readonly totalMs: number;
  readonly longestMs: number;
  readonly firstAt: IsoTime;
  readonly lastAt: IsoTime;
}

/** How often a task went from one state to another. */
export interface StateEdge {
  /** Null where it began. */
  readonly from: string | null;
  readonly to: string;
  readonly count: number;
}

/** A task's machine as its transitions tell it. */
export interface WorkflowFlow {
  /** In the order in which they were first entered. */
  readonly states: readonly StateFigures[];
  /** The most frequent first. */
  readonly edges: readonly StateEdge[];
}

/** Sums up all transitions of a task, however many there are. */
export function readWorkflowFlow(db: SpoorDatabase, taskId: string, limit = 200): WorkflowFlow {
  const handle = db.getDb();
  return {
    states: prepare<object, StateFigures>(
      handle,
      `WITH visits AS (
         SELECT to_state AS state, timestamp, 1000 * (
           unixepoch(lead(timestamp) OVER (ORDER BY timestamp, id), 'subsec')
             - unixepoch(timestamp, 'subsec')) AS ms
         FROM state_transitions WHERE task_id = @taskId)
       SELECT state, count(*) AS visits, round(total(ms)) AS totalMs,
         round(coalesce(max(ms), 0)) AS longestMs,
         min(timestamp) AS firstAt, max(timestamp) AS lastAt
       FROM visits GROUP BY state ORDER BY firstAt, state LIMIT @limit`,
    ).all({ taskId, limit }),
    edges: prepare<object, StateEdge>(
      handle,
      `SELECT from_state AS "from", to_state AS "to", count(*) AS count
       FROM state_transitions WHERE task_id = @taskId
       GROUP BY from_state, to_state ORDER BY count DESC, from_state, to_state LIMIT @limit`,
    ).all({ taskId, limit }),
  };
}
