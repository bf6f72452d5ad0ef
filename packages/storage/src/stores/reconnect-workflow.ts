import type { SpoorDatabase } from '../database/spoor-database.js';

/**
 * Draws up again what depends on the order of an observed task's transitions: where each comes from,
 * and the state that the last one leads to. For transitions that came in otherwise than one by one.
 */
export function reconnectWorkflow(db: SpoorDatabase, taskId: string): void {
  db.transaction(() => {
    db.prepare<[string]>(
      `UPDATE state_transitions AS t SET from_state = (
         SELECT to_state FROM state_transitions AS before
         WHERE before.task_id = t.task_id AND (before.timestamp, before.id) < (t.timestamp, t.id)
         ORDER BY before.timestamp DESC, before.id DESC LIMIT 1)
       WHERE task_id = ?`,
    ).run(taskId);
    db.prepare<[string]>(
      `UPDATE workflow_states AS w SET
         project_id = (SELECT project_id FROM state_transitions AS t
                       WHERE t.task_id = w.task_id AND project_id IS NOT NULL
                       ORDER BY timestamp, id LIMIT 1),
         state = (SELECT to_state FROM state_transitions AS t WHERE t.task_id = w.task_id
                  ORDER BY timestamp DESC, id DESC LIMIT 1),
         created_at = (SELECT min(timestamp) FROM state_transitions AS t WHERE t.task_id = w.task_id),
         updated_at = (SELECT max(timestamp) FROM state_transitions AS t WHERE t.task_id = w.task_id)
       WHERE task_id = ? AND EXISTS (
         SELECT 1 FROM state_transitions AS t WHERE t.task_id = w.task_id)`,
    ).run(taskId);
  });
}
