import type { Plan } from './steps.ts';

/** Code that reads what others write, with what it promises of any input. */
export interface Target {
  readonly name: string;
  /** Of the time for all, how much is for it. */
  readonly share: number;
  readonly corpus: readonly Buffer[];
  /** Gives an input to it. @throws Error that says which promise is broken. */
  readonly take: (input: Buffer) => Promise<void> | void;
  /** Looks at all that was left behind. @throws Error as well. */
  readonly finish?: () => Promise<void> | void;
  /** Takes away what it has made. */
  readonly close?: () => void;
}

/** What fuzzing a target came to. */
export interface Tried {
  readonly target: string;
  readonly inputs: number;
  /** What broke, with all that is needed to have it again. */
  readonly fault?: string;
  /** The smallest plan that broke it. */
  readonly plan?: Plan;
}

/** @throws Error with what is broken, when it is. */
export function must(isHeld: boolean, broken: string): asserts isHeld {
  if (!isHeld) throw new Error(broken);
}
