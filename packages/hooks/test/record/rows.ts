import type { SpoorDatabase } from '@spoor/storage';

/** What follows from events, without what depends on their order of arrival (row numbers, `seq`). */
const QUERIES = {
  sessions: 'SELECT * FROM sessions ORDER BY id',
  execution_traces: 'SELECT * FROM execution_traces ORDER BY id',
  tool_calls: `SELECT session_id, tool_use_id, trace_id, agent_id, tool_name, summary, file_path,
    status, started_at, completed_at, duration_ms, error, origin, message_id, result_bytes, facts
    FROM tool_calls ORDER BY session_id, tool_use_id`,
  agent_invocations: 'SELECT * FROM agent_invocations ORDER BY id',
  counters: 'SELECT scope, name, value FROM counters ORDER BY scope, name',
  state_transitions: 'SELECT * FROM state_transitions ORDER BY id',
  workflow_states: 'SELECT * FROM workflow_states ORDER BY task_id',
  checkpoints: 'SELECT * FROM checkpoints ORDER BY id',
  hook_executions: `SELECT id, session_id, hook_type, prompt_id, tool_use_id, tool_name, agent_id,
    agent_type, status, error_message, payload_json, created_at FROM hook_executions ORDER BY id`,
  audit_logs: `SELECT id, timestamp, project_id, task_id, session_id, agent, action, category, details
    FROM audit_logs ORDER BY id`,
} as const;

/** Reads every derived row. */
export function readRows(db: SpoorDatabase): Record<keyof typeof QUERIES, unknown[]> {
  const entries = Object.entries(QUERIES).map(([table, sql]) => [
    table,
    db.getDb().prepare(sql).all(),
  ]);
  return Object.fromEntries(entries) as Record<keyof typeof QUERIES, unknown[]>;
}
