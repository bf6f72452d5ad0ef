import type { IsoTime } from '@spoor/core';
import type { Handle } from '../database/handle.js';
import { prepare } from '../database/prepare.js';
import type { SpoorDatabase } from '../database/spoor-database.js';

/** A change of a workflow's state, as it was observed. */
export interface ObservedTransition {
  /** Id of the event that caused it. */
  readonly id: string;
  readonly taskId: string;
  readonly projectId: string | null;
  readonly toState: string;
  readonly trigger: string;
  readonly timestamp: IsoTime;
}

/** A checkpoint of a workflow. */
export interface ObservedCheckpoint {
  readonly id: string;
  readonly taskId: string;
  readonly name: string;
  readonly state: string | null;
  /** JSON text. */
  readonly data: string;
  readonly createdAt: IsoTime;
}

/**
 * The state machine of a task that is observed from outside: what is told late takes its place by
 * its time, so that every order of arrival gives the same history.
 */
export class WorkflowLog {
  readonly #database: SpoorDatabase;
  readonly #db: Handle;

  constructor(db: SpoorDatabase) {
    this.#database = db;
    this.#db = db.getDb();
  }

  /** Adds a transition at its place; the one behind it now comes from its state. */
  addTransition(transition: ObservedTransition): void {
    this.#database.transaction(() => {
      if (!this.#insert(transition)) return;
      this.#reconnect(transition);
      this.#putState(transition);
    });
  }

  /** Keeps a checkpoint; told again, it takes the new content. */
  putCheckpoint(checkpoint: ObservedCheckpoint): void {
    prepare<ObservedCheckpoint>(
      this.#db,
      `INSERT INTO checkpoints (id, task_id, name, state, data, created_at)
       VALUES (@id, @taskId, @name, @state, @data, @createdAt)
       ON CONFLICT (id) DO UPDATE SET state = excluded.state, data = excluded.data`,
    ).run(checkpoint);
  }

  /** Checkpoints of a task made after a time: what is told of the time before changes them. */
  checkpointsAfter(taskId: string, at: IsoTime): { id: string; createdAt: IsoTime }[] {
    return prepare<[string, IsoTime], { id: string; createdAt: IsoTime }>(
      this.#db,
      `SELECT id, created_at AS createdAt FROM checkpoints WHERE task_id = ? AND created_at > ?`,
    ).all(taskId, at);
  }

  /** Takes back checkpoints whose ids begin with a text, made between two times. */
  dropCheckpoints(taskId: string, idPrefix: string, from: IsoTime, to: IsoTime): void {
    prepare<[string, IsoTime, IsoTime, string, string]>(
      this.#db,
      `DELETE FROM checkpoints
       WHERE task_id = ? AND created_at BETWEEN ? AND ? AND substr(id, 1, length(?)) = ?`,
    ).run(taskId, from, to, idPrefix, idPrefix);
  }

  /** @returns whether it is a new one. */
  #insert(transition: ObservedTransition): boolean {
    const { taskId, timestamp, id } = transition;
    const from = prepare<[string, IsoTime, string], { toState: string }>(
      this.#db,
      `SELECT to_state AS toState FROM state_transitions
       WHERE task_id = ? AND (timestamp, id) < (?, ?) ORDER BY timestamp DESC, id DESC LIMIT 1`,
    ).get(taskId, timestamp, id);
    return (
      prepare<object>(
        this.#db,
        `INSERT INTO state_transitions
           (id, task_id, project_id, from_state, to_state, trigger, timestamp)
         VALUES (@id, @taskId, @projectId, @fromState, @toState, @trigger, @timestamp)
         ON CONFLICT (id) DO NOTHING`,
      ).run({ ...transition, fromState: from?.toState ?? null }).changes === 1
    );
  }

  #reconnect({ id, taskId, toState, timestamp }: ObservedTransition): void {
    prepare<[string, string, IsoTime, string]>(
      this.#db,
      `UPDATE state_transitions SET from_state = ? WHERE id = (
         SELECT id FROM state_transitions WHERE task_id = ? AND (timestamp, id) > (?, ?)
         ORDER BY timestamp, id LIMIT 1)`,
    ).run(toState, taskId, timestamp, id);
  }

  /** The state is the last transition's, the project the first one's that has one. */
  #putState({ taskId, projectId, toState, timestamp }: ObservedTransition): void {
    prepare<object>(
      this.#db,
      `INSERT INTO workflow_states (task_id, project_id, state, created_at, updated_at)
       VALUES (@taskId, @projectId, @toState, @timestamp, @timestamp)
       ON CONFLICT (task_id) DO UPDATE SET
         project_id = (SELECT project_id FROM state_transitions
                       WHERE task_id = @taskId AND project_id IS NOT NULL
                       ORDER BY timestamp, id LIMIT 1),
         state = (SELECT to_state FROM state_transitions WHERE task_id = @taskId
                  ORDER BY timestamp DESC, id DESC LIMIT 1),
         created_at = min(created_at, excluded.created_at),
         updated_at = max(updated_at, excluded.updated_at)`,
    ).run({ taskId, projectId, toState, timestamp });
  }
}
