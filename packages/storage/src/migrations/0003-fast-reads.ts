import type { Migration } from './migration.js';

/**
 * The words of an entry's details: its JSON without escapes, for a word behind an escaped line break
 * would else begin with an `n`. FTS5 reads the view without virtual tables, so `json_tree` can't
 * take the JSON apart here; a doubled backslash goes first, as what follows it is no escape.
 */
const WORDS = (details: string) =>
  ESCAPES.reduce((text, code) => `replace(${text}, '${code}', ' ')`, details);

const ESCAPES = ['\\\\', '\\n', '\\t', '\\r', '\\b', '\\f', '\\u0000', '\\u000b', '\\u001b'];

const upSql = () => `
CREATE INDEX audit_logs_by_kind
  ON audit_logs (json_array(project_id, category, agent, action), timestamp);
CREATE INDEX audit_logs_by_user ON audit_logs (user_id, timestamp) WHERE user_id IS NOT NULL;
CREATE INDEX audit_logs_by_address ON audit_logs (ip_address, timestamp)
  WHERE ip_address IS NOT NULL;

DROP TRIGGER audit_logs_deleted;
DROP TABLE audit_fts;
UPDATE search_cursors SET seq = 0 WHERE name = 'audit';
CREATE VIEW audit_texts AS
  SELECT seq, action, agent, ${WORDS('details')} AS details
  FROM audit_logs WHERE seq <= (SELECT seq FROM search_cursors WHERE name = 'audit');
CREATE VIRTUAL TABLE audit_fts USING fts5 (
  action, agent, details, content='audit_texts', content_rowid='seq'
);
INSERT INTO audit_fts (audit_fts, rank) VALUES ('secure-delete', 1);
CREATE TRIGGER audit_logs_deleted AFTER DELETE ON audit_logs
WHEN old.seq <= (SELECT seq FROM search_cursors WHERE name = 'audit') BEGIN
  INSERT INTO audit_fts (audit_fts, rowid, action, agent, details)
  VALUES ('delete', old.seq, old.action, old.agent, ${WORDS('old.details')});
END;
CREATE TRIGGER audit_logs_updated AFTER UPDATE OF action, agent, details ON audit_logs
WHEN old.seq <= (SELECT seq FROM search_cursors WHERE name = 'audit') BEGIN
  INSERT INTO audit_fts (audit_fts, rowid, action, agent, details)
  VALUES ('delete', old.seq, old.action, old.agent, ${WORDS('old.details')});
  INSERT INTO audit_fts (rowid, action, agent, details)
  VALUES (new.seq, new.action, new.agent, ${WORDS('new.details')});
END;

CREATE INDEX hook_executions_by_kind ON hook_executions (json_array(hook_type, tool_name));

CREATE INDEX tool_calls_by_status ON tool_calls (session_id, status);
DROP INDEX tool_calls_unfinished;
CREATE INDEX tool_calls_by_tool ON tool_calls (tool_name, started_at, status, duration_ms);
CREATE INDEX execution_traces_by_start ON execution_traces (started_at);
CREATE INDEX agent_invocations_by_start ON agent_invocations (started_at);

ALTER TABLE messages ADD COLUMN kind TEXT;
`;

const downSql = () => `
ALTER TABLE messages DROP COLUMN kind;

DROP INDEX agent_invocations_by_start;
DROP INDEX execution_traces_by_start;
DROP INDEX tool_calls_by_tool;
CREATE INDEX tool_calls_unfinished ON tool_calls (session_id)
  WHERE status IN ('running', 'cancelled');
DROP INDEX tool_calls_by_status;

DROP INDEX hook_executions_by_kind;

DROP TRIGGER audit_logs_updated;
DROP TRIGGER audit_logs_deleted;
DROP TABLE audit_fts;
DROP VIEW audit_texts;
UPDATE search_cursors SET seq = 0 WHERE name = 'audit';
CREATE VIRTUAL TABLE audit_fts USING fts5 (
  action, agent, details, content='audit_logs', content_rowid='seq'
);
INSERT INTO audit_fts (audit_fts, rank) VALUES ('secure-delete', 1);
CREATE TRIGGER audit_logs_deleted AFTER DELETE ON audit_logs
WHEN old.seq <= (SELECT seq FROM search_cursors WHERE name = 'audit') BEGIN
  INSERT INTO audit_fts (audit_fts, rowid, action, agent, details)
  VALUES ('delete', old.seq, old.action, old.agent, old.details);
END;

DROP INDEX audit_logs_by_address;
DROP INDEX audit_logs_by_user;
DROP INDEX audit_logs_by_kind;
`;

/** What lists, pages and figures need to be quick on a million events. */
export const fastReads: Migration = {
  version: 3,
  description: 'indexes for lists, pages and figures, audit full text by words, kinds of messages',
  quick: false,
  up: (handle) => handle.exec(upSql()),
  down: (handle) => handle.exec(downSql()),
};
