import { expect, test } from 'vitest';
import {
  AuditLogger,
  indexAudit,
  MIGRATIONS,
  migrate,
  type SpoorDatabase,
} from '../../src/index.js';
import { fastReads } from '../../src/migrations/0003-fast-reads.js';
import { temporaryDatabase } from '../support/temporary.js';

const schemaOf = (db: SpoorDatabase) =>
  db
    .getDb()
    .prepare(
      `SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'audit_fts_%'
       ORDER BY type, name`,
    )
    .all();

function atVersion(version: number): SpoorDatabase {
  const db = temporaryDatabase({ inMemory: true, migrations: 'none' });
  migrate(db.getDb(), { to: version });
  return db;
}

/** An entry as the recorder writes one, in any version of the schema. */
function addEntry(db: SpoorDatabase, id: string, details: object): void {
  db.getDb()
    .prepare(
      `INSERT INTO audit_logs (id, timestamp, action, category, details)
       VALUES (?, '2026-11-21T09:00:00.000Z', 'x', 'user', ?)`,
    )
    .run(id, JSON.stringify(details));
}

test('to schema 3, the audit index is made anew by words, and rows stay', () => {
  const db = atVersion(2);
  addEntry(db, 'a', { text: 'first\nsecond' });
  db.getDb().exec(`
    INSERT INTO audit_fts (rowid, action, agent, details) SELECT seq, action, agent, details FROM audit_logs;
    UPDATE search_cursors SET seq = 1;
    INSERT INTO messages (session_id, id, type, timestamp) VALUES ('s', 'm', 'user', '');
    INSERT INTO tool_calls (session_id, tool_use_id, started_at) VALUES ('s', 'c', '')`);
  migrate(db.getDb());
  const audit = new AuditLogger(db);
  expect(audit.query({ text: 'second' }).map(({ id }) => id)).toEqual(['a']);
  expect(indexAudit(db)).toEqual({ indexed: 1, complete: true });
  expect(audit.query({ text: 'second' }).map(({ id }) => id)).toEqual(['a']);
  expect(db.getDb().prepare('SELECT id, kind FROM messages').all()).toEqual([
    { id: 'm', kind: null },
  ]);
  expect(db.getDb().prepare('SELECT tool_use_id FROM tool_calls').pluck().all()).toEqual(['c']);
});

test('back from schema 3, everything is as it was in schema 2', () => {
  const before = atVersion(2);
  const db = atVersion(3);
  addEntry(db, 'a', { text: 'word' });
  indexAudit(db);
  db.getDb().exec(
    `INSERT INTO messages (session_id, id, type, timestamp, kind) VALUES ('s', 'm', 'user', '', 'prompt')`,
  );
  db.getDb().transaction(() => fastReads.down?.(db.getDb()))();
  expect(schemaOf(db)).toEqual(schemaOf(before));
  expect(db.getDb().prepare('SELECT id FROM messages').pluck().all()).toEqual(['m']);
  db.getDb().exec(`
    INSERT INTO audit_fts (rowid, action, agent, details) SELECT seq, action, agent, details FROM audit_logs;
    UPDATE search_cursors SET seq = 1`);
  const found = db.getDb().prepare("SELECT rowid FROM audit_fts WHERE audit_fts MATCH 'word'");
  expect(found.pluck().all()).toEqual([1]);
  db.getDb().exec('DELETE FROM audit_logs');
  expect(found.pluck().all()).toEqual([]);
});

test('a hook does not build indexes over what is there', () => {
  expect(MIGRATIONS[2]).toMatchObject({ version: 3, quick: false });
});
