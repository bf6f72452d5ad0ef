import type { Attack, Outcome, Scale } from '../attack.ts';
import { callId, callStart } from '../support/events.ts';
import { compare, drain, faultsInFile, recordedCalls, spooledCalls } from '../support/kept.ts';
import { inPlace } from '../support/place.ts';
import { runHook } from '../support/run-hook.ts';
import type { TextEnd } from '../support/run-process.ts';

/** Hooks that all start in the same moment. */
export const crowd: Attack = {
  name: 'crowd',
  promise: 5,
  measures: true,
  does: 'starts 200 hooks at once, on a new database and on one that is there',
  run,
};

const HOOKS: Readonly<Record<Scale, number>> = { quick: 60, full: 200 };

async function run(scale: Scale): Promise<Outcome> {
  const hooks = HOOKS[scale];
  const first = await startAtOnce(hooks, false);
  const later = await startAtOnce(hooks, true);
  return {
    figures: {
      'hooks at once': hooks,
      'of the first ones, wait in the spool': first.spooled,
      'of later ones, wait in the spool': later.spooled,
      'the slowest hook, ms': Math.max(first.slowestMs, later.slowestMs),
    },
    faults: [...first.faults, ...later.faults],
  };
}

interface Crowd {
  readonly spooled: number;
  readonly slowestMs: number;
  readonly faults: readonly string[];
}

function startAtOnce(count: number, isThere: boolean): Promise<Crowd> {
  return inPlace(async (place) => {
    if (isThere) await runHook(place, callStart(count));
    const told = Array.from({ length: count }, (_, n) => n);
    const ends = await Promise.all(told.map((n) => runHook(place, callStart(n))));
    const spooled = spooledCalls(place).length;
    drain(place);
    const { missing, twice } = compare(told.map(callId), recordedCalls(place));
    const where = isThere ? 'a database that is there' : 'a new database';
    const faults = [
      ...ends.filter(isNoticed).map((end) => `a hook was noticed: ${JSON.stringify(end)}`),
      ...missing.map((id) => `${id} was lost`),
      ...twice.map((id) => `${id} is there twice`),
      ...spooledCalls(place).map((id) => `${id} was left in the spool`),
      ...faultsInFile(place),
    ].map((fault) => `${where}: ${fault}`);
    return {
      spooled,
      slowestMs: Math.round(Math.max(...ends.map((end) => end.elapsedMs))),
      faults,
    };
  });
}

function isNoticed({ status, stdout, stderr }: TextEnd): boolean {
  return status !== 0 || stdout !== '' || stderr !== '';
}
