import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  backup,
  checkDatabase,
  cleanup,
  exportToFile,
  forgetSession,
  importFile,
  indexTexts,
  repairDatabase,
  reset,
  restore,
  SessionStore,
  SpoorDatabase,
  usageFigures,
} from '@spoor/storage';
import { expect, it, onTestFinished } from 'vitest';
import { generateTranscripts, type Truth } from '../../../../bench/transcripts/generate.mjs';
import { createReconciler, importHistory } from '../../src/index.js';
import { linesOf } from './samples.js';
import { dump, newStore, tempFolder } from './store.js';

const PAGE = 4096;

interface History {
  readonly folder: string;
  readonly truth: Truth;
}

/** Transcripts of some sessions: subagents, failed calls and a fork among them. */
function history(options: { seed?: number; sessions?: number } = {}): History {
  const folder = tempFolder();
  const truth = generateTranscripts({ folder, seed: 5, sessions: 10, weight: 0.3, ...options });
  return { folder, truth };
}

function readHistory(db: SpoorDatabase, { folder }: History) {
  const { name: path } = db.getDb();
  return importHistory({
    database: { path, busyTimeoutMs: 20_000, synchronous: 'FULL' },
    places: [folder],
    threads: 0,
  });
}

async function storeOf(from: History): Promise<SpoorDatabase> {
  const db = newStore();
  await readHistory(db, from);
  return db;
}

const figures = (db: SpoorDatabase) =>
  (['day', 'project', 'model', 'agent', 'session'] as const).map((by) => usageFigures(db, { by }));

/** All that was taken in; in JSON, the order of names means nothing. */
function recorded(db: SpoorDatabase): Record<string, string[]> {
  const { transcript_cursors: _cursors, transcript_problems: _problems, ...tables } = dump(db);
  const ordered = (row: string) => JSON.stringify(inOrder(JSON.parse(row)));
  return Object.fromEntries(
    Object.entries(tables).map(([table, rows]) => [table, rows.map(ordered).sort()]),
  );
}

function inOrder(value: unknown): unknown {
  if (typeof value === 'string') return value.startsWith('{') ? inOrder(parsed(value)) : value;
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, one]) => [name, inOrder(one)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return [text.slice(1)];
  }
}

it('what is missing from figures is missing on the other machine too, and said there', async () => {
  const from = history({ sessions: 3 });
  const [cut, other] = from.truth.sessions;
  appendFileSync(cut?.path ?? '', '{"type":"user","mess\n');
  const here = await storeOf(from);
  const told = usageFigures(here, { by: 'day' });
  expect(told.unreadableLines).toBe(1);
  const file = join(tempFolder(), 'all.jsonl');
  await exportToFile(here, file);
  const there = newStore();
  await importFile(there, file);
  expect(usageFigures(there, { by: 'day' })).toEqual(told);
  // A reading of the same file finds the same.
  await readHistory(there, from);
  expect(usageFigures(there, { by: 'day' })).toEqual(told);
  const sessionId = other?.id ?? '';
  expect(usageFigures(there, { by: 'day', sessionId }).unreadableLines).toBe(0);
});

it('a session that is forgotten here does not come with an export, nor with its file', async () => {
  const from = history();
  const here = await storeOf(from);
  const file = join(tempFolder(), 'all.jsonl');
  await exportToFile(here, file);
  const there = newStore();
  const id = from.truth.sessions.find(({ isOld }) => !isOld)?.id ?? '';
  await forgetSession(there, id);
  const report = await importFile(there, file, { reconciler: createReconciler(there) });
  expect(report.forgotten).toBeGreaterThan(10);
  await readHistory(there, from);
  const tables = Object.entries(recorded(there)).filter(([, rows]) =>
    rows.some((row) => JSON.stringify(JSON.parse(row)).includes(`"session_id":"${id}"`)),
  );
  expect(tables).toEqual([]);
  expect(figures(there)[4]?.rows.map(({ key }) => key)).not.toContain(id);
  await forgetSession(here, id);
  expect(figures(there)).toEqual(figures(here));
});

it('an export brings all of it to another machine, where a reading of the files adds nothing', async () => {
  const from = history();
  const here = await storeOf(from);
  const file = join(tempFolder(), 'all.jsonl');
  await exportToFile(here, file);
  const there = newStore();
  const options = { reconciler: createReconciler(there) };
  expect(await importFile(there, file, options)).toMatchObject({ refused: 0, end: 'whole' });
  expect(recorded(there)).toEqual(recorded(here));
  expect(figures(there)).toEqual(figures(here));
  expect(await importFile(there, file, options)).toMatchObject({ new: 0, merged: 0 });
  expect(recorded(there)).toEqual(recorded(here));

  expect(readFileSync(file, 'utf8')).not.toContain('transcript_cursors');
  const again = await readHistory(there, from);
  expect(again.files).toMatchObject({ read: from.truth.files });
  expect(again.added).toMatchObject({ sessions: 0, messages: 0, turns: 0, calls: 0, subagents: 0 });
  expect(recorded(there)).toEqual(recorded(here));
  expect(figures(there)).toEqual(figures(here));
});

