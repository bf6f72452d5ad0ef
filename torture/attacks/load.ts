import type { Attack, Outcome, Scale } from '../attack.ts';
import { callStart } from '../support/events.ts';
import { compare, faultsInFile, recordedCalls, spooledCalls } from '../support/kept.ts';
import { keepCompany, writeTranscripts } from '../support/load/company.ts';
import type { LoadTold } from '../support/load/load-plan.ts';
import { startSampling } from '../support/load/samples.ts';
import { type Pace, runWriters } from '../support/load/writers.ts';
import { inPlace, type Place } from '../support/place.ts';
import { runHook } from '../support/run-hook.ts';
import { runSpoor } from '../support/run-spoor.ts';

/** Many writers for long, with everything else that reads and writes running beside. */
export const load: Attack = {
  name: 'load',
  promise: 5,
  measures: true,
  does: 'lets many writers write with the inspector, backups, cleanups and imports beside',
  run: (scale) => inPlace((place) => run(place, PACES[scale])),
};

const PACES: Readonly<
  Record<Scale, Pace & { readonly profiles: number; readonly profileMb: number }>
> = {
  quick: { writers: 8, perSecond: 20, forMs: 6_000, profiles: 1, profileMb: 1 },
  full: { writers: 32, perSecond: 20, forMs: 600_000, profiles: 20, profileMb: 4 },
};

/** What a listing may take to bring in what waits. */
const DRAIN_MS = 600_000;

/** What is promised. */
const WAL_LIMIT = 16 * 1024 * 1024;
/** Others wait for a lock as long as this: a longer pause would fail them. */
const PAUSE_LIMIT_MS = 5_000;

async function run(place: Place, pace: (typeof PACES)[Scale]): Promise<Outcome> {
  const profiles = await writeTranscripts(place, pace.profiles, pace.profileMb);
  await runHook(place, callStart(-1));
  const sampled = startSampling(place);
  let isOver = false;
  const writing = runWriters(place, pace).finally(() => {
    isOver = true;
  });
  // Nobody is left behind when a writer fails.
  const [company] = await Promise.all([
    keepCompany(place, profiles, () => isOver),
    writing.catch(() => undefined),
  ]);
  const writers = await writing;
  const { walBytes, waiting } = sampled();
  const left = spooledCalls(place).length;
  const drained = await runSpoor(place, ['sessions', 'list'], { timeoutMs: DRAIN_MS });
  const told = [
    ...writers.flatMap(({ name, told: n }) => Array.from({ length: n }, (_, i) => `${name}-${i}`)),
    ...company.hookCalls,
  ];
  const recorded = recordedCalls(place);
  const { twice } = compare(told, recorded);
  const { missing } = compare(told, [...recorded, ...spooledCalls(place)]);
  const phases = writers.flatMap(({ phasesMs }) => phasesMs).sort((a, b) => a - b);
  const pauseMs = longestPause(writers);
  const faults = [...company.faults, ...faultsInFile(place)];
  if (drained.status !== 0 || drained.stderr !== '') faults.push(`the drain: ${drained.stderr}`);
  if (missing.length > 0) faults.push(`${missing.length} events lost: ${missing.slice(0, 5)}`);
  if (twice.length > 0) faults.push(`${twice.length} events twice: ${twice.slice(0, 5)}`);
  if (spooledCalls(place).length > 0) faults.push('events were left in the spool by a listing');
  if (walBytes > WAL_LIMIT) faults.push(`the WAL grew to ${megabytes(walBytes)} MB`);
  if (pauseMs > PAUSE_LIMIT_MS) faults.push(`no writer could write for ${pauseMs} ms`);
  const seconds = pace.forMs / 1_000;
  return {
    figures: {
      'writers, events each a second, seconds': `${pace.writers}, ${pace.perSecond}, ${seconds}`,
      'events told': told.length,
      'events lost, or there twice': missing.length + twice.length,
      'database phase, median and p99, ms': `${at(phases, 0.5)}, ${at(phases, 0.99)}`,
      'longest wait for the database, ms': at(phases, 1),
      'longest time in which no writer committed, ms': pauseMs,
      'largest WAL, MB': megabytes(walBytes),
      'events that had to wait in the spool': writers.reduce(
        (sum, { spooled }) => sum + spooled,
        0,
      ),
      'most that waited there at once': Math.max(...waiting),
      'waiting at the end, before one listing': left,
      'backups, cleanups, imports meanwhile': ['backup', 'cleanup', 'import']
        .map((name) => company.done.get(name) ?? 0)
        .join(', '),
      'commands that gave up waiting for the lock': company.refused,
      'hooks meanwhile': company.hookCalls.length,
    },
    faults,
  };
}

function longestPause(writers: readonly LoadTold[]): number {
  const times = writers.flatMap(({ committedAt }) => committedAt).sort((a, b) => a - b);
  return times.reduce((most, time, n) => Math.max(most, time - (times[n - 1] ?? time)), 0);
}

function at(sorted: readonly number[], part: number): number {
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0);
}

function megabytes(bytes: number): number {
  return Math.round((bytes / 1024 / 1024) * 10) / 10;
}
