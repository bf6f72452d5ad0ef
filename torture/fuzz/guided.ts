import fc from 'fast-check';
import type { BlockCoverage } from './coverage.ts';
import { makeInput } from './mutate.ts';
import { type Plan, plans } from './steps.ts';
import type { Target, Tried } from './target.ts';
import { told } from './try-target.ts';

/** Plans that are made at once. */
const ROUND = 64;

/** Inputs that grow from one another grow without end; bytes. */
const LARGEST = 1024 * 1024;

/**
 * Tries a target with inputs that grow from one another: what runs a block of code that none before
 * did is kept, and mutated further.
 */
export async function tryGuided(
  target: Target,
  ms: number,
  seed: number,
  coverage: BlockCoverage,
): Promise<Tried> {
  coverage.forget();
  const corpus = [...target.corpus];
  let inputs = 0;
  /** @returns whether code ran that never did before. */
  const take = async (input: Buffer) => {
    inputs++;
    await target.take(input);
    return coverage.takeNew().length > 0;
  };
  const report = (before: number) => ({
    target: `${target.name}, guided`,
    inputs,
    blocks: { before, after: coverage.size },
  });
  let last: Buffer | undefined;
  let before = 0;
  try {
    for (last of target.corpus) await take(last);
    before = coverage.size;
    const end = performance.now() + ms;
    for (let round = 0; performance.now() < end; round++) {
      for (const plan of plansOf(seed + round)) {
        if (performance.now() >= end) break;
        last = makeInput(corpus, plan);
        if (last.length <= LARGEST && (await take(last))) corpus.push(last);
      }
    }
    await target.finish?.();
    return report(before);
  } catch (error) {
    return { ...report(before), fault: told(target.name, seed, error, last) };
  }
}

function plansOf(seed: number): Plan[] {
  return fc.sample(plans, { seed, numRuns: ROUND });
}
