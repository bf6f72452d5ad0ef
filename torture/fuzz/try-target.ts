import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { makeInput } from './mutate.ts';
import { plans } from './steps.ts';
import type { Target, Tried } from './target.ts';

/** Longest part of a broken promise that is told. */
const TOLD = 400;

/**
 * Tries a target with mutated inputs until its time is up or something breaks; then a smaller plan
 * that breaks it too is looked for, in as much time again at most.
 */
export async function tryTarget(target: Target, ms: number, seed: number): Promise<Tried> {
  const { name, corpus, take, finish } = target;
  const property = fc.asyncProperty(plans, async (plan) => {
    await take(makeInput(corpus, plan));
  });
  const run = await fc.check(property, {
    seed,
    numRuns: 1_000_000,
    interruptAfterTimeLimit: ms,
    markInterruptAsFailure: false,
    endOnFailure: false,
  });
  const tried = { target: name, inputs: run.numRuns };
  const [plan] = run.counterexample ?? [];
  if (plan !== undefined) {
    return { ...tried, fault: told(name, seed, run.errorInstance, makeInput(corpus, plan)) };
  }
  try {
    await finish?.();
    return tried;
  } catch (error) {
    return { ...tried, fault: told(name, seed, error) };
  }
}

/** Tells what broke; the input that broke it is kept in a file. */
export function told(name: string, seed: number, error: unknown, input?: Buffer): string {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const line = message.slice(0, TOLD).replaceAll('\n', ' ');
  if (input === undefined) return `${name}, seed ${seed}, after all inputs: ${line}`;
  const path = join(tmpdir(), `spoor-fuzz-${name.replace(/\W+/g, '-')}-${seed}`);
  writeFileSync(path, input);
  return `${name}, seed ${seed}, input in ${path}: ${line}`;
}
