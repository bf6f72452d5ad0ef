import { addMs, type IsoTime } from '@spoor/core';
import { describe, expect, test } from 'vitest';
import {
  ExecutionTracker,
  HookExecutionLog,
  type NewHookExecution,
  noteSuspicion,
  readRecorderFigures,
  readTableSizes,
  readVitals,
  SessionStore,
  type SpoorDatabase,
} from '../../src/index.js';
import { event } from '../support/events.js';
import { session, trace } from '../support/records.js';
import { temporaryDatabase } from '../support/temporary.js';

const NOW = '2026-11-21T12:00:00.000Z';
const DAY = 86_400_000;
const daysAgo = (days: number): IsoTime => addMs(NOW, -days * DAY);

/** Events that took so long each; null: nobody knows. */
function record(
  db: SpoorDatabase,
  hookType: string,
  durations: readonly (number | null)[],
  more: Partial<NewHookExecution> = {},
): void {
  const log = new HookExecutionLog(db);
  db.transaction(() => {
    for (const [n, durationMs] of durations.entries()) {
      const id = `${hookType}-${more.createdAt ?? ''}-${more.status ?? ''}-${n}`;
      log.append(event(id, { hookType, createdAt: daysAgo(1), ...more }));
      log.finish(id, durationMs, null);
    }
  });
}

const figures = (db: SpoorDatabase) => readRecorderFigures(db, { now: Date.parse(NOW) });

describe("the recorder's figures", () => {
  test('are of nothing where nothing is recorded', () => {
    expect(figures(temporaryDatabase())).toEqual({
      since: daysAgo(7),
      latency: [],
      spent: [],
      workMs: 0,
      events: 0,
      recentEvents: 0,
      failedEvents: 0,
      malformedEvents: 0,
      recentFailures: 0,
      transcripts: { files: 0, badLines: 0, lastReadAt: null },
      unread: 0,
    });
  });

  test('say what hooks took in the last days, and count older ones only in all', () => {
    const db = temporaryDatabase();
    record(db, 'Stop', [10, 20, 30, null]);
    record(db, 'PreToolUse', [5, 5]);
    record(db, 'Stop', [9_000], { createdAt: daysAgo(8) });
    record(db, 'Stop', [1], { status: 'error' });
    record(db, 'Stop', [1], { status: 'malformed', createdAt: daysAgo(30) });
    expect(figures(db)).toMatchObject({
      latency: [
        { event: 'Stop', count: 4, p50Ms: 10, p95Ms: 30, maxMs: 30 },
        { event: 'PreToolUse', count: 2, p50Ms: 5, p95Ms: 5, maxMs: 5 },
      ],
      spent: [
        { event: 'Stop', ms: 61 },
        { event: 'PreToolUse', ms: 10 },
      ],
      events: 9,
      recentEvents: 7,
      failedEvents: 1,
      malformedEvents: 1,
      recentFailures: 1,
    });
  });

  test('take the turns that hooks told of for the time in which the client worked', () => {
    const db = temporaryDatabase();
    db.transaction(() => {
      new SessionStore(db).put(session('s1'));
      const tracker = new ExecutionTracker(db);
      const turn = (id: string, more: Parameters<typeof trace>[1]) =>
        tracker.putTrace(trace(id, { startedAt: daysAgo(1), ...more }));
      turn('t1', { durationMs: 4_000 });
      turn('t2', { durationMs: 6_000, origin: 'both' });
      turn('t3', { durationMs: 1_000_000, origin: 'transcript' });
      turn('t4', { durationMs: 1_000_000, startedAt: daysAgo(9) });
    });
    expect(figures(db).workMs).toBe(10_000);
  });

  test('count sessions that are over and not read to the end', () => {
    const db = temporaryDatabase();
    db.transaction(() => {
      const sessions = new SessionStore(db);
      const over = { status: 'ended', endedAt: daysAgo(1), lastActivityAt: daysAgo(1) } as const;
      sessions.put(session('over', { ...over, transcriptPath: '/t/over.jsonl' }));
      sessions.put(session('none', { ...over, transcriptPath: null }));
      sessions.put(session('open', { lastActivityAt: NOW, transcriptPath: '/t/open.jsonl' }));
    });
    expect(figures(db).unread).toBe(1);
  });
});

test('vitals tell of sizes, the newest event and a suspicion', () => {
  const db = temporaryDatabase();
  expect(readVitals(db)).toMatchObject({ lastEvent: null, lastCheck: null, suspect: false });
  record(db, 'Stop', [1], { createdAt: daysAgo(1) });
  record(db, 'SessionStart', [1], { createdAt: daysAgo(2) });
  noteSuspicion(db.getDb().name, Object.assign(new Error('x'), { code: 'SQLITE_CORRUPT' }));
  const vitals = readVitals(db);
  expect(vitals).toMatchObject({ lastEvent: { at: daysAgo(1), event: 'Stop' }, suspect: true });
  expect(vitals.sizeBytes + vitals.walBytes).toBeGreaterThan(0);
  expect(vitals.schemaVersion).toBe(vitals.latestSchemaVersion);
});

test('sizes of tables come to what the file uses', () => {
  const db = temporaryDatabase();
  record(db, 'Stop', Array(200).fill(1), { payloadJson: `"${'x'.repeat(4_000)}"` });
  const sizes = readTableSizes(db);
  expect(sizes[0]?.table).toBe('hook_executions');
  expect(sizes.map(({ table }) => table)).toContain('lessons_fts');
  expect(sizes.some(({ table }) => /_(data|idx)$/.test(table))).toBe(false);
  const ask = (name: string) => Number(db.getDb().pragma(name, { simple: true }));
  const used = (ask('page_count') - ask('freelist_count')) * ask('page_size');
  const known = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  // The schema, and pages that map the others where free ones are given back.
  expect(used - known).toBeGreaterThanOrEqual(0);
  expect(known).toBeGreaterThan(used * 0.9);
});
