import process from 'node:process';
import type { Attack, Outcome, Scale } from '../attack.ts';
import type { Tried } from '../fuzz/target.ts';
import { TARGETS } from '../fuzz/targets/index.ts';
import { tryTarget } from '../fuzz/try-target.ts';

/** Time for each share of it, ms: ten seconds in all, or ten minutes. */
const SHARE_MS: Readonly<Record<Scale, number>> = { quick: 550, full: 33_000 };

/** What reads what others write: mutated payloads, transcripts, exports, settings, configurations. */
export const fuzz: Attack = {
  name: 'fuzz',
  promise: 6,
  does: 'mutated payloads, transcripts, captures, exports, settings and configurations',
  run: attack,
};

/** `SPOOR_TORTURE_SEED` gives a run again. */
async function attack(scale: Scale): Promise<Outcome> {
  const seed = Number(process.env['SPOOR_TORTURE_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
  console.log(`     seed ${seed}`);
  const tried: Tried[] = [];
  for (const make of TARGETS) {
    const target = await make();
    try {
      tried.push(await tryTarget(target, target.share * SHARE_MS[scale], seed));
    } finally {
      target.close?.();
    }
  }
  return {
    figures: Object.fromEntries(tried.map(({ target, inputs }) => [`inputs, ${target}`, inputs])),
    faults: tried.flatMap(({ fault }) => fault ?? []),
  };
}
