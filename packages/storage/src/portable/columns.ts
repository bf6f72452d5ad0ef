import type { SpoorDatabase } from '../database/spoor-database.js';
import { LOCAL_COLUMNS } from './tables.js';

/** A column of a table that exports hold. */
export interface PortableColumn {
  readonly name: string;
  readonly type: 'TEXT' | 'INTEGER' | 'REAL';
  readonly notNull: boolean;
  readonly hasDefault: boolean;
}

/** A table's columns as the schema has them, without those that mean nothing elsewhere. */
export function portableColumns(db: SpoorDatabase, table: string): PortableColumn[] {
  return db
    .prepare<
      [string],
      { name: string; type: PortableColumn['type']; notnull: number; dflt_value: string | null }
    >('SELECT name, type, "notnull", dflt_value FROM pragma_table_info(?)')
    .all(table)
    .filter(({ name }) => !LOCAL_COLUMNS.has(name))
    .map(({ name, type, notnull, dflt_value }) => ({
      name,
      type,
      notNull: notnull === 1,
      hasDefault: dflt_value !== null,
    }));
}
