import type { Handle } from '../database/handle.js';

/** One step from a schema to the next. A step that was released never changes. */
export interface Migration {
  readonly version: number;
  readonly description: string;
  /** Takes the same time whatever the number of rows: a hook may run it. */
  readonly quick: boolean;
  /** Runs inside a transaction. */
  up(handle: Handle): void;
  /** Takes the step back, inside a transaction; the first step has no way back but `reset`. */
  down?(handle: Handle): void;
}
