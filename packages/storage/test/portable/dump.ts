import type { SpoorDatabase } from '../../src/index.js';

/** Tables that users' data are in, with what they are ordered by. */
const TABLES: Readonly<Record<string, string>> = {
  sessions: 'id',
  hook_executions: 'id',
  execution_traces: 'id',
  turn_prompts: 'event_id',
  tool_calls: 'session_id, tool_use_id',
  agent_invocations: 'id',
  session_rounds: 'session_id, key',
  audit_logs: 'id',
  workflow_states: 'task_id',
  state_transitions: 'id',
  checkpoints: 'id',
  messages: 'session_id, id',
  token_usage: 'message_id',
  transcript_problems: 'path, "offset"',
  counters: 'scope, name',
  lessons: 'id',
  lesson_evidence: 'lesson_id, session_id, tool_use_id',
  configurations: 'key, scope',
  forgotten_sessions: 'session_id',
};

/** All of users' data, but what Spoor itself notes of exports and imports, and row numbers. */
export function dump(db: SpoorDatabase): Record<string, unknown[]> {
  const entries = Object.entries(TABLES).map(([table, order]) => {
    const rows = db.prepare<[], Record<string, unknown>>(
      `SELECT * FROM ${table} ORDER BY ${order}`,
    );
    return [table, rows.all().filter(isUsers).map(withoutNumber)];
  });
  return Object.fromEntries(entries) as Record<string, unknown[]>;
}

function isUsers(row: Record<string, unknown>): boolean {
  return row['action'] !== 'import' && row['action'] !== 'session.forget';
}

function withoutNumber({ seq: _seq, ...row }: Record<string, unknown>): Record<string, unknown> {
  return row;
}
