import { expect, test } from 'vitest';
import { indexTexts, MIGRATIONS, migrate, type SpoorDatabase } from '../../src/index.js';
import { dumpRows, schemaOf } from '../support/dump.js';
import { fillEveryTable } from '../support/filled-database.js';
import { temporaryDatabase } from '../support/temporary.js';

function filledAt(version: number): SpoorDatabase {
  const db = temporaryDatabase({ inMemory: true, migrations: 'none' });
  migrate(db.getDb(), { to: version });
  fillEveryTable(db.getDb());
  return db;
}

const columnOf = (db: SpoorDatabase, sql: string) => db.getDb().prepare(sql).pluck().all();

test('to schema 4, messages and calls get numbers in their order, and every row says who told', () => {
  const db = filledAt(3);
  const messages = columnOf(db, 'SELECT id FROM messages ORDER BY rowid');
  const calls = columnOf(db, 'SELECT tool_use_id FROM tool_calls ORDER BY rowid');
  const before = dumpRows(db.getDb());
  migrate(db.getDb(), { to: 4 });
  expect(columnOf(db, 'SELECT id FROM messages ORDER BY seq')).toEqual(messages);
  expect(columnOf(db, 'SELECT tool_use_id FROM tool_calls ORDER BY seq')).toEqual(calls);
  for (const table of ['sessions', 'execution_traces', 'tool_calls', 'agent_invocations']) {
    expect(columnOf(db, `SELECT DISTINCT origin FROM ${table}`)).toEqual(['hook']);
  }
  const after = dumpRows(db.getDb());
  for (const [table, rows] of Object.entries(before)) {
    if (table === 'transcript_cursors' || table === 'search_cursors') continue;
    if (table !== 'schema_versions') expect(after[table]?.length, table).toBe(rows.length);
  }
  expect(db.getDb().pragma('integrity_check', { simple: true })).toBe('ok');
  expect(db.getDb().pragma('foreign_key_check')).toEqual([]);
});

test('what was there before schema 4 is found by its words', () => {
  const db = filledAt(3);
  migrate(db.getDb());
  indexTexts(db);
  const found = "SELECT rowid FROM calls_fts WHERE calls_fts MATCH 'summary 5'";
  expect(columnOf(db, found)).toEqual([5]);
});

test('back from schema 4, schema and rows are as they were in schema 3', () => {
  const before = filledAt(3);
  const db = filledAt(3);
  migrate(db.getDb(), { to: 4 });
  indexTexts(db);
  migrate(db.getDb(), { to: 3 });
  expect(schemaOf(db.getDb())).toEqual(schemaOf(before.getDb()));
  const { transcript_cursors, schema_versions: _, ...rows } = dumpRows(db.getDb());
  const { transcript_cursors: cursors, schema_versions: __, ...former } = dumpRows(before.getDb());
  expect(rows).toEqual(former);
  // No release of schema 3 read a transcript; one whose cursor is gone is read from its beginning.
  expect([cursors?.length, transcript_cursors]).toEqual([24, []]);
  expect(columnOf(db, "SELECT name FROM sqlite_sequence WHERE name = 'messages'")).toEqual([]);
  expect(db.getDb().pragma('integrity_check', { simple: true })).toBe('ok');
  migrate(db.getDb(), { to: 4 });
  expect(indexTexts(db).complete).toBe(true);
});

test('a number is never given twice, for the indexes hold on to it', () => {
  const db = filledAt(4);
  for (const table of ['messages', 'tool_calls']) {
    db.getDb().exec(`DELETE FROM ${table}`);
  }
  db.getDb().exec(`
    INSERT INTO messages (session_id, id, type, timestamp) VALUES ('s', 'm', 'user', '');
    INSERT INTO tool_calls (session_id, tool_use_id) VALUES ('s', 'c')`);
  expect(columnOf(db, 'SELECT seq FROM messages UNION ALL SELECT seq FROM tool_calls')).toEqual([
    25, 25,
  ]);
});

test('a hook does not copy tables that are there', () => {
  expect(MIGRATIONS[3]).toMatchObject({ version: 4, quick: false });
});
