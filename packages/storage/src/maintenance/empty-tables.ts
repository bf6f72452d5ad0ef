import type { SpoorDatabase } from '../database/spoor-database.js';

/** What a reset leaves: the schema, the right to work, and what is never to be recorded. */
const KEPT = new Set(['schema_versions', 'leases', 'forgotten_sessions', 'maintenance_state']);

/**
 * Empties all tables, inside the caller's transaction; freed pages are overwritten (`secure_delete`).
 * @returns how many rows went, by table.
 */
export function emptyTables(db: SpoorDatabase): Record<string, number> {
  const handle = db.getDb();
  emptyIndexes(db);
  const tables = handle
    .prepare(
      `SELECT name FROM pragma_table_list
       WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
       ORDER BY name`,
    )
    .pluck()
    .all() as string[];
  const emptied = tables.filter((name) => !KEPT.has(name) && name !== 'search_cursors');
  handle.pragma('defer_foreign_keys=ON');
  const rows = Object.fromEntries(
    emptied.map((name) => [name, handle.prepare(`DELETE FROM "${name}"`).run().changes]),
  );
  handle.exec(`INSERT INTO lessons_fts (lessons_fts) VALUES ('optimize')`);
  return rows;
}

/** Indexes are emptied at once; the triggers, which would do it row by row, then find none in them. */
function emptyIndexes(db: SpoorDatabase): void {
  db.getDb().exec(
    `UPDATE search_cursors SET seq = 0;
     INSERT INTO audit_fts (audit_fts) VALUES ('delete-all');
     INSERT INTO messages_fts (messages_fts) VALUES ('delete-all');
     INSERT INTO calls_fts (calls_fts) VALUES ('delete-all')`,
  );
}
