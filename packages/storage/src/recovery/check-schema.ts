import { APPLICATION_ID } from '../database/connect.js';
import type { Handle } from '../database/handle.js';
import { SpoorDatabase } from '../database/spoor-database.js';
import { migrate } from '../migrations/migrate.js';
import type { Problem } from './problem.js';

interface SchemaRow {
  readonly type: string;
  readonly name: string;
  readonly sql: string | null;
}

/** Compares a database's schema with what its version's steps make. */
export function findSchemaProblems(handle: Handle): Problem[] {
  const version = handle.pragma('user_version', { simple: true }) as number;
  const found = readSchema(handle);
  if (version === 0 && found.size === 0) return [];
  const id = handle.pragma('application_id', { simple: true });
  const problems = id === APPLICATION_ID ? [] : [problem(null, 'the application id is wrong')];
  for (const [name, row] of schemaOf(version)) {
    const there = found.get(name);
    if (there === undefined) problems.push(problem(name, `the ${row.type} ${name} is missing`));
    else if (there.sql !== row.sql) problems.push(problem(name, `${name} is not as it was made`));
  }
  return problems;
}

/**
 * What a database's schema holds that its version's steps don't make, or make otherwise, in words.
 * What is missing is no stranger.
 */
export function findStrangers(handle: Handle): string[] {
  const made = schemaOf(handle.pragma('user_version', { simple: true }) as number);
  return readRows(handle, 'SELECT type, name, sql FROM sqlite_schema')
    .filter((row) => !isOwnOfSqlite(row))
    .filter(({ type, name, sql }) => {
      const own = made.get(name);
      return own === undefined || own.type !== type || own.sql !== sql;
    })
    .map(({ type, name }) => `the ${type} ${name}`);
}

/** What SQLite makes by itself: indexes of keys, its sequences and its statistics. */
function isOwnOfSqlite({ type, name, sql }: SchemaRow): boolean {
  if (type === 'index') return sql === null && name.startsWith('sqlite_autoindex_');
  return type === 'table' && SQLITE_TABLES.some((one) => one.name === name && one.sql === sql);
}

const SQLITE_TABLES = [
  { name: 'sqlite_sequence', sql: 'CREATE TABLE sqlite_sequence(name,seq)' },
  { name: 'sqlite_stat1', sql: 'CREATE TABLE sqlite_stat1(tbl,idx,stat)' },
  { name: 'sqlite_stat4', sql: 'CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)' },
];

function problem(table: string | null, message: string): Problem {
  return { kind: 'schema', table, message };
}

function schemaOf(version: number): Map<string, SchemaRow> {
  const model = new SpoorDatabase({ inMemory: true, migrations: 'none' });
  try {
    migrate(model.getDb(), { to: version });
    return readSchema(model.getDb());
  } finally {
    model.close();
  }
}

function readSchema(handle: Handle): Map<string, SchemaRow> {
  const rows = readRows(
    handle,
    "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
  );
  return new Map(rows.map((row) => [row.name, row]));
}

function readRows(handle: Handle, sql: string): SchemaRow[] {
  return handle.prepare<[], SchemaRow>(sql).all();
}
