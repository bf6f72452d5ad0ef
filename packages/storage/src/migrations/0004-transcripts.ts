import type { Handle } from '../database/handle.js';
import type { Migration } from './migration.js';

const ORIGIN = `TEXT NOT NULL DEFAULT 'hook' CHECK (origin IN ('hook', 'transcript', 'both'))`;

/** Which messages can be searched by their words. */
const SEARCHED = (row: string) => `${row}.kind IN ('prompt', 'answer', 'error')`;

const FED = (index: string) => `(SELECT seq FROM search_cursors WHERE name = '${index}')`;

const messages = () => `
CREATE TABLE messages (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  session_id TEXT NOT NULL,
  id TEXT NOT NULL,
  agent_id TEXT,
  message_id TEXT,
  type TEXT NOT NULL,
  subtype TEXT,
  kind TEXT,
  role TEXT,
  model TEXT,
  prompt_id TEXT,
  parent_id TEXT,
  tool_use_id TEXT,
  content TEXT,
  tool_uses TEXT CHECK (tool_uses IS NULL OR json_valid(tool_uses)),
  usage TEXT CHECK (usage IS NULL OR json_valid(usage)),
  token_count INTEGER,
  is_summary INTEGER NOT NULL DEFAULT 0 CHECK (is_summary IN (0, 1)),
  timestamp TEXT NOT NULL,
  UNIQUE (session_id, id)
);
`;

const messageIndexes = () => `
CREATE INDEX messages_by_time ON messages (session_id, timestamp);
CREATE INDEX messages_of_beginnings ON messages (id, session_id) WHERE parent_id IS NULL;
CREATE INDEX messages_of_compactions ON messages (session_id, timestamp)
  WHERE subtype = 'compact_boundary';
CREATE INDEX messages_of_errors ON messages (timestamp) WHERE kind = 'error';
`;

const formerMessages = () => `
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
ALTER TABLE messages ADD COLUMN kind TEXT;
`;

const MESSAGE_COLUMNS = `session_id, id, agent_id, message_id, type, kind, role, content, tool_uses,
  usage, token_count, is_summary, timestamp`;

const CALL_COLUMNS = `session_id, tool_use_id, trace_id, agent_id, tool_name, summary, file_path,
  status, started_at, completed_at, duration_ms, error, facts`;

const CALLS = (key: string, own: string, constraint: string) => `
CREATE TABLE tool_calls (${key}
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
  facts TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(facts)),${own}
  ${constraint} (session_id, tool_use_id)
);
`;

const callIndexes = () => `
CREATE INDEX tool_calls_by_time ON tool_calls (session_id, started_at);
CREATE INDEX tool_calls_by_trace ON tool_calls (trace_id);
CREATE INDEX tool_calls_by_status ON tool_calls (session_id, status);
CREATE INDEX tool_calls_by_tool ON tool_calls (tool_name, started_at, status, duration_ms);
`;

const ownCallColumns = () => `
  origin ${ORIGIN},
  message_id TEXT,
  result_bytes INTEGER,`;

const ownCallIndexes = () => `
CREATE INDEX tool_calls_of_message ON tool_calls (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX tool_calls_gone_wrong ON tool_calls (started_at)
  WHERE status IN ('failure', 'denied');
`;

