import type { DatabaseFunction, Spoor, SpoorDatabase } from '@spoor/storage';
import type { RecorderSite } from './recorder-site.js';

/**
 * A question to the database, asked by its name. `here`: answered on the screen's own thread, so it
 * must cost no more than a millisecond or two. `pool`: answered on a thread of the reader pool; its
 * function goes there as text, so it may use nothing but its parameters, and gives plain data.
 */
export interface Reader<Asked, Told> {
  readonly where: 'here' | 'pool';
  readonly read: DatabaseFunction<[asked: Asked], Told>;
  /** After commits it is asked again no sooner than this, ms: for what costs much and tells little new. */
  readonly everyMs?: number;
}

/** A question to the world around the database: files, settings, folders. It is asked in a rhythm. */
export interface OutsideReader<Asked, Told> {
  readonly where: 'outside';
  readonly read: (site: RecorderSite, asked: Asked) => Promise<Told>;
  readonly everyMs: number;
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
  rhythm: { readonly everyMs?: number } = {},
): Reader<Asked, Told> {
  return { where: 'pool', read, ...rhythm };
}

/** A question that no database answers, asked again every so often while its screen is seen. */
export function outside<Asked, Told>(
  read: (site: RecorderSite, asked: Asked) => Promise<Told>,
  { everyMs }: { readonly everyMs: number },
): OutsideReader<Asked, Told> {
  return { where: 'outside', read, everyMs };
}
