import type { Attack, Outcome, Scale } from '../attack.ts';
import { checkEvents } from '../power/check-events.ts';
import { recordHooks } from '../power/record-hooks.ts';
import { describeState, eachState } from '../power/states.ts';
import { inQuickPlace } from '../support/quick-place.ts';

const STATES = { quick: 60, full: 1_600 };
const NORMAL_STATES = { quick: 30, full: 800 };

/** Any; the same gives the same choices, over what was recorded anew. */
const SEED = 1;

/** Lets the power fail while hooks record. */
export const powerLoss: Attack = {
  name: 'power-loss',
  promise: 2,
  does: 'replays recorded hooks into what a disk may hold when the power fails',
  run,
};

async function run(scale: Scale): Promise<Outcome> {
  const full = await replay('FULL', STATES[scale]);
  const normal = await replay('NORMAL', NORMAL_STATES[scale]);
  return {
    figures: {
      'calls recorded': full.calls,
      'events acknowledged': full.events,
      'states with FULL': full.states,
      'acknowledged events looked for in them': full.lookedFor,
      'missing, of these': full.missing,
      'states with NORMAL': normal.states,
      'of these, without an acknowledged event': normal.statesMissing,
    },
    faults: [...full.faults, ...full.losses, ...normal.faults],
  };
}

/** One setting of `database.synchronous`: hooks recorded, and what states of them hold. */
async function replay(synchronous: 'FULL' | 'NORMAL', count: number) {
  return inQuickPlace(async (place) => {
    const recording = await recordHooks(place, synchronous);
    const events = recording.acknowledged.length;
    const sum = { states: 0, lookedFor: 0, missing: 0, statesMissing: 0 };
    const faults: string[] = [];
    const losses: string[] = [];
    await eachState(recording, place.home, { count, seed: SEED }, (state) => {
      const acknowledged = state.acknowledged.map(({ what }) => what);
      const found = checkEvents(place, acknowledged, events);
      const where = `${synchronous}, ${describeState(state, place.home)}`;
      faults.push(...found.faults.map((fault) => `${where}: ${fault}`));
      losses.push(...found.missing.map((id) => `${where}: ${id} is lost`));
      sum.states += 1;
      sum.lookedFor += state.acknowledged.length;
      sum.missing += found.missing.length;
      if (found.missing.length > 0) sum.statesMissing += 1;
    });
    return { ...sum, calls: recording.calls.length, events, faults, losses };
  });
}
