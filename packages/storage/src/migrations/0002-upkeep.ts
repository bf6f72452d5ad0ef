import type { Migration } from './migration.js';

const upSql = () => `
CREATE TABLE search_cursors (
  name TEXT PRIMARY KEY,
  seq INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
INSERT INTO search_cursors (name, seq) VALUES ('audit', 0);

CREATE VIRTUAL TABLE audit_fts USING fts5 (
  action, agent, details, content='audit_logs', content_rowid='seq'
);
INSERT INTO audit_fts (audit_fts, rank) VALUES ('secure-delete', 1);
CREATE TRIGGER audit_logs_deleted AFTER DELETE ON audit_logs
WHEN old.seq <= (SELECT seq FROM search_cursors WHERE name = 'audit') BEGIN
  INSERT INTO audit_fts (audit_fts, rowid, action, agent, details)
  VALUES ('delete', old.seq, old.action, old.agent, old.details);
END;

CREATE TABLE lesson_evidence (
  lesson_id TEXT NOT NULL REFERENCES lessons (id) ON DELETE CASCADE,
  session_id TEXT NOT NULL,
  tool_use_id TEXT NOT NULL,
  note TEXT,
  created_at TEXT NOT NULL,
  PRIMARY KEY (lesson_id, session_id, tool_use_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX lesson_evidence_by_session ON lesson_evidence (session_id);

CREATE TABLE forgotten_sessions (
  session_id TEXT PRIMARY KEY,
  forgotten_at TEXT NOT NULL,
  until TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE applied_writes (
  id TEXT PRIMARY KEY,
  applied_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX applied_writes_by_time ON applied_writes (applied_at);

CREATE TABLE maintenance_runs (
  seq INTEGER PRIMARY KEY,
  operation TEXT NOT NULL,
  started_at TEXT NOT NULL,
  finished_at TEXT,
  outcome TEXT CHECK (outcome IN ('success', 'failure', 'interrupted')),
  details TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(details))
) STRICT;
CREATE INDEX maintenance_runs_by_operation ON maintenance_runs (operation, started_at);

CREATE TABLE maintenance_state (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;

const downSql = () => `
DROP TRIGGER audit_logs_deleted;
DROP TABLE audit_fts;
DROP TABLE search_cursors;
DROP TABLE lesson_evidence;
DROP TABLE forgotten_sessions;
DROP TABLE applied_writes;
DROP TABLE maintenance_runs;
DROP TABLE maintenance_state;
`;

/** What upkeep, full text over the audit log, evidence of lessons and forgetting need. */
export const upkeep: Migration = {
  version: 2,
  description: 'upkeep, audit full text, evidence of lessons, forgotten sessions',
  quick: true,
  up: (handle) => handle.exec(upSql()),
  down: (handle) => handle.exec(downSql()),
};
