import { isEventId, isJsonObject, type JsonValue, type Redacted, trustRedacted } from '@spoor/core';
import type { WriteStamp } from './write-operation.js';

/** A write that was asked for: all it takes to apply it, now or another day. */
export interface Write extends WriteStamp {
  /** Sorts by the order in which writes were asked for; a plain file name. */
  readonly order: string;
  readonly operation: string;
  readonly kept: Redacted<JsonValue>;
}

/** Files are marked with the database that they are for: two may share a folder. */
const FORMAT = 1;

/** A write as the text of a file. */
export function toText(write: Write, database: string): string {
  const { id, at, operation, kept } = write;
  return JSON.stringify({ format: FORMAT, database, id, at, operation, kept });
}

/**
 * Reads what {@link toText} wrote.
 * @param isOurs tells from its path whether a database is the one that is asked for.
 * @returns null for a write to another database, or by a newer Spoor.
 * @throws SyntaxError or TypeError for what is no write.
 */
export function fromText(
  text: string,
  order: string,
  isOurs: (database: string) => boolean,
): Write | null {
  const value: unknown = JSON.parse(text);
  if (!isJsonObject(value)) throw new TypeError('no write');
  const { format, database, id, at, operation, kept } = value;
  if (typeof format !== 'number' || typeof database !== 'string') throw new TypeError('no write');
  if (format > FORMAT || !isOurs(database)) return null;
  const whole = typeof id === 'string' && typeof at === 'string' && typeof operation === 'string';
  if (!whole || kept === undefined) throw new TypeError('no whole write');
  return { order, id, at, operation, kept: trustRedacted(kept) };
}

/** The time in the name of a write's file, ms since 1970; 0 for another name. */
export function timeOfOrder(order: string): number {
  return isEventId(order) ? Number.parseInt(order.slice(0, 8) + order.slice(9, 13), 16) : 0;
}
