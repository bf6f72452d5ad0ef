import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { SpoorDatabase } from '@spoor/storage';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ingestSession, ingestTranscript } from '../../src/index.js';
import { linesOf, SAMPLE_RUNS, sampleFiles, sampleFolder } from './samples.js';
import { copyOfRun, dump, newStore, tempFolder } from './store.js';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const now = () => NOW;

/** Messages of each session, counted without anything of Spoor's. */
function countByHand(run: string): Record<string, number> {
  const ids = new Map<string, Set<string>>();
  for (const path of sampleFiles(run)) {
    const session = /[0-9a-f-]{36}/.exec(path)?.[0] ?? '';
    const known = ids.get(session) ?? new Set();
    ids.set(session, known);
    for (const text of linesOf(join(sampleFolder(run), path))) {
      const { uuid } = JSON.parse(text) as { uuid?: string };
      if (uuid !== undefined) known.add(uuid);
    }
  }
  return Object.fromEntries([...ids].map(([session, uuids]) => [session, uuids.size]));
}

function countInStore(db: SpoorDatabase): Record<string, number> {
  const rows = db
    .prepare<[], { id: string; n: number }>(
      'SELECT session_id AS id, count(*) AS n FROM messages GROUP BY session_id',
    )
    .all();
  return Object.fromEntries(rows.map(({ id, n }) => [id, n]));
}

function takeAll(db: SpoorDatabase, folder: string, files: readonly string[]): void {
  for (const path of files) {
    expect(ingestTranscript(db, join(folder, path), { now })).toMatchObject({
      isComplete: true,
      problem: null,
      badLines: 0,
    });
  }
}

describe.each(SAMPLE_RUNS)('the transcripts of %s', (run) => {
  it('give as many messages as they have', () => {
    const db = newStore();
    takeAll(db, sampleFolder(run), sampleFiles(run));
    const counted = countByHand(run);
    expect(countInStore(db)).toEqual(counted);
    const sessions = db.prepare<[], { id: string; origin: string }>(
      'SELECT id, origin FROM sessions ORDER BY id',
    );
    expect(sessions.all()).toEqual(
      Object.keys(counted)
        .sort()
        .map((id) => ({ id, origin: 'transcript' })),
    );
  });

  it('give the same when they are read again', () => {
    const db = newStore();
    takeAll(db, sampleFolder(run), sampleFiles(run));
    const once = dump(db);
    for (const path of sampleFiles(run)) {
      const report = ingestTranscript(db, join(sampleFolder(run), path), { now });
      expect(report).toMatchObject({ bytes: 0, lines: 0, messages: 0, isComplete: true });
    }
    expect(dump(db)).toEqual(once);
    db.prepare<[]>('DELETE FROM transcript_cursors').run();
    takeAll(db, sampleFolder(run), sampleFiles(run));
    expect(dump(db)).toEqual(once);
  });
});

