import { StorageError } from '../errors.js';

/** How far some long work has come. */
export interface Progress {
  readonly done: number;
  /** Null when nobody knows before the end. */
  readonly total: number | null;
  /** What is counted, in the plural: `rows`, `pages`, `lines`. */
  readonly unit: string;
}

/** What the caller of some long work may give: a way to stop it, and a place to tell how far it is. */
export interface LongWork {
  /** Stops between two steps; what is done until then stays whole. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/**
 * Ends the work where its caller has asked for that.
 * @throws StorageError `CANCELLED`
 */
export function stopIfAsked({ signal }: LongWork): void {
  if (signal?.aborted === true) throw new StorageError('CANCELLED', 'stopped as asked');
}

/** Lets other work of the process run, signals among it, between two steps. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
