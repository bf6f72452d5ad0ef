/** Whose work it is. */
export const store = 'ExecutionTracker';

/** The work, three times; see `stores.mjs`. */
export const cases = [
  (db, byHand, { ExecutionTracker }) => {
    const tracker = new ExecutionTracker(db);
    const projectId = '/work/project-1';
    const plain = tracker.getRecentTraces(projectId, 1_000);
    const select = byHand.prepare(
      `SELECT id, project_id AS projectId, task_id AS taskId, prompt, started_at AS startedAt,
         completed_at AS completedAt, success, duration_ms AS durationMs
       FROM execution_traces WHERE project_id = ? ORDER BY started_at DESC, id DESC LIMIT 20`,
    );
    return {
      name: "read a project's 20 newest turns",
      times: 300,
      memory: () => plain.slice(0, 20).map((trace) => ({ ...trace })),
      byHand: () =>
        select
          .all(projectId)
          .map((row) => ({ ...row, success: row.success === null ? null : row.success === 1 })),
      store: () => tracker.getRecentTraces(projectId),
    };
  },
];
