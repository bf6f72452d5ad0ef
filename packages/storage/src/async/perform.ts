import type { Handle, Statement } from '../database/handle.js';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { asStorageError } from '../errors.js';
import type { RunResult, SqlParameters, SqlStatement, SqlTask } from './task.js';

/**
 * Runs statements on a connection.
 * @throws StorageError for whatever goes wrong with them.
 */
export function perform(db: SpoorDatabase, task: SqlTask) {
  try {
    if (task.kind === 'batch') return runBatch(db, task.statements);
    const rows = readRows(db.getDb(), task);
    return task.kind === 'all' ? [...rows] : (first(rows) ?? null);
  } catch (error) {
    throw asStorageError(error, db.getDb().name);
  }
}

/** Row by row: a thread that is told to end does so between two of them. */
function* readRows(handle: Handle, { sql, params }: { sql: string; params: SqlParameters }) {
  yield* statement(handle, sql).iterate(...bindings(params));
}

function first(rows: Iterable<unknown>): unknown {
  for (const row of rows) return row;
  return undefined;
}

function runBatch(db: SpoorDatabase, statements: readonly SqlStatement[]): RunResult[] {
  return db.transaction(() =>
    statements.map(({ sql, params = [] }) => statement(db.getDb(), sql).run(...bindings(params))),
  );
}

function bindings(params: SqlParameters): unknown[] {
  return Array.isArray(params) ? params : [params];
}

/** Callers may put values into the text of their SQL: what is kept of it is bounded. */
const MOST_STATEMENTS = 500;

const STATEMENTS = new WeakMap<Handle, Map<string, Statement<unknown[]>>>();

function statement(handle: Handle, sql: string): Statement<unknown[]> {
  let statements = STATEMENTS.get(handle);
  if (statements === undefined || statements.size >= MOST_STATEMENTS) {
    statements = new Map();
    STATEMENTS.set(handle, statements);
  }
  let prepared = statements.get(sql);
  if (prepared === undefined) {
    prepared = handle.prepare<unknown[]>(sql);
    statements.set(sql, prepared);
  }
  return prepared;
}
