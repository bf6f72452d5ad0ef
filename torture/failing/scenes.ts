import { cpSync } from 'node:fs';
import Database from 'better-sqlite3';
import { inPlace, type Place } from '../support/place.ts';

/** What a hook finds. */
export const SCENES = ['no database', 'a database', 'a locked database'] as const;

/** See `SCENES`. */
export type Scene = (typeof SCENES)[number];

/**
 * Does something in a place that is as a scene says.
 * @param made a place with a database, of which places get a copy.
 * @param work gets what ends the lock, where there is one.
 */
export function inScene<T>(
  scene: Scene,
  made: Place,
  work: (place: Place, unlock: () => void) => Promise<T>,
): Promise<T> {
  return inPlace(async (place) => {
    if (scene !== 'no database') cpSync(made.dataDir, place.dataDir, { recursive: true });
    if (scene !== 'a locked database') return work(place, () => {});
    const holder = new Database(place.databasePath);
    holder.exec('BEGIN IMMEDIATE');
    try {
      return await work(place, () => holder.close());
    } finally {
      holder.close();
    }
  });
}
