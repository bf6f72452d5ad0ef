import { prepare } from '../database/prepare.js';
import type { SpoorDatabase } from '../database/spoor-database.js';
import type { SessionStatus } from '../stores/session.js';
import type { TaskSummary } from '../stores/workflow-state.js';

/** A task with its workflow, as a list shows it; it began with its first transition. */
export interface ListedTask extends Omit<TaskSummary, 'state'> {
  /** Null where only checkpoints are known, as of sessions that were read from transcripts. */
  readonly state: string | null;
  /** Bytes of its context; 0 where none is known. */
  readonly contextBytes: number;
  /** What is known of the session that the task is; null for any other task. */
  readonly session: TaskSession | null;
}

/** A session whose own workflow a task is. */
export interface TaskSession {
  readonly status: SessionStatus;
  readonly name: string | null;
  readonly title: string | null;
  /** Up to 400 characters. */
  readonly firstPrompt: string | null;
}

/** A list of tasks. */
export interface TaskListing {
  readonly rows: readonly ListedTask[];
  /** How many there are in all. */
  readonly total: number;
}

type TaskRow = Omit<ListedTask, 'session'> &
  Omit<TaskSession, 'status'> & { readonly status: SessionStatus | null; readonly total: number };

/** Tasks are found in an index alone; contexts, which may be large, are never read. */
const TASKS = `SELECT rowid AS place, NULL AS task, updated_at FROM workflow_states
  UNION ALL
  SELECT NULL, task_id, max(created_at) FROM checkpoints c
  WHERE NOT EXISTS (SELECT 1 FROM workflow_states w WHERE w.task_id = c.task_id) GROUP BY task_id`;

const COLUMNS = `task.taskId, coalesce(task.projectId, sessions.project_id) AS projectId, task.state,
  (SELECT count(*) FROM state_transitions t WHERE t.task_id = task.taskId) AS transitions,
  (SELECT count(*) FROM checkpoints c WHERE c.task_id = task.taskId) AS checkpoints,
  min(coalesce(task.createdAt, sessions.started_at, task.updatedAt),
    coalesce((SELECT timestamp FROM state_transitions t WHERE t.task_id = task.taskId
      ORDER BY timestamp, id LIMIT 1), task.updatedAt)) AS createdAt, task.updatedAt,
  coalesce(task.contextBytes, 0) AS contextBytes, sessions.status, sessions.name, sessions.title,
  (SELECT substr(prompt, 1, 400) FROM execution_traces WHERE task_id = task.taskId
   ORDER BY started_at, id LIMIT 1) AS firstPrompt`;

/** The tasks whose workflow changed last, the latest first. */
export function listWorkflowTasks(db: SpoorDatabase, limit: number): TaskListing {
  const rows = prepare<object, TaskRow>(
    db.getDb(),
    `WITH page AS MATERIALIZED (
       SELECT place, task, updated_at, count(*) OVER () AS total FROM (${TASKS})
       ORDER BY updated_at DESC LIMIT @limit),
     task AS MATERIALIZED (
       SELECT coalesce(w.task_id, page.task) AS taskId, w.project_id AS projectId, w.state,
         octet_length(w.context) AS contextBytes, w.created_at AS createdAt, page.updated_at AS updatedAt, total
       FROM page LEFT JOIN workflow_states w ON w.rowid = page.place)
     SELECT ${COLUMNS}, total FROM task LEFT JOIN sessions ON sessions.id = task.taskId
     ORDER BY task.updatedAt DESC, task.taskId DESC`,
  ).all({ limit });
  return { rows: rows.map(listedTask), total: rows[0]?.total ?? 0 };
}

/** One task as the list shows it; null when there is none. */
export function readWorkflowTask(db: SpoorDatabase, taskId: string): ListedTask | null {
  const row = prepare<object, TaskRow>(
    db.getDb(),
    `WITH task AS MATERIALIZED (
       SELECT task_id AS taskId, project_id AS projectId, state,
         octet_length(context) AS contextBytes, created_at AS createdAt, updated_at AS updatedAt
       FROM workflow_states WHERE task_id = @taskId
       UNION ALL
       SELECT task_id, NULL, NULL, 0, NULL, max(created_at) FROM checkpoints
       WHERE task_id = @taskId AND NOT EXISTS (
         SELECT 1 FROM workflow_states WHERE task_id = @taskId)
       GROUP BY task_id)
     SELECT ${COLUMNS}, 1 AS total FROM task LEFT JOIN sessions ON sessions.id = task.taskId`,
  ).get({ taskId });
  return row === undefined ? null : listedTask(row);
}

function listedTask({ status, name, title, firstPrompt, total: _, ...task }: TaskRow): ListedTask {
  return { ...task, session: status === null ? null : { status, name, title, firstPrompt } };
}
