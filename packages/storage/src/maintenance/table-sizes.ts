import type { SpoorDatabase } from '../database/spoor-database.js';

/** What a table takes in the file, its indexes included. */
export interface TableSize {
  readonly table: string;
  readonly bytes: number;
}

/**
 * Reads what takes the room in the file, the largest first; a full-text index counts by its own name.
 * It looks at every page: seconds for gigabytes.
 */
export function readTableSizes(db: SpoorDatabase): TableSize[] {
  const handle = db.getDb();
  const trees = handle
    .prepare<[], { name: string; owner: string }>(
      'SELECT name, tbl_name AS owner FROM sqlite_schema WHERE rootpage > 0',
    )
    .all();
  const sizeOf = handle
    .prepare<[string], number>(
      'SELECT coalesce(sum(pgsize), 0) FROM dbstat WHERE name = ? AND aggregate = TRUE',
    )
    .pluck();
  const sizes = new Map<string, number>();
  for (const { name, owner } of trees) {
    const table = owner.replace(FULL_TEXT_PART, '');
    sizes.set(table, (sizes.get(table) ?? 0) + (sizeOf.get(name) ?? 0));
  }
  return [...sizes]
    .map(([table, bytes]) => ({ table, bytes }))
    .sort((a, b) => b.bytes - a.bytes || (a.table < b.table ? -1 : 1));
}

/** The tables in which FTS5 keeps an index. */
const FULL_TEXT_PART = /(?<=_fts)_(?:data|idx|content|docsize|config)$/;
