import type { SpoorDatabase } from '../database/spoor-database.js';

/** What tells a session from others where its figures are shown. */
export interface SessionLabel {
  readonly name: string | null;
  readonly title: string | null;
  readonly projectId: string | null;
  /** Up to 400 characters of its first turn's prompt. */
  readonly firstPrompt: string | null;
}

/** The labels of sessions by their ids; those that aren't known are missing. */
export function readSessionLabels(
  db: SpoorDatabase,
  ids: readonly string[],
): Map<string, SessionLabel> {
  const rows = db
    .prepare<[string], SessionLabel & { readonly id: string }>(
      `SELECT id, name, title, project_id AS projectId,
         (SELECT substr(prompt, 1, 400) FROM execution_traces WHERE task_id = sessions.id
          ORDER BY started_at, id LIMIT 1) AS firstPrompt
       FROM sessions WHERE id IN (SELECT value FROM json_each(?))`,
    )
    .all(JSON.stringify(ids));
  return new Map(rows.map(({ id, ...label }) => [id, label]));
}
