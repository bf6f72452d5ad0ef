import type { DatabaseFunction, Spoor, SpoorDatabase } from '@spoor/storage';

/**
 * A question to the database, asked by its name. `here`: answered on the screen's own thread, so it
 * must cost no more than a millisecond or two. `pool`: answered on a thread of the reader pool; its
 * function goes there as text, so it may use nothing but its parameters, and gives plain data.
 */
export interface Reader<Asked, Told> {
  readonly where: 'here' | 'pool';
  readonly read: DatabaseFunction<[asked: Asked], Told>;
}

/** A quick question, answered before the next frame. */
export function here<Asked, Told>(
  read: (db: SpoorDatabase, spoor: Spoor, asked: Asked) => Told,
): Reader<Asked, Told> {
  return { where: 'here', read };
}

/** A question that may take long; the screen goes on meanwhile. */
export function pool<Asked, Told>(
  read: (db: SpoorDatabase, spoor: Spoor, asked: Asked) => Told,
): Reader<Asked, Told> {
  return { where: 'pool', read };
}
