import { messageOf } from '@spoor/core';
import { Spool, type SpoolEntry } from '../spool/spool.js';
import type { HeldWrite, HeldWrites } from './held-writes.js';
import { fromText, timeOfOrder, toText } from './write.js';

/** Holds writes in folders of files, synced: they outlive the process and a power failure. */
export function heldInSpool(folders: readonly string[], database: string): HeldWrites {
  const spool = new Spool(folders);
  return {
    place: folders[0] ?? 'no folder',
    newestMs: Math.max(0, ...spool.list().map((entry) => timeOfOrder(orderOf(entry)))),
    put: (write) => spool.sync(spool.put(write.order, toText(write, database))),
    list: function* () {
      for (const entry of spool.list()) {
        const held = read(spool, entry, database);
        if (held !== null) yield held;
      }
    },
    count: () => spool.list().length,
  };
}

/** @returns null for one that another process has applied meanwhile. */
function read(spool: Spool, entry: SpoolEntry, database: string): HeldWrite | null {
  const text = spool.read(entry);
  if (text === null) return null;
  const held = { remove: () => void spool.remove(entry), reject: () => void spool.reject(entry) };
  try {
    return { write: fromText(text, orderOf(entry), database), ...held };
  } catch (error) {
    return { write: null, malformed: messageOf(error), ...held };
  }
}

function orderOf({ name }: SpoolEntry): string {
  return name.replace(/\.json$/, '');
}
