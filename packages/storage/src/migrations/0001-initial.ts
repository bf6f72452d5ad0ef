import type { Migration } from './migration.js';

const sql = () => `
CREATE TABLE schema_versions (
  version INTEGER PRIMARY KEY,
  description TEXT NOT NULL,
  applied_at TEXT NOT NULL
) STRICT;

CREATE TABLE sessions (
  id TEXT PRIMARY KEY,
  client TEXT NOT NULL DEFAULT 'claude-code',
  name TEXT,
  title TEXT,
  user_renamed INTEGER NOT NULL DEFAULT 0 CHECK (user_renamed IN (0, 1)),
  status TEXT NOT NULL DEFAULT 'active'
    CHECK (status IN ('active', 'idle', 'waiting', 'ended', 'abandoned')),
  project_id TEXT,
  working_directory TEXT,
  git_branch TEXT,
  source TEXT,
  model TEXT,
  client_version TEXT,
  transcript_path TEXT,
  started_at TEXT NOT NULL,
  last_activity_at TEXT NOT NULL,
  ended_at TEXT,
  end_reason TEXT,
  duration_ms INTEGER,
  metadata TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(metadata)),
  facts TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(facts))
);
CREATE INDEX sessions_by_activity ON sessions (last_activity_at, id);
CREATE INDEX sessions_by_project ON sessions (project_id, last_activity_at);
CREATE INDEX sessions_open ON sessions (status) WHERE status NOT IN ('ended', 'abandoned');

CREATE TABLE hook_executions (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  session_id TEXT,
  hook_type TEXT,
  prompt_id TEXT,
  tool_use_id TEXT,
  tool_name TEXT,
  agent_id TEXT,
  agent_type TEXT,
  agent_transcript_path TEXT,
  cwd TEXT,
  status TEXT NOT NULL DEFAULT 'success' CHECK (status IN ('success', 'error', 'malformed')),
  duration_ms INTEGER,
  error_message TEXT,
  payload_json TEXT CHECK (payload_json IS NULL OR json_valid(payload_json)),
  created_at TEXT NOT NULL
);
CREATE INDEX hook_executions_by_session ON hook_executions (session_id, created_at);
CREATE INDEX hook_executions_by_time ON hook_executions (created_at);
CREATE INDEX hook_executions_failed ON hook_executions (status)
  WHERE status IN ('error', 'malformed');

CREATE TABLE execution_traces (
  id TEXT PRIMARY KEY,
  project_id TEXT,
  task_id TEXT NOT NULL,
  prompt TEXT,
  started_at TEXT NOT NULL,
  completed_at TEXT,
  success INTEGER CHECK (success IN (0, 1)),
  duration_ms INTEGER,
  token_usage TEXT CHECK (token_usage IS NULL OR json_valid(token_usage)),
  metadata TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(metadata)),
  facts TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(facts))
);
CREATE INDEX execution_traces_by_task ON execution_traces (task_id, started_at);
CREATE INDEX execution_traces_by_project ON execution_traces (project_id, started_at);

CREATE TABLE turn_prompts (
  event_id TEXT PRIMARY KEY,
  trace_id TEXT NOT NULL,
  captured_at TEXT NOT NULL,
  text TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX turn_prompts_by_trace ON turn_prompts (trace_id, captured_at);

CREATE TABLE tool_calls (
  session_id TEXT NOT NULL,
  tool_use_id TEXT NOT NULL,
  trace_id TEXT,
  agent_id TEXT,
  tool_name TEXT,
  summary TEXT,
  file_path TEXT,
  status TEXT NOT NULL DEFAULT 'running'
    CHECK (status IN ('running', 'success', 'failure', 'denied', 'cancelled', 'unknown')),
  started_at TEXT,
  completed_at TEXT,
  duration_ms INTEGER,
  error TEXT,
  facts TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(facts)),
  PRIMARY KEY (session_id, tool_use_id)
);
CREATE INDEX tool_calls_by_time ON tool_calls (session_id, started_at);
CREATE INDEX tool_calls_by_trace ON tool_calls (trace_id);
CREATE INDEX tool_calls_unfinished ON tool_calls (session_id)
  WHERE status IN ('running', 'cancelled');

CREATE TABLE agent_invocations (
  id TEXT PRIMARY KEY,
  trace_id TEXT,
  session_id TEXT,
  agent_id TEXT,
  agent TEXT,
  parent_agent_id TEXT,
  tool_use_id TEXT,
  task_fragment TEXT,
  started_at TEXT NOT NULL,
  completed_at TEXT,
  duration_ms INTEGER,
  outcome TEXT CHECK (outcome IN ('success', 'partial', 'failure', 'escalated')),
  quality_score REAL,
  token_usage TEXT CHECK (token_usage IS NULL OR json_valid(token_usage)),
  output_summary TEXT,
  error TEXT,
  transcript_path TEXT,
  facts TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(facts))
);
CREATE UNIQUE INDEX agent_invocations_by_agent_id ON agent_invocations (session_id, agent_id);
CREATE INDEX agent_invocations_by_trace ON agent_invocations (trace_id, started_at);
CREATE INDEX agent_invocations_by_agent ON agent_invocations (agent, started_at);

CREATE TABLE session_rounds (
  session_id TEXT NOT NULL,
  key TEXT NOT NULL,
  PRIMARY KEY (session_id, key)
) WITHOUT ROWID;

CREATE TABLE audit_logs (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  timestamp TEXT NOT NULL,
  project_id TEXT,
  task_id TEXT,
  session_id TEXT,
  agent TEXT,
  action TEXT NOT NULL,
  category TEXT NOT NULL CHECK (category IN ('state', 'file', 'agent', 'security', 'user')),
  details TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(details)),
  user_id TEXT,
  ip_address TEXT
);
CREATE INDEX audit_logs_by_project ON audit_logs (project_id, timestamp);
CREATE INDEX audit_logs_by_session ON audit_logs (session_id, timestamp);
CREATE INDEX audit_logs_by_task ON audit_logs (task_id, timestamp) WHERE task_id IS NOT NULL;
CREATE INDEX audit_logs_by_time ON audit_logs (timestamp);

CREATE TABLE workflow_states (
  task_id TEXT PRIMARY KEY,
  project_id TEXT,
  state TEXT NOT NULL,
  context TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(context)),
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
);
CREATE INDEX workflow_states_by_project ON workflow_states (project_id, updated_at);

CREATE TABLE state_transitions (
  id TEXT PRIMARY KEY,
  task_id TEXT NOT NULL,
  project_id TEXT,
  from_state TEXT,
  to_state TEXT NOT NULL,
  trigger TEXT,
  timestamp TEXT NOT NULL,
  metadata TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(metadata))
);
CREATE INDEX state_transitions_by_task ON state_transitions (task_id, timestamp, id);

CREATE TABLE checkpoints (
  id TEXT PRIMARY KEY,
  task_id TEXT NOT NULL,
  name TEXT,
  state TEXT,
  data TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(data)),
  created_at TEXT NOT NULL
);
CREATE INDEX checkpoints_by_task ON checkpoints (task_id, created_at, id);

CREATE TABLE messages (
  session_id TEXT NOT NULL,
  id TEXT NOT NULL,
  agent_id TEXT,
  message_id TEXT,
  type TEXT NOT NULL,
  role TEXT,
  content TEXT,
  tool_uses TEXT CHECK (tool_uses IS NULL OR json_valid(tool_uses)),
  usage TEXT CHECK (usage IS NULL OR json_valid(usage)),
  token_count INTEGER,
  is_summary INTEGER NOT NULL DEFAULT 0 CHECK (is_summary IN (0, 1)),
  timestamp TEXT NOT NULL,
  PRIMARY KEY (session_id, id)
);
CREATE INDEX messages_by_time ON messages (session_id, timestamp);

CREATE TABLE token_usage (
  message_id TEXT PRIMARY KEY,
  session_id TEXT NOT NULL,
  agent_id TEXT,
  request_id TEXT,
  model TEXT,
  input_tokens INTEGER NOT NULL DEFAULT 0,
  output_tokens INTEGER NOT NULL DEFAULT 0,
  cache_read_tokens INTEGER NOT NULL DEFAULT 0,
  cache_write_tokens INTEGER NOT NULL DEFAULT 0,
  cost_usd REAL,
  timestamp TEXT NOT NULL
);
CREATE INDEX token_usage_by_session ON token_usage (session_id, timestamp);
CREATE INDEX token_usage_by_time ON token_usage (timestamp);

CREATE TABLE transcript_cursors (
  path TEXT PRIMARY KEY,
  session_id TEXT,
  identity TEXT NOT NULL,
  offset INTEGER NOT NULL DEFAULT 0,
  tail_hash TEXT,
  bad_lines INTEGER NOT NULL DEFAULT 0,
  updated_at TEXT NOT NULL
) STRICT;
CREATE INDEX transcript_cursors_by_session ON transcript_cursors (session_id);

CREATE TABLE lessons (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  project_id TEXT,
  category TEXT NOT NULL
    CHECK (category IN ('bug', 'pattern', 'preference', 'security', 'performance')),
  title TEXT NOT NULL,
  summary TEXT NOT NULL,
  details TEXT,
  tags TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(tags)),
  source_agent TEXT,
  source_file TEXT,
  confidence REAL NOT NULL DEFAULT 0.5,
  application_count INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
);
CREATE INDEX lessons_by_project ON lessons (project_id, category);
CREATE VIRTUAL TABLE lessons_fts USING fts5 (
  title, summary, details, content='lessons', content_rowid='seq'
);
INSERT INTO lessons_fts (lessons_fts, rank) VALUES ('secure-delete', 1);
CREATE TRIGGER lessons_inserted AFTER INSERT ON lessons BEGIN
  INSERT INTO lessons_fts (rowid, title, summary, details)
  VALUES (new.seq, new.title, new.summary, new.details);
END;
CREATE TRIGGER lessons_deleted AFTER DELETE ON lessons BEGIN
  INSERT INTO lessons_fts (lessons_fts, rowid, title, summary, details)
  VALUES ('delete', old.seq, old.title, old.summary, old.details);
END;
CREATE TRIGGER lessons_updated AFTER UPDATE OF title, summary, details ON lessons BEGIN
  INSERT INTO lessons_fts (lessons_fts, rowid, title, summary, details)
  VALUES ('delete', old.seq, old.title, old.summary, old.details);
  INSERT INTO lessons_fts (rowid, title, summary, details)
  VALUES (new.seq, new.title, new.summary, new.details);
END;

CREATE TABLE counters (
  scope TEXT NOT NULL,
  name TEXT NOT NULL,
  value INTEGER NOT NULL DEFAULT 0,
  updated_at TEXT NOT NULL,
  PRIMARY KEY (scope, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE configurations (
  key TEXT NOT NULL,
  scope TEXT NOT NULL DEFAULT 'global',
  value TEXT NOT NULL CHECK (json_valid(value)),
  updated_at TEXT NOT NULL,
  PRIMARY KEY (key, scope)
) STRICT, WITHOUT ROWID;

CREATE TABLE config_cache (
  path TEXT PRIMARY KEY,
  size INTEGER NOT NULL,
  mtime_ms INTEGER NOT NULL,
  hash TEXT NOT NULL,
  value TEXT NOT NULL CHECK (json_valid(value)),
  cached_at TEXT NOT NULL
) STRICT;

CREATE TABLE leases (
  name TEXT PRIMARY KEY,
  holder TEXT NOT NULL,
  expires_at TEXT NOT NULL
) STRICT;
`;

/** The whole schema of the first release. */
export const initial: Migration = {
  version: 1,
  description:
    'sessions, events, turns, tool calls, subagents, audit, workflows, lessons, counters',
  quick: true,
  up: (handle) => handle.exec(sql()),
};
