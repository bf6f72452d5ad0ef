import { availableParallelism, loadavg } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import type { Attack, Outcome, Scale } from '../attack.ts';
import { callId, callStart } from '../support/events.ts';
import { holdLock, type LockKind } from '../support/held-lock.ts';
import { compare, drain, faultsInFile, recordedCalls, spooledCalls } from '../support/kept.ts';
import { openInspector } from '../support/open-inspector.ts';
import { inPlace, type Place } from '../support/place.ts';
import { runHook } from '../support/run-hook.ts';
import type { TextEnd } from '../support/run-process.ts';
import { runSpoor } from '../support/run-spoor.ts';

/** Processes that hold a lock and don't go on. */
export const heldLocks: Attack = {
  name: 'held-locks',
  promise: 4,
  measures: true,
  does: 'stops a process while it holds a lock on the database, against writers and against readers',
  run,
};

/** How long the lock is held, and between two hooks, ms. */
const EFFORTS: Readonly<Record<Scale, { readonly holdMs: number; readonly restMs: number }>> = {
  quick: { holdMs: 4_000, restMs: 0 },
  full: { holdMs: 300_000, restMs: 1_000 },
};

/** What is promised of a hook, ms. */
const WAIT_LIMIT_MS = 300;

async function run(scale: Scale): Promise<Outcome> {
  const kinds = ['write', 'exclusive'] as const;
  const meetings = await Promise.all(kinds.map((kind) => meet(kind, EFFORTS[scale])));
  const waits = meetings.map(({ waitMs }) => waitMs);
  const load = machineLoad();
  const faults = meetings.flatMap((meeting) => meeting.faults);
  // A machine that has no time says nothing about what a hook waits for.
  // How fast a machine is that builds and tests, is not for it to judge.
  const judges = scale === 'full' && load <= BUSY;
  if (judges && Math.max(...waits) > WAIT_LIMIT_MS) faults.push(`hooks wait for ${waits} ms`);
  return {
    figures: {
      'lock held, s': EFFORTS[scale].holdMs / 1_000,
      'hooks that met it': sum(meetings.map(({ hooks }) => hooks)),
      'wait for the lock on writing, median, ms': waits[0] ?? 0,
      'wait for the lock on everything, median, ms': waits[1] ?? 0,
      'the slowest hook, ms, with its start': Math.max(...meetings.map((each) => each.slowestMs)),
      'the slowest that was told not to wait, ms': Math.max(
        ...meetings.map((each) => each.slowestAtOnceMs),
      ),
      "the machine's load, a processor": load,
    },
    faults,
  };
}

interface Meeting {
  readonly hooks: number;
  readonly waitMs: number;
  readonly slowestMs: number;
  readonly slowestAtOnceMs: number;
  readonly faults: readonly string[];
}

/** Runs hooks by turns that wait as they do and that don't wait: the difference is the wait. */
function meet(kind: LockKind, { holdMs, restMs }: (typeof EFFORTS)[Scale]): Promise<Meeting> {
  return inPlace(async (place) => {
    const waiting: TextEnd[] = [];
    const atOnce: TextEnd[] = [];
    const faults: string[] = [];
    let told = 0;
    const hook = (budgetMs: number) =>
      runHook(place, callStart(told++), {
        env: { SPOOR_RECORDER_LOCK_BUDGET_MS: String(budgetMs) },
      });
    await hook(BUDGET_MS);
    const release = await holdLock(place, kind);
    try {
      const started = performance.now();
      while (performance.now() - started < holdMs || waiting.length < LEAST_HOOKS) {
        waiting.push(await hook(BUDGET_MS));
        atOnce.push(await hook(0));
        await delay(restMs);
      }
      faults.push(...(await lookThrough(place, kind)));
    } finally {
      await release();
    }
    const ends = [...waiting, ...atOnce];
    const spooled = spooledCalls(place).length;
    if (spooled !== ends.length) faults.push(`${spooled} of ${ends.length} events waited`);
    drain(place);
    const ids = Array.from({ length: told }, (_, n) => callId(n));
    const { missing, twice } = compare(ids, recordedCalls(place));
    return {
      hooks: ends.length,
      waitMs: median(waiting) - median(atOnce),
      slowestMs: slowest(waiting),
      slowestAtOnceMs: slowest(atOnce),
      faults: [
        ...faults,
        ...ends.filter(isNoticed).map((end) => `a hook was noticed: ${JSON.stringify(end)}`),
        ...missing.map((id) => `${id} was lost`),
        ...twice.map((id) => `${id} is there twice`),
        ...spooledCalls(place).map((id) => `${id} was left in the spool`),
        ...faultsInFile(place),
      ].map((fault) => `locked (${kind}): ${fault}`),
    };
  });
}

/** As it is by default, ms. */
const BUDGET_MS = 250;
const LEAST_HOOKS = 7;

/** Above that, times say more of the machine than of what runs on it. */
const BUSY = 2;

/** Of the last minute: processes that want to run, for each processor. */
function machineLoad(): number {
  return Math.round(((loadavg()[0] ?? 0) / availableParallelism()) * 10) / 10;
}

function isNoticed({ status, stdout, stderr }: TextEnd): boolean {
  return status !== 0 || stdout !== '' || stderr !== '';
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** Readers go on where only writers are kept out; else one line says why they can't. */
async function lookThrough(place: Place, kind: LockKind): Promise<string[]> {
  const faults: string[] = [];
  const { status, stdout, stderr } = await runSpoor(place, ['sessions', 'list']);
  const lines = stderr.split('\n').filter((line) => line !== '');
  const isRight = kind === 'write' ? status === 0 && stdout.includes('torture') : status === 1;
  if (!isRight || lines.length !== 1 || !lines[0]?.includes('is locked by another process')) {
    faults.push(`a listing ended with ${status}: ${stdout.slice(0, 200)}${stderr.slice(0, 300)}`);
  }
  const inspector = openInspector(place);
  try {
    const awaited = kind === 'write' ? /torture|echo 0/ : /can't be read\.[\s\S]*is locked by/;
    if ((await inspector.see(awaited)) === null) faults.push(`inspector: ${inspector.screen()}`);
    const ended = await inspector.quit();
    if (ended !== 0) faults.push(`the inspector ended with ${ended}`);
  } finally {
    inspector.close();
  }
  return faults;
}

function median(ends: readonly TextEnd[]): number {
  const sorted = ends.map(({ elapsedMs }) => elapsedMs).sort((a, b) => a - b);
  return Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0);
}

function slowest(ends: readonly TextEnd[]): number {
  return Math.round(Math.max(...ends.map(({ elapsedMs }) => elapsedMs)));
}
