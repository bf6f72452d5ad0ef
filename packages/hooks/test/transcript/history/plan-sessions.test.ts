import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isoTime } from '@spoor/core';
import type { TranscriptCursor } from '@spoor/storage';
import { expect, it, onTestFinished } from 'vitest';
import type { FoundTranscript } from '../../../src/transcript/files/transcript-walk.js';
import { type HistoryPlan, planSessions } from '../../../src/transcript/history/plan-sessions.js';

const NOW_MS = Date.UTC(2026, 10, 21);

function file(sessionId: string, size: number, agentId: string | null = null): FoundTranscript {
  const path = `/t/${sessionId}${agentId ?? ''}.jsonl`;
  return { path, sessionId, agentId, metaPath: null, identity: path, size, mtimeMs: NOW_MS };
}

function cursor({ path, sessionId, agentId, identity, size, mtimeMs }: FoundTranscript) {
  const hashes = { headHash: 'h', tailHash: 't' };
  const place = { path, sessionId, agentId, identity, size, mtimeMs, offset: size, line: 1 };
  return { ...place, ...hashes, badLines: 0, updatedAt: isoTime(NOW_MS) };
}

const known = (...cursors: TranscriptCursor[]) => new Map(cursors.map((it) => [it.path, it]));

const sessionsOf = ({ families }: HistoryPlan) => families.flatMap(({ sessions }) => sessions);

it("keeps a session's files together, in the order in which they were found", () => {
  const files = [file('a', 10), file('a', 5, 'x'), file('b', 10), file('c', 10), file('d', 60)];
  const plan = planSessions(files.slice(0, 4), known(), NOW_MS);
  expect(sessionsOf(plan).map(({ sessionId, bytes }) => [sessionId, bytes])).toEqual([
    ['a', 15],
    ['b', 10],
    ['c', 10],
  ]);
  expect(sessionsOf(plan)[0]?.files).toEqual(files.slice(0, 2));
});

it('begins with what takes longest', () => {
  const small = Array.from({ length: 20 }, (_, index) => file(`s${index}`, 10));
  const plan = planSessions([...small, file('large', 500)], known(), NOW_MS);
  expect(
    sessionsOf(plan)
      .map(({ sessionId }) => sessionId)
      .slice(0, 2),
  ).toEqual(['large', 's0']);
  expect(plan.bytes).toBe(700);
});

it('leaves out what was read, and counts of the rest what is new', () => {
  const [same, grown, shrunk] = [file('same', 10), file('grown', 30), file('shrunk', 4)];
  const cursors = known(
    cursor(same),
    { ...cursor(grown), size: 10, offset: 10 },
    { ...cursor(shrunk), size: 10, offset: 10 },
  );
  const plan = planSessions([same, grown, shrunk], cursors, NOW_MS);
  expect(plan.unchanged).toBe(1);
  expect(sessionsOf(plan).map(({ bytes }) => bytes)).toEqual([20, 4]);
});

it('reads the unfinished last line of a file that nobody writes to any more', () => {
  const half = { ...file('half', 10), mtimeMs: NOW_MS - 3_600_000 };
  const cursors = known({ ...cursor(half), offset: 6 });
  expect(planSessions([half], cursors, NOW_MS).families).toHaveLength(1);
  expect(
    planSessions(
      [{ ...half, mtimeMs: NOW_MS }],
      known({ ...cursor(half), offset: 6, mtimeMs: NOW_MS }),
      NOW_MS,
    ).unchanged,
  ).toBe(1);
});

it('keeps sessions together that begin with the same message', () => {
  const folder = mkdtempSync(join(tmpdir(), 'spoor-plan-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const files = ['original', 'other', 'fork'].map((name) => {
    const path = join(folder, `${name}.jsonl`);
    const uuid = name === 'other' ? 'u2' : 'u1';
    writeFileSync(path, `{"type":"mode"}\n{"uuid":"${uuid}","sessionId":"${name}"}\n`);
    return { ...file(name, 10), path };
  });
  const { families } = planSessions(files, known(), NOW_MS);
  expect(families.map((family) => family.sessions.map(({ sessionId }) => sessionId))).toEqual([
    ['original', 'fork'],
    ['other'],
  ]);
});
