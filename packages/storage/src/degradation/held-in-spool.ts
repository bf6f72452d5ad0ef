import { basename, dirname, join } from 'node:path';
import { messageOf } from '@spoor/core';
import { Spool, type SpoolEntry } from '../spool/spool.js';
import type { HeldWrite, HeldWrites } from './held-writes.js';
import { fromText, timeOfOrder, toText, type Write } from './write.js';

/** Holds writes in folders of files, synced: they outlive the process and a power failure. */
export function heldInSpool(folders: readonly string[], database: string): HeldWrites {
  const spool = new Spool(folders);
  const place = folders[0] ?? 'no folder';
  return {
    place,
    afterRefusal: `its file is in ${join(place, 'rejected')}`,
    newestMs: Math.max(0, ...spool.list().map((entry) => timeOfOrder(orderOf(entry)))),
    put: (write) => put(spool, write, database),
    list: function* () {
      for (const entry of spool.list()) {
        const held = read(spool, entry, database);
        if (held !== null) yield held;
      }
    },
    count: () => spool.list().length,
  };
}

function put(spool: Spool, write: Write, database: string): void {
  const entry = spool.put(write.order, toText(write, database));
  try {
    spool.sync(entry);
  } catch (error) {
    // Another process that shares the folder has written it to the database already.
    if (spool.read(entry) !== null) throw error;
  }
}

/** @returns null for one that another process has applied meanwhile. */
function read(spool: Spool, entry: SpoolEntry, database: string): HeldWrite | null {
  const text = spool.read(entry);
  if (text === null) return null;
  const held = { remove: () => void spool.remove(entry), reject: () => void spool.reject(entry) };
  // Database and folder may have been moved together.
  const beside = dirname(entry.folder) === dirname(database);
  const isOurs = (path: string) =>
    path === database || (beside && basename(path) === basename(database));
  try {
    return { write: fromText(text, orderOf(entry), isOurs), ...held };
  } catch (error) {
    return { write: null, malformed: messageOf(error), ...held };
  }
}

function orderOf({ name }: SpoolEntry): string {
  return name.replace(/\.json$/, '');
}
