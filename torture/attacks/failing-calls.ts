import type { Attack, Outcome, Scale } from '../attack.ts';
import { type Counts, casesOf, sampleOf } from '../failing/cases.ts';
import { type CaseOutcome, countCalls, runCase } from '../failing/run-case.ts';
import { SCENES } from '../failing/scenes.ts';
import { callStart } from '../support/events.ts';
import { inParallel } from '../support/in-parallel.ts';
import { inPlace, type Place } from '../support/place.ts';
import { runHook } from '../support/run-hook.ts';

const AT_ONCE = 4;

/** So many cases of each kind of call in each scene. */
const MOST: Readonly<Record<Scale, number>> = { quick: 2, full: Infinity };

/** Lets each system call of a hook fail, once or from then on, or kills the hook before it. */
export const failingCalls: Attack = {
  name: 'failing-calls',
  promise: 3,
  does: 'lets each system call of a hook fail, and kills hooks before each',
  run: (scale) => inPlace((made) => attackAll(made, scale)),
};

async function attackAll(made: Place, scale: Scale): Promise<Outcome> {
  await runHook(made, callStart(0));
  const counts = await Promise.all(SCENES.map((scene) => countCalls(scene, made)));
  const cases = SCENES.flatMap((scene, index) => casesOf(scene, counts[index] ?? {}));
  const outcomes = await inParallel(sampleOf(cases, MOST[scale]), AT_ONCE, (one) =>
    runCase(one, made),
  );
  const count = (is: (outcome: CaseOutcome) => boolean) => outcomes.filter(is).length;
  const [fresh, existing, locked] = counts.map(sum);
  return {
    figures: {
      'calls of a hook that makes the database': fresh ?? 0,
      'calls of a hook that finds one': existing ?? 0,
      'calls of a hook that finds it locked': locked ?? 0,
      'hooks with a call that failed': count(({ state }) => state === 'failed'),
      'hooks killed before a call': count(({ state }) => state === 'killed'),
      'hooks that did not come to the call': count(({ state }) => state === 'not reached'),
      'events that nothing could keep, each warned of': count(({ warned }) => warned),
    },
    faults: outcomes.flatMap(({ faults }) => faults),
  };
}

function sum(counts: Counts): number {
  return Object.values(counts).reduce((total, number) => total + number, 0);
}
