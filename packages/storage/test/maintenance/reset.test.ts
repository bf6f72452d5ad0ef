import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  AuditLogger,
  drain,
  HookExecutionLog,
  lastRun,
  reset,
  SCHEMA_VERSION,
  Spool,
  type SpoorDatabase,
} from '../../src/index.js';
import { event } from '../support/events.js';
import { openDatabase, temporaryDatabase, temporaryFolder } from '../support/temporary.js';
import { unpacked } from '../support/unpacked.js';
import { startWriters } from '../support/writers.js';

const ids = (db: SpoorDatabase) =>
  db.getDb().prepare('SELECT id FROM hook_executions ORDER BY id').pluck().all() as string[];

const SECRET = 'xylophone-in-the-attic';

function fill(db: SpoorDatabase): void {
  const log = new HookExecutionLog(db);
  db.transaction(() => {
    for (let n = 0; n < 1_000; n++) {
      log.append(event(`e${n}`, { payloadJson: JSON.stringify(SECRET.repeat(50)) }));
    }
  });
  new AuditLogger(db).log({ action: 'look', category: 'user', details: { text: SECRET } });
  db.getDb().exec(`
    INSERT INTO audit_fts (rowid, action, agent, details)
      SELECT seq, action, agent, details FROM audit_logs;
    UPDATE search_cursors SET seq = (SELECT max(seq) FROM audit_logs) WHERE name = 'audit';
    INSERT INTO lessons (id, category, title, summary, created_at, updated_at)
      VALUES ('l', 'bug', '${SECRET}', 's', '2026', '2026');
    INSERT INTO lesson_evidence (lesson_id, session_id, tool_use_id, created_at)
      VALUES ('l', 's', 't', '2026');
    INSERT INTO forgotten_sessions (session_id, forgotten_at) VALUES ('drop', '2026');
    INSERT INTO counters (scope, name, value, updated_at) VALUES ('global', 'n', 3, '2026');
  `);
}

test('a reset empties everything, gives the space back, and keeps a backup', async () => {
  const path = join(temporaryFolder(), 'spoor.db');
  const db = openDatabase({ path });
  fill(db);
  db.getDb().pragma('wal_checkpoint(TRUNCATE)');
  const { size, ino } = statSync(path);
  const report = await reset(db);
  expect(report.rows).toMatchObject({ hook_executions: 1_000, audit_logs: 1, lessons: 1 });
  const left = db
    .getDb()
    .prepare(
      `SELECT (SELECT count(*) FROM hook_executions) + (SELECT count(*) FROM lessons)
         + (SELECT count(*) FROM lesson_evidence) + (SELECT count(*) FROM counters) AS rows,
         (SELECT count(*) FROM forgotten_sessions) AS forgotten`,
    )
    .get();
  expect(left).toEqual({ rows: 0, forgotten: 1 });
  expect(new AuditLogger(db).query({})).toMatchObject([
    { action: 'database.reset', details: { backups: expect.stringMatching(/backups$/) } },
  ]);
  expect(lastRun(db, 'reset')?.outcome).toBe('success');
  expect(db.getDb().pragma('user_version', { simple: true })).toBe(SCHEMA_VERSION);
  expect(db.getDb().pragma('integrity_check', { simple: true })).toBe('ok');
  db.getDb().exec(
    `INSERT INTO audit_fts (audit_fts, rank) VALUES ('integrity-check', 0);
     INSERT INTO lessons_fts (lessons_fts, rank) VALUES ('integrity-check', 1)`,
  );
  expect(statSync(path).ino).toBe(ino);
  expect(statSync(path).size).toBeLessThan(size / 2);
  expect(readFileSync(path).includes(SECRET)).toBe(false);
  expect(ids(await unpacked(report.setAside.path))).toHaveLength(1_000);
  new HookExecutionLog(db).append(event('next'));
  expect(db.getDb().prepare('SELECT seq FROM hook_executions').pluck().get()).toBe(1_001);
});

test('what waits in the spool is in the backup, and does not come back', async () => {
  const folder = temporaryFolder();
  const db = openDatabase({ path: join(folder, 'spoor.db') });
  const spool = new Spool([join(folder, 'spool')]);
  spool.put('waiting', JSON.stringify(event('waiting')));
  const bringIn = () => {
    drain(db, spool, (text) => {
      new HookExecutionLog(db).append(JSON.parse(text));
    });
  };
  const { setAside } = await reset(db, { drain: bringIn });
  bringIn();
  expect(ids(db)).toEqual([]);
  expect(ids(await unpacked(setAside.path))).toEqual(['waiting']);
});

test('a reset that fails leaves everything as it was', async () => {
  const db = temporaryDatabase();
  fill(db);
  const folder = join(db.getDb().name, 'no-folder-here');
  await expect(reset(db, { folder })).rejects.toMatchObject({ code: 'CANT_OPEN' });
  expect(ids(db)).toHaveLength(1_000);
  const memory = temporaryDatabase({ inMemory: true });
  await expect(reset(memory)).rejects.toMatchObject({ code: 'INVALID' });
});

test('a reset under four writers: they only wait, and every event is in one place or the other', async () => {
  const path = join(temporaryFolder(), 'spoor.db');
  const db = openDatabase({ path });
  fill(db);
  const writers = startWriters(path);
  await writers.more(40);
  const { setAside } = await reset(db);
  await writers.more(40);
  const { committed, errors } = await writers.stop();
  expect(errors).toEqual([]);
  const now = ids(db);
  const aside = ids(await unpacked(setAside.path)).filter((id) => id.startsWith('writer'));
  expect(new Set([...now, ...aside])).toEqual(new Set(committed));
  expect(now.length + aside.length).toBe(committed.length);
  expect(db.getDb().pragma('integrity_check', { simple: true })).toBe('ok');
});
