import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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
  type SpoorDatabase,
  searchTexts,
  usageFigures,
} from '@spoor/storage';
import { expect, it, onTestFinished } from 'vitest';
import { generateTranscripts, type Truth } from '../../../../bench/transcripts/generate.mjs';
import { createReconciler, importHistory } from '../../src/index.js';
import { dump, newStore, tempFolder } from './store.js';

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

it.each(['the one with more', 'the one with less'])('two machines that read as far as they had it agree: %s is brought', async (which) => {
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
});

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
  const tables = Object.entries(dump(db)).filter(([, rows]) => rows.some((row) => row.includes(id)));
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
  expect(await checkDatabase(db.getDb().name, { deep: true, pauseMs: 0 })).toMatchObject({ verdict: 'ok' });
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
  const own = rows.filter((row) => row.includes(id)).join(' ').toLowerCase();
  const elsewhere = rows.filter((row) => !row.includes(id)).join(' ').toLowerCase();
  const words = new Set(own.match(/[a-z0-9]{8,}/g));
  return [...words].filter((word) => !elsewhere.includes(word) && !id.includes(word)).slice(0, 50);
}
