import type { Handle, Statement } from './handle.js';

const STATEMENTS = new WeakMap<Handle, Map<string, unknown>>();

/** Prepares a statement once a connection, so that SQL can stand in the function that runs it. */
export function prepare<Parameters extends unknown[] | object, Row = unknown>(
  handle: Handle,
  sql: string,
): Statement<Parameters, Row> {
  let statements = STATEMENTS.get(handle);
  if (statements === undefined) {
    statements = new Map();
    STATEMENTS.set(handle, statements);
  }
  let statement = statements.get(sql) as Statement<Parameters, Row> | undefined;
  if (statement === undefined) {
    statement = handle.prepare(sql) as unknown as Statement<Parameters, Row>;
    statements.set(sql, statement);
  }
  return statement;
}
