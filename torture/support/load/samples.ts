import { readdirSync, statSync } from 'node:fs';
import type { Place } from '../place.ts';

/** What was seen while the load ran. */
export interface Samples {
  walBytes: number;
  /** Events that waited in the spool, every so often. */
  readonly waiting: number[];
}

const EVERY_MS = 100;

/** Looks at the WAL and the spool from now on. @returns what ends that and tells what was seen. */
export function startSampling({ databasePath, spoolDir }: Place): () => Samples {
  const samples: Samples = { walBytes: 0, waiting: [] };
  const timer = setInterval(() => {
    // A stat opens nothing: the locks of others stay.
    const size = statSync(`${databasePath}-wal`, { throwIfNoEntry: false })?.size ?? 0;
    samples.walBytes = Math.max(samples.walBytes, size);
    samples.waiting.push(readdirSync(spoolDir).length);
  }, EVERY_MS);
  return () => {
    clearInterval(timer);
    return samples;
  };
}
