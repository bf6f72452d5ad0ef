import { existsSync } from 'node:fs';
import type { Attack, Outcome, Scale } from '../attack.ts';
import { checkEvents } from '../power/check-events.ts';
import { type Damage, recordRepair, repair } from '../power/record-repair.ts';
import { describeState, eachState } from '../power/states.ts';
import { inQuickPlace } from '../support/quick-place.ts';

/** For each kind of damage. */
const STATES = { quick: 4, full: 200 };
const SEED = 1;

/** Lets the power fail while a damaged database is repaired. */
export const powerLossRepair: Attack = {
  name: 'power-loss-repair',
  promise: 2,
  does: 'the same for the repair of a damaged database, which is then repaired again',
  run,
};

async function run(scale: Scale): Promise<Outcome> {
  const header = await replay('header', STATES[scale]);
  const page = await replay('page', STATES[scale]);
  return {
    figures: {
      'states, the header damaged': header.states,
      'states, a page damaged': page.states,
      'events that a repair saves, looked for in them': header.lookedFor + page.lookedFor,
      'missing, of these': header.missing + page.missing,
    },
    faults: [...header.faults, ...page.faults],
  };
}

async function replay(damage: Damage, count: number) {
  return inQuickPlace(async (place) => {
    const recording = await recordRepair(place, damage);
    const { saved, sent } = recording;
    const sum = { states: 0, lookedFor: 0, missing: 0 };
    const faults: string[] = [];
    await eachState(recording, place.home, { count, seed: SEED }, async (state) => {
      const wanted = [...saved, ...state.acknowledged.map(({ what }) => what)];
      const where = `${damage}, ${describeState(state, place.home)}`;
      const failure = await repair(place).catch(String);
      if (failure !== undefined) faults.push(`${where}: ${failure}`);
      if (!existsSync(place.databasePath)) faults.push(`${where}: there is no database`);
      const found = checkEvents(place, wanted, sent);
      faults.push(...found.faults.map((fault) => `${where}: ${fault}`));
      faults.push(...found.missing.map((id) => `${where}: ${id} is lost`));
      sum.states += 1;
      sum.lookedFor += wanted.length;
      sum.missing += found.missing.length;
    });
    return { ...sum, faults };
  });
}
