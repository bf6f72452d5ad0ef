import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { redactText } from '@spoor/core';
import { describe, expect, it } from 'vitest';
import {
  backup,
  indexAudit,
  indexTexts,
  isClean,
  LessonsStore,
  listBackups,
  restore,
  SessionStore,
  type SpoorDatabase,
  scanSecrets,
} from '../../src/index.js';
import { at } from '../support/events.js';
import { openDatabase, temporaryDatabase } from '../support/temporary.js';
import { ALL_EXAMPLES, EXAMPLES, findInBytes, findInFiles, piecesOf } from './needles.js';
import { fillUnredacted } from './unredacted.js';

const PIECES = piecesOf(EXAMPLES);
const FEW = EXAMPLES.filter((_, index) => index % 12 === 0);
const FEW_PIECES = piecesOf(FEW);

/** A database whose text columns all hold the texts; its indexes and statistics are made of them. */
function unredactedDatabase(texts: readonly string[]): SpoorDatabase {
  const db = temporaryDatabase();
  fillUnredacted(db.getDb().name, texts);
  indexTexts(db);
  indexAudit(db);
  db.getDb().exec('ANALYZE');
  return db;
}

const folderOf = (db: SpoorDatabase) => dirname(db.getDb().name);

describe('scanSecrets', () => {
  it('leaves nothing of any secret in any byte of any file', { timeout: 120_000 }, async () => {
    const db = unredactedDatabase(EXAMPLES);
    expect(findInFiles(folderOf(db), PIECES).length).toBeGreaterThan(EXAMPLES.length);

    const report = await scanSecrets(db);

    expect(findInFiles(folderOf(db), PIECES)).toEqual([]);
    expect(report).toMatchObject({ mend: true, left: 0, walEmptied: true });
    expect(isClean(report)).toBe(true);
    expect(db.getDb().pragma('integrity_check', { simple: true })).toBe('ok');
    expect(db.getDb().pragma('foreign_key_check')).toEqual([]);
    expect(db.getDb().pragma('auto_vacuum', { simple: true })).toBe(2);
  });

  it('only counts where it shall not mend, and shows no value', async () => {
    const db = unredactedDatabase(FEW);
    const rows = () => db.getDb().prepare('SELECT * FROM messages ORDER BY seq').all();
    const before = rows();

    const report = await scanSecrets(db, { mend: false });

    expect(rows()).toEqual(before);
    expect(isClean(report)).toBe(false);
    expect(report.values).toBeGreaterThan(20 * FEW.length);
    const kinds = new Set(report.found.map(({ kind }) => kind));
    for (const text of FEW) {
      const [, kind] = /\[REDACTED:([\w-]+)\]/.exec(redactText(text)) ?? [];
      expect(kinds).toContain(kind);
    }
    expect(findInBytes(Buffer.from(JSON.stringify(report)), FEW_PIECES)).toEqual([]);
  });

  it('finds nothing in what was redacted before, and writes nothing then', async () => {
    const db = temporaryDatabase();
    new LessonsStore(db).create({ category: 'bug', title: FEW.join('\n'), summary: 'short' });
    const changes = () => db.getDb().pragma('data_version', { simple: true });
    const other = openDatabase({ path: db.getDb().name });
    const before = changes();
    expect(await scanSecrets(other, { mend: false })).toMatchObject({
      values: 0,
      rowsWithSecrets: 0,
    });
    expect(changes()).toBe(before);
    const report = await scanSecrets(other);
    expect(report).toMatchObject({ values: 0, rowsWithSecrets: 0, unread: [] });
    expect(isClean(report)).toBe(true);
  });

  it('does the rest after it was stopped, wherever that was', { timeout: 60_000 }, async () => {
    const db = unredactedDatabase(FEW);
    let stops = 0;
    for (let steps = 1; ; steps += 20) {
      const stopper = new AbortController();
      let done = 0;
      const onProgress = () => {
        if (++done >= steps) stopper.abort();
      };
      try {
        await scanSecrets(db, { signal: stopper.signal, onProgress });
        break;
      } catch (error) {
        expect(error).toMatchObject({ code: 'CANCELLED' });
        stops++;
      }
    }
    expect(stops).toBeGreaterThan(1);
    expect(findInFiles(folderOf(db), FEW_PIECES)).toEqual([]);
  });

  it('overwrites the bytes of a run that was killed after the last row', async () => {
    const db = unredactedDatabase(FEW);
    const stopper = new AbortController();
    const reader = openDatabase({ path: db.getDb().name });
    reader.getDb().exec('BEGIN');
    reader.getDb().prepare('SELECT count(*) FROM messages').get();

    const held = await scanSecrets(db, { walTimeoutMs: 50, signal: stopper.signal });
    expect(held).toMatchObject({ left: 0, walEmptied: false });
    expect(isClean(held)).toBe(false);
    expect(findInFiles(folderOf(db), FEW_PIECES)).not.toEqual([]);

    reader.getDb().exec('COMMIT');
    const again = await scanSecrets(db);
    expect(again).toMatchObject({ values: 0, walEmptied: true });
    expect(findInFiles(folderOf(db), FEW_PIECES)).toEqual([]);
  });

  it('keeps rows that find each other by a key together, and keys apart', async () => {
    const db = temporaryDatabase();
    const [one = ''] = ALL_EXAMPLES.filter((text) =>
      /^\[REDACTED:[\w-]+\]$/.test(redactText(text)),
    );
    const sameKind = [one, ...ALL_EXAMPLES].filter(
      (text, index, all) => redactText(text) === redactText(one) && all.indexOf(text) === index,
    );
    expect(sameKind.length).toBeGreaterThan(1);
    const insert = db.prepare<[string, string, string]>(
      'INSERT INTO sessions (id, started_at, last_activity_at) VALUES (?, ?, ?)',
    );
    const event = db.prepare<[string, string, string]>(
      'INSERT INTO hook_executions (id, session_id, created_at) VALUES (?, ?, ?)',
    );
    for (const id of sameKind) {
      insert.run(id, at(0), at(0));
      event.run(`event ${sameKind.indexOf(id)}`, id, at(0));
    }

    await scanSecrets(db);

    const joined = db
      .prepare<[], { n: number }>(
        'SELECT count(DISTINCT s.id) AS n FROM sessions AS s JOIN hook_executions AS e ON e.session_id = s.id',
      )
      .get();
    expect(joined?.n).toBe(sameKind.length);
  });

  it('takes what the user calls secret out of files that wait, too', async () => {
    const db = temporaryDatabase();
    const word = 'our-secret-project';
    const redaction = { literals: [word] };
    new SessionStore(db).create({ id: 's1', title: `about ${word}` });
    const spool = join(folderOf(db), 'spool');
    mkdirSync(join(spool, 'rejected'), { recursive: true });
    const [key = ''] = EXAMPLES;
    writeFileSync(join(spool, 'a.json'), `${JSON.stringify({ event: { text: [key] } })}\n`);
    writeFileSync(join(spool, 'rejected', 'b.json'), `{"half": "${word} ${key}`);
    writeFileSync(join(spool, 'c.json'), '{"event": {"text": "plain"}}');

    const report = await scanSecrets(db, { redaction, spoolDirs: [spool] });

    expect(report.files).toEqual({ files: 3, withSecrets: 2, failed: [] });
    expect(JSON.parse(readFileSync(join(spool, 'a.json'), 'utf8')).event.text).toEqual([
      redactText(key),
    ]);
    expect(readFileSync(join(spool, 'rejected', 'b.json'), 'utf8')).not.toContain(word);
    expect(readFileSync(join(spool, 'c.json'), 'utf8')).toBe('{"event": {"text": "plain"}}');
    expect(statSync(join(spool, 'a.json')).mode & 0o777).toBe(0o600);
    expect(findInFiles(folderOf(db), piecesOf([key]))).toEqual([]);
    expect(readFileSync(db.getDb().name).includes(word)).toBe(false);
  });

  it('names backups, and mends them where asked for', { timeout: 60_000 }, async () => {
    const db = unredactedDatabase(FEW);
    await backup(db);
    const before = listBackups(join(folderOf(db), 'backups'));

    const alone = await scanSecrets(db);
    expect(alone.unread).toEqual(before.map(({ path }) => path));
    const [held] = (await scanSecrets(db, { backups: true, mend: false })).backups;
    expect(held).toMatchObject({ path: before[0]?.path, mended: false });
    expect(held?.values).toBeGreaterThan(FEW.length);

    const report = await scanSecrets(db, { backups: true });
    expect(report).toMatchObject({ unread: [], backups: [{ mended: true }] });
    expect(isClean(report)).toBe(true);
    expect(listBackups(join(folderOf(db), 'backups')).map(({ path }) => path)).toEqual(
      before.map(({ path }) => path),
    );
    expect(statSync(before[0]?.path ?? '').mode & 0o777).toBe(0o600);
    await restore(db, { from: before[0]?.path ?? '' });
    expect(await scanSecrets(db, { mend: false })).toMatchObject({ values: 0 });
  });

  it('lets others write all the while', { timeout: 60_000 }, async () => {
    const db = unredactedDatabase(FEW);
    const other = openDatabase({ path: db.getDb().name });
    const sessions = new SessionStore(other);
    let written = 0;
    const report = await scanSecrets(db, {
      onProgress: () => {
        sessions.create({ id: `new-${written++}`, title: FEW[0] ?? '' });
      },
    });
    expect(written).toBeGreaterThan(5);
    expect(report.left).toBe(0);
    expect(findInFiles(folderOf(db), FEW_PIECES)).toEqual([]);
  });

  it('notes in the audit log that it was done, not what it found', async () => {
    const db = unredactedDatabase(FEW.slice(0, 1));
    const { values } = await scanSecrets(db);
    const entry = db
      .prepare<[], { details: string }>(
        `SELECT details FROM audit_logs WHERE action = 'database.redact'`,
      )
      .get();
    expect(JSON.parse(entry?.details ?? '')).toEqual({ values, backups: 0 });
  });
});
