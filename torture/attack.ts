/** How much an attack does: little, as for CI, or all of it. */
export type Scale = 'quick' | 'full';

/** What came out of an attack. */
export interface Outcome {
  /** What was counted and measured, by a name that says what it is, with its unit. */
  readonly figures: Readonly<Record<string, number | string>>;
  /** Each broken promise, in a line; none when all held. */
  readonly faults: readonly string[];
}

/** One attack on what Spoor promises. */
export interface Attack {
  /** What `--only` takes; also the name of its results' file. */
  readonly name: string;
  /** The promise's number in docs/guarantees.md. */
  readonly promise: number;
  /** What it does, in one line. */
  readonly does: string;
  /** Whether it measures times: nothing else runs beside it then. */
  readonly measures?: boolean;
  /** Runs it; it cleans up behind itself. @throws NotHere when the machine lacks what it needs. */
  readonly run: (scale: Scale) => Promise<Outcome>;
}

/** This machine lacks what an attack needs; says what. */
export class NotHere extends Error {
  override readonly name = 'NotHere';
}
