import { StorageError } from '../errors.js';
import type { HeldWrite, HeldWrites } from './held-writes.js';
import type { Write } from './write.js';

/** How much may wait in memory. */
export interface MemoryLimit {
  /** 10,000 by default. */
  readonly writes?: number;
  /** 64 MiB of JSON by default. */
  readonly bytes?: number;
}

/** Holds writes in memory: they go with the process. At its limit it takes no more, and says so. */
export function heldInMemory(limit: MemoryLimit = {}): HeldWrites {
  const most = { writes: limit.writes ?? 10_000, bytes: limit.bytes ?? 64 * 1024 * 1024 };
  const waiting = new Map<string, { write: Write; bytes: number }>();
  let total = 0;
  const remove = (order: string) => {
    total -= waiting.get(order)?.bytes ?? 0;
    waiting.delete(order);
  };
  return {
    place: 'memory',
    afterRefusal: 'it is dropped',
    newestMs: 0,
    put: (write) => {
      const bytes = Buffer.byteLength(JSON.stringify(write.kept));
      if (waiting.size >= most.writes || total + bytes > most.bytes) {
        throw new StorageError(
          'OVERLOADED',
          `memory holds ${waiting.size} writes and takes no more`,
        );
      }
      waiting.set(write.order, { write, bytes });
      total += bytes;
    },
    list: () =>
      [...waiting.values()].map(({ write }): HeldWrite => {
        const drop = () => remove(write.order);
        return { write, remove: drop, reject: drop };
      }),
    count: () => waiting.size,
  };
}