/** Cuts files after a part of their lines, but for those of sessions that were forked since. */
function cutTo(share: number, { truth }: History): () => void {
  const forked = new Set(truth.sessions.map(({ forkedFrom }) => forkedFrom));
  const paths = [
    ...truth.sessions.filter(({ id }) => !forked.has(id)),
    ...truth.subagents.filter(({ sessionId }) => !forked.has(sessionId)),
  ].map(({ path }) => path);
  const whole = paths.map((path) => ({ path, text: readFileSync(path, 'utf8') }));
  for (const { path, text } of whole) {
    const lines = text.split('\n');
    writeFileSync(path, `${lines.slice(0, Math.ceil(lines.length * share)).join('\n')}\n`);
  }
  return () => {
    for (const { path, text } of whole) writeFileSync(path, text);
  };
}

it.each(['the one with more', 'the one with less'])(
  'two machines that read as far as they had it agree: %s is brought',
  async (which) => {
    const from = history();
    const bringBack = cutTo(0.6, from);
    const less = await storeOf(from);
    bringBack();
    const more = await storeOf(from);
    const [source, target] = which === 'the one with more' ? [more, less] : [less, more];
    const all = withoutFacts(recorded(more));
    const wanted = figures(more);
    const file = join(tempFolder(), 'all.jsonl');
    await exportToFile(source, file);
    const options = { reconciler: createReconciler(target) };
    expect(await importFile(target, file, options)).toMatchObject({ refused: 0, end: 'whole' });
    expect(figures(target)).toEqual(wanted);
    expect(withoutFacts(recorded(target))).toEqual(all);
  },
);

/** Facts also say what was once concluded, and stands below what was told since. */
function withoutFacts(tables: Record<string, string[]>): Record<string, string[]> {
  const plain = (row: string) => {
    const { facts: _facts, ...columns } = JSON.parse(row) as Record<string, unknown>;
    return JSON.stringify(columns);
  };
  return Object.fromEntries(
    Object.entries(tables).map(([table, rows]) => [table, rows.map(plain).sort()]),
  );
}

it('a forgotten session stays forgotten, whatever is read, and no word of it is left', async () => {
  const from = history();
  const db = await storeOf(from);
  indexTexts(db);
  const forked = new Set(from.truth.sessions.map(({ forkedFrom }) => forkedFrom));
  const alone = from.truth.sessions.filter((one) => one.forkedFrom === null && !forked.has(one.id));
  const [gone, ...others] = alone;
  const id = gone?.id ?? '';
  const words = rareWords(db, id);
  expect(words.length).toBeGreaterThan(3);
  // A word of a long text may stand on two pages.
  expect(wordsIn(db, words).length).toBeGreaterThan(words.length / 2);

  await forgetSession(db, id);
  const tables = Object.entries(dump(db)).filter(([, rows]) =>
    rows.some((row) => row.includes(id)),
  );
  expect(tables).toEqual([]);
  expect(wordsIn(db, words)).toEqual([]);
  const before = recorded(db);
  expect(await readHistory(db, from)).toMatchObject({ added: { messages: 0, calls: 0 } });
  db.prepare<[]>('DELETE FROM transcript_cursors').run();
  expect(await readHistory(db, from)).toMatchObject({ added: { messages: 0, calls: 0 } });
  indexTexts(db);
  expect(recorded(db)).toEqual(before);
  expect(wordsIn(db, words)).toEqual([]);
  const rows = figures(db)[4]?.rows.map(({ key }) => key) ?? [];
  expect(rows).not.toContain(id);
  expect(rows).toContain(others[0]?.id);
  expect(await checkDatabase(db.getDb().name, { deep: true, pauseMs: 0 })).toMatchObject({
    verdict: 'ok',
  });
});

it('a deleted session is not read in again: only what it came to afterwards', async () => {
  const from = history();
  const db = await storeOf(from);
  const [session] = from.truth.sessions.filter(({ isOld }) => !isOld);
  const { id = '', path = '' } = session ?? {};
  expect(new SessionStore(db).delete(id)).toBe(true);
  const before = recorded(db);
  expect(await readHistory(db, from)).toMatchObject({ added: { sessions: 0, messages: 0 } });
  expect(recorded(db)).toEqual(before);

  const last = linesOf(path).findLast((line) => line.includes('"type":"assistant"')) ?? '{}';
  const { message, ...line } = JSON.parse(last) as { message: object };
  const later = {
    ...line,
    uuid: '99999999-0000-4000-8000-000000000000',
    timestamp: new Date(Date.now() + 60_000).toISOString(),
    message: { ...message, id: 'msg_later' },
  };
  appendFileSync(path, `${JSON.stringify(later)}\n`);
  expect(await readHistory(db, from)).toMatchObject({ added: { sessions: 1, messages: 1 } });
  const usage = db.prepare<[string], { id: string }>(
    'SELECT message_id AS id FROM token_usage WHERE session_id = ?',
  );
  expect(usage.all(id)).toEqual([{ id: 'msg_later' }]);
});

