import process from 'node:process';
import type { Attack, Outcome, Scale } from '../attack.ts';
import { BlockCoverage } from '../fuzz/coverage.ts';
import { tryGuided } from '../fuzz/guided.ts';
import type { Tried } from '../fuzz/target.ts';
import { TARGETS } from '../fuzz/targets/index.ts';
import { tryTarget } from '../fuzz/try-target.ts';

/** Time for each share of it, ms: ten seconds in all, or ten minutes. */
const SHARE_MS: Readonly<Record<Scale, number>> = { quick: 400, full: 30_000 };

/** Part of a target's time in which what it runs through guides what it is given. */
const GUIDED = 0.5;

/** The built packages, whose blocks of code count. */
const WITHIN = ['/packages/core/dist/', '/packages/storage/dist/', '/packages/hooks/dist/'];

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
  const coverage = new BlockCoverage(WITHIN);
  const tried: Tried[] = [];
  for (const make of TARGETS) {
    const target = await make();
    const ms = target.share * SHARE_MS[scale];
    try {
      if (target.isGuided !== true) tried.push(await tryTarget(target, ms, seed));
      else {
        tried.push(await tryTarget(target, ms * (1 - GUIDED), seed));
        tried.push(await tryGuided(target, ms * GUIDED, seed, coverage));
      }
    } finally {
      target.close?.();
    }
  }
  coverage.close();
  return { figures: figuresOf(tried), faults: tried.flatMap(({ fault }) => fault ?? []) };
}

function figuresOf(tried: readonly Tried[]): Outcome['figures'] {
  const figures: Record<string, number | string> = {};
  for (const { target, inputs, blocks } of tried) {
    figures[`inputs, ${target}`] = inputs;
    if (blocks !== undefined) {
      figures[`blocks of code, ${target}`] = `${blocks.before} before, ${blocks.after} after`;
    }
  }
  return figures;
}
