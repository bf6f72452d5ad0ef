import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Outcome, Scale } from './attack.ts';

/** What is kept of a run in which everything held. */
export interface Result {
  readonly scale: Scale;
  readonly figures: Outcome['figures'];
}

const fileOf = (name: string) => join(import.meta.dirname, 'results', `${name}.json`);

/** Keeps an attack's figures for docs/guarantees.md. */
export function writeResult(name: string, result: Result): void {
  writeFileSync(fileOf(name), `${JSON.stringify(result, null, 2)}\n`);
}

/** The figures that are kept of an attack, if there are any. */
export function readResult(name: string): Result | undefined {
  try {
    return JSON.parse(readFileSync(fileOf(name), 'utf8'));
  } catch {
    return undefined;
  }
}
