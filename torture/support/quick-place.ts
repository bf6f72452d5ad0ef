import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { makePlace, type Place, removePlace } from './place.ts';

/** A file system in memory, where Linux has one. */
const MEMORY = '/dev/shm';

/** What an attack may need of it, bytes. */
const ROOM = 48 * 1024 * 1024;

/**
 * Does something in a place that is gone afterwards, in memory if there is room: for attacks that
 * write much and to which a real disk adds nothing.
 */
export async function inQuickPlace<T>(work: (place: Place) => Promise<T>): Promise<T> {
  const place = makePlace(hasRoom() ? MEMORY : tmpdir());
  try {
    return await work(place);
  } finally {
    removePlace(place);
  }
}

function hasRoom(): boolean {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize >= ROOM;
  } catch {
    return false;
  }
}