const upSql = () => `
ALTER TABLE sessions ADD COLUMN origin ${ORIGIN};
ALTER TABLE sessions ADD COLUMN forked_from TEXT;
ALTER TABLE sessions ADD COLUMN fork_point TEXT;
ALTER TABLE sessions ADD COLUMN entrypoint TEXT;
ALTER TABLE sessions ADD COLUMN client_cost_usd REAL;
ALTER TABLE sessions ADD COLUMN client_usage TEXT
  CHECK (client_usage IS NULL OR json_valid(client_usage));
CREATE INDEX sessions_by_fork ON sessions (forked_from) WHERE forked_from IS NOT NULL;

ALTER TABLE execution_traces ADD COLUMN origin ${ORIGIN};
CREATE INDEX execution_traces_of_hooks ON execution_traces (started_at) WHERE origin = 'hook';

ALTER TABLE agent_invocations ADD COLUMN origin ${ORIGIN};
ALTER TABLE agent_invocations ADD COLUMN model TEXT;
ALTER TABLE agent_invocations ADD COLUMN depth INTEGER;

ALTER TABLE token_usage ADD COLUMN trace_id TEXT;
ALTER TABLE token_usage ADD COLUMN cache_write_1h_tokens INTEGER NOT NULL DEFAULT 0;
ALTER TABLE token_usage ADD COLUMN thinking_tokens INTEGER NOT NULL DEFAULT 0;
ALTER TABLE token_usage ADD COLUMN web_search_requests INTEGER NOT NULL DEFAULT 0;
ALTER TABLE token_usage ADD COLUMN web_fetch_requests INTEGER NOT NULL DEFAULT 0;
ALTER TABLE token_usage ADD COLUMN speed TEXT;
ALTER TABLE token_usage ADD COLUMN service_tier TEXT;
ALTER TABLE token_usage ADD COLUMN inference_geo TEXT;
CREATE INDEX token_usage_by_trace ON token_usage (trace_id);

DROP TABLE transcript_cursors;
CREATE TABLE transcript_cursors (
  path TEXT PRIMARY KEY,
  session_id TEXT,
  agent_id TEXT,
  identity TEXT NOT NULL,
  size INTEGER NOT NULL DEFAULT 0,
  mtime_ms INTEGER NOT NULL DEFAULT 0,
  offset INTEGER NOT NULL DEFAULT 0,
  line INTEGER NOT NULL DEFAULT 0,
  head_hash TEXT,
  tail_hash TEXT,
  bad_lines INTEGER NOT NULL DEFAULT 0,
  updated_at TEXT NOT NULL
) STRICT;
CREATE INDEX transcript_cursors_by_session ON transcript_cursors (session_id);
CREATE INDEX transcript_cursors_by_identity ON transcript_cursors (identity);
CREATE TABLE transcript_problems (
  path TEXT NOT NULL,
  offset INTEGER NOT NULL,
  line INTEGER NOT NULL,
  length INTEGER NOT NULL,
  reason TEXT NOT NULL,
  session_id TEXT,
  found_at TEXT NOT NULL,
  PRIMARY KEY (path, offset)
) STRICT, WITHOUT ROWID;
CREATE INDEX transcript_problems_by_session ON transcript_problems (session_id);

INSERT INTO search_cursors (name, seq) VALUES ('messages', 0), ('calls', 0);
CREATE VIEW message_texts AS
  SELECT seq, content FROM messages AS m
  WHERE seq <= ${FED('messages')} AND ${SEARCHED('m')} AND content IS NOT NULL;
CREATE VIRTUAL TABLE messages_fts USING fts5 (
  content, content='message_texts', content_rowid='seq'
);
INSERT INTO messages_fts (messages_fts, rank) VALUES ('secure-delete', 1);
CREATE TRIGGER messages_deleted AFTER DELETE ON messages
WHEN old.seq <= ${FED('messages')} AND ${SEARCHED('old')} AND old.content IS NOT NULL BEGIN
  INSERT INTO messages_fts (messages_fts, rowid, content) VALUES ('delete', old.seq, old.content);
END;
CREATE TRIGGER messages_updated AFTER UPDATE OF kind, content ON messages
WHEN (old.kind IS NOT new.kind OR old.content IS NOT new.content)
  AND old.seq <= ${FED('messages')} BEGIN
  INSERT INTO messages_fts (messages_fts, rowid, content)
  SELECT 'delete', old.seq, old.content WHERE ${SEARCHED('old')} AND old.content IS NOT NULL;
  INSERT INTO messages_fts (rowid, content)
  SELECT new.seq, new.content WHERE ${SEARCHED('new')} AND new.content IS NOT NULL;
END;

CREATE VIEW call_texts AS
  SELECT seq, summary, error FROM tool_calls WHERE seq <= ${FED('calls')};
CREATE VIRTUAL TABLE calls_fts USING fts5 (
  summary, error, content='call_texts', content_rowid='seq'
);
INSERT INTO calls_fts (calls_fts, rank) VALUES ('secure-delete', 1);
CREATE TRIGGER tool_calls_deleted AFTER DELETE ON tool_calls
WHEN old.seq <= ${FED('calls')} BEGIN
  INSERT INTO calls_fts (calls_fts, rowid, summary, error)
  VALUES ('delete', old.seq, old.summary, old.error);
END;
CREATE TRIGGER tool_calls_updated AFTER UPDATE OF summary, error ON tool_calls
WHEN (old.summary IS NOT new.summary OR old.error IS NOT new.error)
  AND old.seq <= ${FED('calls')} BEGIN
  INSERT INTO calls_fts (calls_fts, rowid, summary, error)
  VALUES ('delete', old.seq, old.summary, old.error);
  INSERT INTO calls_fts (rowid, summary, error) VALUES (new.seq, new.summary, new.error);
END;
`;

