import Database from 'better-sqlite3';
import { countLines, type RunRows, rowLine } from './run-rows.ts';

/** Reads from Spoor's database what it has recorded. */
export function readRecordedRows(databasePath: string): RunRows {
  return query(databasePath, (rows) => ({
    executions: countLines(
      rows('SELECT session_id, hook_type, tool_use_id, agent_id FROM hook_executions'),
    ),
    sessions: rows('SELECT id, status, end_reason FROM sessions'),
    turns: rows('SELECT task_id, prompt, success FROM execution_traces'),
    toolCalls: rows('SELECT session_id, tool_use_id, tool_name, agent_id, status FROM tool_calls'),
    agents: rows('SELECT session_id, agent_id, agent, outcome FROM agent_invocations'),
    rounds: rows("SELECT scope, value FROM counters WHERE name = 'rounds' AND value > 0"),
  }));
}

/** One value from Spoor's database. */
export function readValue(databasePath: string, sql: string): unknown {
  const db = new Database(databasePath, { readonly: true, fileMustExist: true });
  try {
    return db.prepare(sql).pluck().get();
  } finally {
    db.close();
  }
}

function query<T>(databasePath: string, read: (rows: (sql: string) => string[]) => T): T {
  const db = new Database(databasePath, { readonly: true, fileMustExist: true });
  try {
    return read((sql) =>
      db
        .prepare<[], (string | number | null)[]>(sql)
        .raw()
        .all()
        .map((row) => rowLine(...row))
        .sort(),
    );
  } finally {
    db.close();
  }
}
