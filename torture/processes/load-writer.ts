// `load-writer.ts PLAN`: records events at an even pace, each as a hook does, but in one process that
// stays: into the spool, into the database, out of the spool. What came of it goes to a file.
import { writeFileSync } from 'node:fs';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { isoTime, newEventId, redactHookEvent } from '@spoor/core';
import { createRecorder, parseHookEvent } from '@spoor/hooks';
import { checkpoint, drain, hasWalRoom, Spool, SpoorDatabase } from '@spoor/storage';
import { callStart } from '../support/events.ts';
import type { LoadPlan, LoadTold } from '../support/load/load-plan.ts';

const { databasePath, spoolDirs, name, perSecond, forMs, report }: LoadPlan = JSON.parse(
  process.argv[2] ?? '{}',
);

/** As a hook's: how long all waits for locks may take, ms. */
const LOCK_BUDGET_MS = 250;
/** As a hook's: what it drains of others, and from which size on it empties the WAL. */
const FOREIGN = { minAgeMs: 5_000, limit: 20 };
const WAL_BYTES = 2 * 1024 * 1024;

const spool = new Spool(spoolDirs);
const db = openInTime();
const recorder = createRecorder({ db });
const phasesMs: number[] = [];
const committedAt: number[] = [];
let spooled = 0;
let told = 0;

const start = performance.now();
for (; performance.now() - start < forMs; told++) {
  await delay(Math.max(0, start + (told * 1_000) / perSecond - performance.now()));
  keep(told);
}
db.close();
const outcome: LoadTold = { name, told, spooled, phasesMs, committedAt };
writeFileSync(report, JSON.stringify(outcome));

function keep(n: number): void {
  const nowMs = Date.now();
  const event = redactHookEvent(
    parseHookEvent(
      JSON.stringify({ ...callStart(n, `session-${name}`), tool_use_id: `${name}-${n}` }),
      {
        id: newEventId(nowMs),
        capturedAt: isoTime(nowMs),
        client: {},
        length: 0,
      },
    ),
  );
  const entry = spool.put(event.id, `${JSON.stringify({ spoor: 1, event })}\n`);
  const begun = performance.now();
  try {
    if (!hasWalRoom(db)) throw new Error('the log is full');
    recorder.recordRedacted(event, () => performance.now() - begun);
  } catch {
    spooled++;
    attempt(() => spool.sync(entry));
    return;
  } finally {
    phasesMs.push(performance.now() - begun);
  }
  committedAt.push(Date.now());
  spool.remove(entry);
  lookAfter();
}

/** What a hook does for others in passing. */
function lookAfter(): void {
  attempt(() => {
    drain(db, spool, (text) => void recorder.recordRedacted(JSON.parse(text).event), FOREIGN);
    checkpoint(db, WAL_BYTES);
  });
}

/** What fails now is left to the next, or somebody else has done it. */
function attempt(step: () => void): void {
  try {
    step();
  } catch {
    return;
  }
}

/** All open in the same moment: the last ones need more than one attempt. */
function openInTime(attempts = 100): SpoorDatabase {
  try {
    return new SpoorDatabase({
      path: databasePath,
      busyTimeoutMs: LOCK_BUDGET_MS,
      autoCheckpointPages: 0,
    });
  } catch (error) {
    if (attempts === 0) throw error;
    return openInTime(attempts - 1);
  }
}
