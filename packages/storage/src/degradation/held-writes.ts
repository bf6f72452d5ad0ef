import type { Write } from './write.js';

/** A write that waits; `write` is null where it is not for us: of another database, or a newer Spoor. */
export interface HeldWrite {
  readonly write: Write | null;
  /** What is wrong, where it is no write at all. */
  readonly malformed?: string;
  /** Takes it out, once it is applied. */
  readonly remove: () => void;
  /** Sets it aside, as one that can't be applied. */
  readonly reject: () => void;
}

/** Where writes wait for the database. */
export interface HeldWrites {
  /** Where that is, for people. */
  readonly place: string;
  /** What becomes of one that is refused, for people. */
  readonly afterRefusal: string;
  /** Later than this is every write that comes; ms since 1970. */
  readonly newestMs: number;
  /**
   * Holds a write, behind all others; when it returns, the write is safe as far as the place is.
   * @throws StorageError when it can't.
   */
  put(write: Write): void;
  /** All that waits, in order; each is read when its turn comes. */
  list(): Iterable<HeldWrite>;
  count(): number;
}