const downSql = () => `
DROP TRIGGER tool_calls_updated;
DROP TRIGGER tool_calls_deleted;
DROP TABLE calls_fts;
DROP VIEW call_texts;
DROP TRIGGER messages_updated;
DROP TRIGGER messages_deleted;
DROP TABLE messages_fts;
DROP VIEW message_texts;
DELETE FROM search_cursors WHERE name IN ('messages', 'calls');

DROP TABLE transcript_problems;
DROP TABLE transcript_cursors;
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

DROP INDEX token_usage_by_trace;
ALTER TABLE token_usage DROP COLUMN inference_geo;
ALTER TABLE token_usage DROP COLUMN service_tier;
ALTER TABLE token_usage DROP COLUMN speed;
ALTER TABLE token_usage DROP COLUMN web_fetch_requests;
ALTER TABLE token_usage DROP COLUMN web_search_requests;
ALTER TABLE token_usage DROP COLUMN thinking_tokens;
ALTER TABLE token_usage DROP COLUMN cache_write_1h_tokens;
ALTER TABLE token_usage DROP COLUMN trace_id;

ALTER TABLE agent_invocations DROP COLUMN depth;
ALTER TABLE agent_invocations DROP COLUMN model;
ALTER TABLE agent_invocations DROP COLUMN origin;
DROP INDEX execution_traces_of_hooks;
ALTER TABLE execution_traces DROP COLUMN origin;

DROP INDEX sessions_by_fork;
ALTER TABLE sessions DROP COLUMN client_usage;
ALTER TABLE sessions DROP COLUMN client_cost_usd;
ALTER TABLE sessions DROP COLUMN entrypoint;
ALTER TABLE sessions DROP COLUMN fork_point;
ALTER TABLE sessions DROP COLUMN forked_from;
ALTER TABLE sessions DROP COLUMN origin;
`;

/** Makes a table anew under its name, with the rows that it had. */
function remake(
  handle: Handle,
  table: string,
  {
    make,
    columns,
    order,
    indexes,
  }: { make: string; columns: string; order: string; indexes: string },
): void {
  const former = handle
    .prepare<[string], { name: string }>(
      "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = ?",
    )
    .all(table);
  for (const { name } of former) handle.exec(`DROP INDEX ${name}`);
  handle.exec(
    `ALTER TABLE ${table} RENAME TO former;
     ${make}
     INSERT INTO ${table} (${columns}) SELECT ${columns} FROM former ORDER BY ${order};
     DROP TABLE former;
     ${indexes}`,
  );
}

/** What transcripts need: cursors, kinds of messages and tokens, where a row came from, search. */
export const transcripts: Migration = {
  version: 4,
  description: 'transcripts: cursors, messages, tokens by kind, origins, full text',
  quick: false,
  up: (handle) => {
    remake(handle, 'messages', {
      make: messages(),
      columns: MESSAGE_COLUMNS,
      order: 'rowid',
      indexes: messageIndexes(),
    });
    remake(handle, 'tool_calls', {
      make: CALLS('\n  seq INTEGER PRIMARY KEY AUTOINCREMENT,', ownCallColumns(), 'UNIQUE'),
      columns: CALL_COLUMNS,
      order: 'rowid',
      indexes: callIndexes() + ownCallIndexes(),
    });
    handle.exec(upSql());
  },
  down: (handle) => {
    handle.exec(downSql());
    remake(handle, 'messages', {
      make: formerMessages(),
      columns: MESSAGE_COLUMNS,
      order: 'seq',
      indexes: 'CREATE INDEX messages_by_time ON messages (session_id, timestamp);',
    });
    remake(handle, 'tool_calls', {
      make: CALLS('', '', 'PRIMARY KEY'),
      columns: CALL_COLUMNS,
      order: 'seq',
      indexes: callIndexes(),
    });
  },
};