it('a reset empties the store, and the next reading brings everything back', async () => {
  const from = history();
  const db = await storeOf(from);
  const [rows, wanted] = [recorded(db), figures(db)];
  await reset(db);
  expect(Object.values(dump(db)).flat()).toEqual([]);
  expect(usageFigures(db, { by: 'day' }).rows).toEqual([]);
  await readHistory(db, from);
  expect(recorded(db)).toEqual(rows);
  expect(figures(db)).toEqual(wanted);
});

it('a restored backup is as it was, and reads on from there', async () => {
  const from = history();
  const bringBack = cutTo(0.6, from);
  const db = await storeOf(from);
  const [rows, wanted] = [dump(db), figures(db)];
  const { path } = await backup(db);
  bringBack();
  await readHistory(db, from);
  const all = withoutFacts(recorded(db));
  expect(figures(db)).not.toEqual(wanted);
  await restore(db, { from: path });
  expect(dump(db)).toEqual(rows);
  expect(figures(db)).toEqual(wanted);
  await readHistory(db, from);
  expect(withoutFacts(recorded(db))).toEqual(all);
});

it('text that has gone with time stays gone when its file is read anew', async () => {
  const from = history();
  const db = await storeOf(from);
  const now = () => Date.now() + 400 * 86_400_000;
  await cleanup(db, { toolOutputDays: 90, messageDays: 180, now });
  const rows = recorded(db);
  const counted = figures(db);
  expect(rows['messages']?.filter((row) => !row.includes('"content":null'))).toEqual([]);
  db.prepare<[]>('DELETE FROM transcript_cursors').run();
  await readHistory(db, from);
  expect(figures(db)).toEqual(counted);
  expect(recorded(db)).toEqual(rows);
});

it('all text of quiet sessions goes, and goes again after their files were read anew', async () => {
  const from = history();
  const db = await storeOf(from);
  const options = { sessionDays: 365, now: () => Date.now() + 400 * 86_400_000 };
  await cleanup(db, options);
  const rows = withoutFacts(recorded(db));
  const counted = figures(db);
  expect(rows['execution_traces']?.filter((row) => !row.includes('"prompt":null'))).toEqual([]);
  db.prepare<[]>('DELETE FROM transcript_cursors').run();
  await readHistory(db, from);
  expect(figures(db)).toEqual(counted);
  expect(recorded(db)['messages']).toEqual(rows['messages']);
  await cleanup(db, options);
  expect(withoutFacts(recorded(db))).toEqual(rows);
  expect(figures(db)).toEqual(counted);
});

it('what damage took away comes back with the next reading', async () => {
  const from = history();
  const db = await storeOf(from);
  const path = db.getDb().name;
  const [rows, wanted] = [recorded(db), figures(db)];
  const roots = db.prepare<[], { page: number }>(
    "SELECT rootpage AS page FROM sqlite_schema WHERE name IN ('messages', 'token_usage')",
  );
  const pages = roots.all().map(({ page }) => page);
  expect(pages).toHaveLength(2);
  db.getDb().pragma('wal_checkpoint(TRUNCATE)');
  db.close();
  const bytes = readFileSync(path);
  for (const page of pages) bytes.fill(0, (page - 1) * PAGE, page * PAGE);
  // What the pages below them hold can be found without them; some of it is lost too.
  for (const text of ['"tool_use', 'tool_result']) {
    const at = bytes.indexOf(text);
    if (at > PAGE) bytes.fill(0, Math.floor(at / PAGE) * PAGE, Math.ceil(at / PAGE) * PAGE);
  }
  writeFileSync(path, bytes);
  expect(await checkDatabase(path, { pauseMs: 0 })).toMatchObject({ verdict: 'corrupt' });
  expect(await repairDatabase(path)).toMatchObject({ transcriptsAnew: from.truth.files });
  expect(await checkDatabase(path, { deep: true, pauseMs: 0 })).toMatchObject({ verdict: 'ok' });

  const after = new SpoorDatabase({ path });
  onTestFinished(() => after.close());
  await readHistory(after, from);
  expect(figures(after)).toEqual(wanted);
  expect(recorded(after)).toEqual(rows);
});

/** Those that stand in the bytes of the file; its log is empty then. */
function wordsIn(db: SpoorDatabase, words: readonly string[]): string[] {
  db.getDb().pragma('wal_checkpoint(TRUNCATE)');
  const bytes = readFileSync(db.getDb().name).toString('latin1').toLowerCase();
  return words.filter((word) => bytes.includes(word));
}

/** Words that stand in rows of one session only. */
function rareWords(db: SpoorDatabase, id: string): string[] {
  const rows = Object.values(dump(db)).flat();
  const own = rows
    .filter((row) => row.includes(id))
    .join(' ')
    .toLowerCase();
  const elsewhere = rows
    .filter((row) => !row.includes(id))
    .join(' ')
    .toLowerCase();
  const words = new Set(own.match(/[a-z0-9]{8,}/g));
  return [...words].filter((word) => !elsewhere.includes(word) && !id.includes(word)).slice(0, 50);
}
