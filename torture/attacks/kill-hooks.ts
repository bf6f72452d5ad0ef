import { existsSync, type FSWatcher, watch } from 'node:fs';
import type { Attack, Scale } from '../attack.ts';
import { callId, callStart } from '../support/events.ts';
import { inParallel } from '../support/in-parallel.ts';
import {
  compare,
  drain,
  faultsInFile,
  read,
  recordedCalls,
  spooledCalls,
} from '../support/kept.ts';
import { filesIn, leftInSpool } from '../support/leftovers.ts';
import { inPlace, type Place } from '../support/place.ts';
import { randomNumbers } from '../support/random.ts';
import { runHook } from '../support/run-hook.ts';

/** So many hooks are killed in a place that has a database before it is looked at. */
const ROUND = 20;
/** And so many at once; these are all that a place without a database gets. */
const AT_ONCE = 4;
const COUNT: Readonly<Record<Scale, number>> = { quick: 50, full: 500 };

/** Some events are long, so that a kill finds them half written. */
const LONG_TEXT = 'an output that is long '.repeat(8_000);

/** Kills hooks with SIGKILL at random moments of their lives. */
export const killHooks: Attack = {
  name: 'kill-hooks',
  promise: 1,
  does: 'kills hook processes at random moments, several at once',
  run: async (scale) => {
    const random = randomNumbers(1);
    const tally = { killed: 0, ended: 0, nowhere: 0, spooled: 0, recorded: 0, halfWritten: 0 };
    let newPlaces = 0;
    const faults: string[] = [];
    const lifeMs = await inPlace(measureLife);
    for (let done = 0, round = 0; tally.killed < COUNT[scale]; round++) {
      const isNew = round % 6 !== 0;
      const count = isNew ? AT_ONCE : ROUND;
      // Most in the later half of a life, where the event is kept.
      const moment = (n: number) => (n % 4 === 0 ? random() : (1 + random()) / 2) * lifeMs;
      const outcome = await inPlace(async (place) => {
        if (!isNew) await runHook(place, callStart(-1));
        return attackOnce(place, count, moment);
      });
      for (const [name, value] of Object.entries(outcome.tally)) tally[name as Counted] += value;
      faults.push(...outcome.faults.map((fault) => `hooks from ${done}: ${fault}`));
      if (isNew) newPlaces += 1;
      done += count;
    }
    return {
      figures: {
        'hooks killed': tally.killed,
        'databases that they were just making': newPlaces,
        'hooks that were faster than the kill': tally.ended,
        'killed before anything was kept': tally.nowhere,
        'killed with the event in the spool': tally.spooled,
        'killed with the event in the database': tally.recorded,
        'half-written spool files left, and cleaned up': tally.halfWritten,
      },
      faults,
    };
  },
};

type Counted = 'killed' | 'ended' | 'nowhere' | 'spooled' | 'recorded' | 'halfWritten';

interface Round {
  readonly tally: Readonly<Record<Counted, number>>;
  readonly faults: readonly string[];
}

/** How long hooks live when as many run at once. */
async function measureLife(place: Place): Promise<number> {
  const numbers = Array.from({ length: 3 * AT_ONCE }, (_, n) => n);
  const ends = await inParallel(numbers, AT_ONCE, (n) => runHook(place, callStart(n)));
  const times = ends.map(({ elapsedMs }) => elapsedMs).sort((a, b) => a - b);
  return times[Math.floor(times.length / 2)] ?? 100;
}

async function attackOnce(
  place: Place,
  count: number,
  moment: (n: number) => number,
): Promise<Round> {
  const spooledIds = new Set<string>();
  const watcher = watchSpool(place, spooledIds);
  const numbers = Array.from({ length: count }, (_, n) => n);
  const ends = await inParallel(numbers, AT_ONCE, (n) => killHook(place, n, moment(n)));
  watcher?.close();

  const acknowledged = numbers.filter((n) => ends[n]?.status === 0).map(callId);
  const recorded = new Set(recordedCalls(place));
  const waiting = spooledCalls(place);
  const killed = numbers.filter((n) => ends[n]?.signal === 'SIGKILL').map(callId);
  const halfWritten = filesIn(place.spoolDir).filter((name) => name.startsWith('.')).length;
  const faults = [
    ...faultsInFile(place).map((fault) => `before the drain: ${fault}`),
    ...ends
      .filter(({ status, signal }) => status !== 0 && signal !== 'SIGKILL')
      .map(({ status, signal, stderr }) => `a hook ended with ${status ?? signal}: ${stderr}`),
    ...ends.filter(({ stdout }) => stdout !== '').map(({ stdout }) => `a hook said ${stdout}`),
  ];

  drain(place);
  const kept = compare([...acknowledged, ...waiting, ...recorded], recordedCalls(place));
  const ids = new Set(read<{ id: string }>(place.databasePath, EVENT_IDS).map(({ id }) => id));
  const lost = [...spooledIds].filter((id) => !ids.has(id));
  faults.push(
    ...kept.missing.map((id) => `${id} is missing`),
    ...kept.twice.map((id) => `${id} is there twice`),
    ...lost.map((id) => `event ${id} was in the spool and is gone`),
    ...spooledCalls(place).map((id) => `${id} is still in the spool`),
    ...leftInSpool(place).map((name) => `${name} stays in the spool for ever`),
    ...strangers(place).map((name) => `${name} stays for ever`),
    ...faultsInFile(place),
  );
  return {
    tally: {
      killed: killed.length,
      ended: acknowledged.length,
      nowhere: killed.filter((id) => !recorded.has(id) && !waiting.includes(id)).length,
      spooled: killed.filter((id) => !recorded.has(id) && waiting.includes(id)).length,
      recorded: killed.filter((id) => recorded.has(id)).length,
      halfWritten,
    },
    faults,
  };
}

const EVENT_IDS = 'SELECT id FROM hook_executions';

/** Notes each event whose file gets its final name in the spool, however short it lies there. */
function watchSpool({ spoolDir }: Place, ids: Set<string>): FSWatcher | undefined {
  if (!existsSync(spoolDir)) return undefined;
  return watch(spoolDir, (_, name) => {
    const id = /^([\w-]+)\.json$/.exec(name ?? '')?.[1];
    if (id !== undefined) ids.add(id);
  });
}

function killHook(place: Place, n: number, afterMs: number) {
  const event = callStart(n);
  const input = n % 4 === 0 ? { ...event, tool_input: { command: LONG_TEXT } } : event;
  return runHook(place, input, {
    onStarted: (child) => {
      setTimeout(() => child.kill('SIGKILL'), afterMs);
    },
  });
}

/** Files of the data folder that belong to no part of it. */
function strangers({ home }: Place): string[] {
  const known = /^data\/(spoor\.db(-wal|-shm|-journal)?|spool\/.*)$/;
  return filesIn(home).filter((name) => !known.test(name));
}
