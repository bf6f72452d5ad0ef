import { isJsonObject, isoTime, type JsonObject } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { entryOf } from './kept-entry.js';
import { pageBounds } from './page-bounds.js';
import { redactName } from './redact-name.js';
import { putCheckpoints, readCheckpointEntries, readCheckpoints } from './state-checkpoints.js';
import { draftOf, type StateDraft } from './state-draft.js';
import { appendTransitions, readHistory, readTransitions } from './state-transitions.js';
import type {
  Checkpoint,
  SavedState,
  TaskPage,
  TaskSummary,
  Transition,
  WorkflowState,
} from './workflow-state.js';

interface StateRow {
  readonly taskId: string;
  readonly projectId: string | null;
  readonly state: string;
  readonly context: string;
}

/**
 * States of any orchestrator's machines, Spoor's own sessions among them.
 *
 * What is saved comes back deep-equal, as JSON holds it (a `Date` as its ISO text, no member that is
 * `undefined`), with secrets redacted and with a note in place of what is nested deeper than 990
 * levels. Transitions are only ever added; checkpoints are those of the last save.
 */
export class SQLiteStateStore<State extends SavedState = WorkflowState> {
  readonly #db: SpoorDatabase;

  constructor(db: SpoorDatabase) {
    this.#db = db;
  }

  /**
   * Saves a state with its new transitions and its checkpoints, all or nothing. When it resolves,
   * the state is committed. Of two saves with the same history the later one's context stands.
   * @throws StateConflict when the stored history isn't the beginning of the given one: another
   *   writer was faster; load, and try again.
   * @throws StorageError `INVALID` for what is no state; the message names the field.
   */
  async saveState(state: State): Promise<void> {
    const draft = draftOf(state);
    this.#db.transaction(() => writeState(this.#db, draft));
  }

  /** @returns the state as it was saved last, or null. */
  async loadState(taskId: string): Promise<State | null> {
    return this.#reading(() => {
      const row = this.#db
        .prepare<[string], StateRow>(
          `SELECT task_id AS taskId, project_id AS projectId, state, context
           FROM workflow_states WHERE task_id = ?`,
        )
        .get(taskId.toWellFormed());
      return row === undefined ? null : this.#complete(row);
    });
  }

  /** A project's states, the last saved first. @param projectId null: those without a project. */
  async listStates(projectId: string | null, page: TaskPage = {}): Promise<State[]> {
    return this.#reading(() =>
      this.#summaries(projectId, page).flatMap(({ taskId, state, context }) => {
        return [this.#complete({ taskId, projectId, state, context })];
      }),
    );
  }

  /** A project's tasks without contexts and histories, the last saved first. */
  async listTasks(projectId: string | null, page: TaskPage = {}): Promise<TaskSummary[]> {
    return this.#summaries(projectId, page).map(({ context, ...summary }) => summary);
  }

  /** Deletes a task's state with its transitions and checkpoints. @returns whether there was one. */
  async deleteState(taskId: string): Promise<boolean> {
    const id = taskId.toWellFormed();
    return this.#db.transaction(() => {
      this.#db.prepare<[string]>('DELETE FROM state_transitions WHERE task_id = ?').run(id);
      this.#db.prepare<[string]>('DELETE FROM checkpoints WHERE task_id = ?').run(id);
      const { changes } = this.#db
        .prepare<[string]>('DELETE FROM workflow_states WHERE task_id = ?')
        .run(id);
      return changes === 1;
    });
  }

  /** A task's transitions, the oldest first. */
  async transitionsOf(taskId: string): Promise<Transition[]> {
    return readTransitions(this.#db, taskId.toWellFormed());
  }

  /** A task's checkpoints, the oldest first. */
  async checkpointsOf(taskId: string): Promise<Checkpoint[]> {
    return readCheckpoints(this.#db, taskId.toWellFormed());
  }

  #summaries(given: string | null, { limit, before }: TaskPage): (TaskSummary & StateRow)[] {
    const bounds = limit === undefined ? { limit: -1 } : pageBounds({ limit }, limit);
    return this.#db
      .prepare<object, TaskSummary & StateRow>(
        `SELECT task_id AS taskId, project_id AS projectId, state, context,
           (SELECT count(*) FROM state_transitions t WHERE t.task_id = w.task_id) AS transitions,
           (SELECT count(*) FROM checkpoints c WHERE c.task_id = w.task_id) AS checkpoints,
           created_at AS createdAt, updated_at AS updatedAt
         FROM workflow_states w
         WHERE project_id IS @projectId
           ${before === undefined ? '' : 'AND (updated_at, task_id) < (@updatedAt, @taskId)'}
         ORDER BY updated_at DESC, task_id DESC LIMIT @limit`,
      )
      .all({ projectId: redactName(given), ...before, limit: bounds.limit });
  }

  #complete({ taskId, projectId, state, context: column }: StateRow): State {
    const saved = entryOf(column, 'context') ?? { context: JSON.parse(column) as JsonObject };
    const { context = null, ...others } = isJsonObject(saved) ? saved : {};
    const checkpoints = readCheckpointEntries(this.#db, taskId);
    return {
      ...others,
      taskId,
      projectId,
      state,
      context: {
        ...(isJsonObject(context) ? context : {}),
        ...(checkpoints.length > 0 ? { checkpoints } : {}),
      },
      history: readHistory(this.#db, taskId),
    } as unknown as State;
  }

  /** All of a state at one moment, also while others write. */
  #reading<T>(read: () => T): T {
    const handle = this.#db.getDb();
    return handle.inTransaction ? read() : handle.transaction(read)();
  }
}

/**
 * Writes a state with its new transitions and its checkpoints, in the caller's transaction.
 * @throws StateConflict when the stored history isn't the beginning of the given one.
 */
export function writeState(db: SpoorDatabase, draft: StateDraft): void {
  const nowMs = Date.now();
  appendTransitions(db, draft, nowMs);
  putCheckpoints(db, draft.taskId, draft.checkpoints, nowMs);
  const { taskId, projectId, state, context } = draft;
  db.prepare<object>(
    `INSERT INTO workflow_states (task_id, project_id, state, context, created_at, updated_at)
     VALUES (@taskId, @projectId, @state, @context, @now, @now)
     ON CONFLICT (task_id) DO UPDATE SET project_id = excluded.project_id,
       state = excluded.state, context = excluded.context,
       updated_at = max(updated_at, excluded.updated_at)`,
  ).run({ taskId, projectId, state, context, now: isoTime(nowMs) });
}
