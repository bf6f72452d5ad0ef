import type { PortableRow } from './merge.js';

/**
 * What a recorder knows of the rows that it derives from events, and storage doesn't: how two
 * tellings of one row become one, and which rows depend on others.
 */
export interface Reconciler {
  /** Why a row can't be one of the recorder's; null when it can, or is none. */
  check(table: string, row: PortableRow): string | null;
  /**
   * Merges two tellings of a row into what recording all of both would have given.
   * @returns the columns that follow; null where the rows don't say what they follow from.
   */
  merge(table: string, known: PortableRow, offered: PortableRow): PortableRow | null;
  /** Draws up again what depends on a session's other rows, inside a transaction. */
  settle(sessionId: string): void;
}
