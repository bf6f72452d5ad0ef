/** Code that reads what others write, with what it promises of any input. */
export interface Target {
  readonly name: string;
  /** Of the time for all, how much is for it. */
  readonly share: number;
  readonly corpus: readonly Buffer[];
  /** Whether inputs may grow from those that ran code that none before did. */
  readonly isGuided?: true;
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
  /** Blocks of code that the corpus runs through as it is, and that it did with all that was tried. */
  readonly blocks?: { readonly before: number; readonly after: number };
  /** What broke, with all that is needed to have it again. */
  readonly fault?: string;
}

/** @throws Error with what is broken, when it is. */
export function must(isHeld: boolean, broken: string): asserts isHeld {
  if (!isHeld) throw new Error(broken);
}
