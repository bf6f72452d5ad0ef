import { setTimeout as delay } from 'node:timers/promises';
import type { Attack, Outcome, Scale } from '../attack.ts';
import { callId, callStart } from '../support/events.ts';
import { holdLock, type LockKind } from '../support/held-lock.ts';
import { compare, drain, faultsInFile, recordedCalls, spooledCalls } from '../support/kept.ts';
import { inPlace, type Place } from '../support/place.ts';
import { type HookEnd, runHook } from '../support/run-hook.ts';
import { runSpoor } from '../support/run-spoor.ts';
import { openInspector } from '../support/terminal.ts';

/** Processes that hold a lock and don't go on. */
export const heldLocks: Attack = {
  name: 'held-locks',
  promise: 4,
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
  const both = await Promise.all(kinds.map((kind) => meet(kind, EFFORTS[scale])));
  const [writing, reading] = both;
  return {
    figures: {
      'lock held, s': EFFORTS[scale].holdMs / 1_000,
      'hooks that met it': both.reduce((total, { hooks }) => total + hooks, 0),
      'wait for the lock on writing, median, ms': writing?.waitMs ?? 0,
      'wait for the lock on all, median, ms': reading?.waitMs ?? 0,
      'the slowest hook, ms, with its start': Math.max(...both.map(({ slowestMs }) => slowestMs)),
      'the slowest hook with a free database beside, ms': Math.max(
        ...both.map(({ slowestFreeMs }) => slowestFreeMs),
      ),
    },
    faults: both.flatMap(({ faults }) => faults),
  };
}

interface Meeting {
  readonly hooks: number;
  readonly waitMs: number;
  readonly slowestMs: number;
  readonly slowestFreeMs: number;
  readonly faults: readonly string[];
}

/** Runs hooks by turns in a place that is locked and in one that is free: the difference is the wait. */
function meet(kind: LockKind, effort: (typeof EFFORTS)[Scale]): Promise<Meeting> {
  return inPlace((place) => inPlace((free) => meetBeside(place, free, kind, effort)));
}

async function meetBeside(
  place: Place,
  free: Place,
  kind: LockKind,
  { holdMs, restMs }: (typeof EFFORTS)[Scale],
): Promise<Meeting> {
  const locked: HookEnd[] = [];
  const unlocked: HookEnd[] = [];
  const faults: string[] = [];
  await Promise.all([place, free].map((each) => runHook(each, callStart(0))));
  const release = await holdLock(place, kind);
  try {
    const started = performance.now();
    while (performance.now() - started < holdMs || locked.length < LEAST_HOOKS) {
      locked.push(await runHook(place, callStart(locked.length + 1)));
      unlocked.push(await runHook(free, callStart(unlocked.length + 1)));
      await delay(restMs);
    }
    faults.push(...(await lookThrough(place, kind)));
  } finally {
    await release();
  }
  const waiting = spooledCalls(place).length;
  if (waiting !== locked.length) faults.push(`${waiting} events waited of ${locked.length}`);
  drain(place);
  const told = [0, ...locked.map((_, n) => n + 1)].map(callId);
  const { missing, twice } = compare(told, recordedCalls(place));
  const waitMs = median(locked) - median(unlocked);
  if (waitMs > WAIT_LIMIT_MS) faults.push(`a hook waits for ${waitMs} ms`);
  const noticed = locked.filter((end) => end.status !== 0 || end.stdout + end.stderr !== '');
  return {
    hooks: locked.length,
    waitMs,
    slowestMs: slowest(locked),
    slowestFreeMs: slowest(unlocked),
    faults: [
      ...faults,
      ...noticed.map((end) => `a hook was noticed: ${JSON.stringify(end)}`),
      ...missing.map((id) => `${id} was lost`),
      ...twice.map((id) => `${id} is there twice`),
      ...spooledCalls(place).map((id) => `${id} was left in the spool`),
      ...faultsInFile(place),
    ].map((fault) => `locked (${kind}): ${fault}`),
  };
}

const LEAST_HOOKS = 9;

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

function median(ends: readonly HookEnd[]): number {
  const sorted = ends.map(({ elapsedMs }) => elapsedMs).sort((a, b) => a - b);
  return Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0);
}

function slowest(ends: readonly HookEnd[]): number {
  return Math.round(Math.max(...ends.map(({ elapsedMs }) => elapsedMs)));
}