describe('transcripts', () => {
  it('give the same in whatever order their files are read', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SAMPLE_RUNS.filter((run) => sampleFiles(run).length > 1)),
        fc.infiniteStream(fc.nat()),
        (run, weights) => {
          const files = sampleFiles(run);
          const shuffled = files
            .map((path) => ({ path, weight: weights.next().value as number }))
            .sort((a, b) => a.weight - b.weight)
            .map(({ path }) => path);
          const [one, other] = [newStore(), newStore()];
          takeAll(one, sampleFolder(run), files);
          takeAll(other, sampleFolder(run), shuffled);
          expect(dump(other)).toEqual(dump(one));
        },
      ),
      { numRuns: 8 },
    );
  });

  it('give the same when they are read as they grow', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SAMPLE_RUNS),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 8 }),
        (run, shares) => {
          const folder = tempFolder();
          const whole = newStore();
          const growing = newStore();
          const files = sampleFiles(run);
          const contents = files.map((path) => readFileSync(join(sampleFolder(run), path)));
          const stops = [...shares.sort((a, b) => a - b), 1];
          const reached = files.map(() => 0);
          for (const path of files) mkdirSync(dirname(join(folder, path)), { recursive: true });
          for (const stop of stops) {
            for (const [index, path] of files.entries()) {
              const bytes = contents[index] ?? Buffer.alloc(0);
              const end = Math.round(bytes.length * stop);
              appendFileSync(join(folder, path), bytes.subarray(reached[index], end));
              reached[index] = end;
              ingestTranscript(growing, join(folder, path), { now });
            }
          }
          takeAll(whole, folder, files);
          expect(dump(growing)).toEqual(dump(whole));
        },
      ),
      { numRuns: 15 },
    );
  });

  it('may have lines that are damaged or cut: they are counted and located', () => {
    const folder = copyOfRun('write');
    const [path = ''] = sampleFiles('write');
    const lines = linesOf(join(folder, path));
    const messages = lines.flatMap((line, index) => (line.includes('"message"') ? [index] : []));
    const [cut = 0, , longer = 0] = messages.filter((index) => lines[index]?.includes('"uuid"'));
    const good = lines.filter((_, index) => index !== cut && index !== longer);
    const bad = lines.map((line, index) => {
      if (index === cut) return line.slice(0, -30);
      return index === longer ? `${line}}` : line;
    });
    writeFileSync(join(folder, path), `${bad.join('\n')}\n`);
    const db = newStore();
    expect(ingestTranscript(db, join(folder, path), { now })).toMatchObject({
      badLines: 2,
      lines: lines.length,
      isComplete: true,
      problem: null,
    });
    const problems = db
      .prepare<[], { line: number; offset: number; reason: string }>(
        'SELECT line, offset, reason FROM transcript_problems ORDER BY offset',
      )
      .all();
    const offsetOf = (index: number) => Buffer.byteLength(bad.slice(0, index).join('\n')) + 1;
    expect(problems).toEqual([
      { line: cut + 1, offset: offsetOf(cut), reason: 'not valid JSON' },
      { line: longer + 1, offset: offsetOf(longer), reason: 'not valid JSON' },
    ]);
    expect(db.prepare<[]>('SELECT bad_lines FROM transcript_cursors').get()).toEqual({
      bad_lines: 2,
    });

    const other = newStore();
    writeFileSync(join(folder, path), `${good.join('\n')}\n`);
    ingestTranscript(other, join(folder, path), { now });
    expect(dump(other)['messages']).toEqual(dump(db)['messages']);
  });

  it('wait for the rest of a line', () => {
    const folder = copyOfRun('write');
    const [path = ''] = sampleFiles('write');
    const file = join(folder, path);
    const bytes = readFileSync(file);
    const half = bytes.indexOf('\n', bytes.length / 2) - 20;
    writeFileSync(file, bytes.subarray(0, half));
    const db = newStore();
    ingestTranscript(db, file);
    appendFileSync(file, bytes.subarray(half));
    ingestTranscript(db, file);
    expect(countInStore(db)).toEqual(countByHand('write'));
    expect(dump(db)['transcript_problems']).toEqual([]);
  });

  it('of subagents come with their session', () => {
    const db = newStore();
    const run = 'tui-agent';
    const [main = ''] = sampleFiles(run).filter((path) => !path.includes('subagents'));
    const reports = ingestSession(db, join(sampleFolder(run), main), { now });
    expect(reports).toHaveLength(3);
    expect(countInStore(db)).toEqual(countByHand(run));
  });

  it('that are gone, or no transcripts, are told of', () => {
    const db = newStore();
    expect(ingestTranscript(db, '/nowhere/s1.jsonl')).toMatchObject({ problem: 'is gone' });
    expect(ingestTranscript(db, '/nowhere/x.txt')).toMatchObject({
      sessionId: null,
      problem: "doesn't say which session it belongs to",
    });
  });
});
