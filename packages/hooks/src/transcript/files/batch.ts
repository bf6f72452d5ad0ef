import type { LinePosition, LineProblem } from '@spoor/storage';

/** A line of a file as text, and where it stands. */
export interface RawLine {
  /** Without its end; bytes that are no UTF-8 have become U+FFFD. */
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
  /** Bytes of the file before it. */
  readonly offset: number;
  /** Its bytes, without its end. */
  readonly length: number;
}

/** Some of a file's lines, with the position that holds once they are dealt with. */
export interface TranscriptBatch {
  /** In the file's order; empty lines are left out. */
  readonly lines: readonly RawLine[];
  /** Parts of the file that are no lines, in the file's order. */
  readonly problems: readonly LineProblem[];
  /** Lines that were passed over for their type, neither decoded nor checked. */
  readonly skipped: number;
  readonly cursor: LinePosition;
  /**
   * The first batch of a reading from the file's beginning: what earlier readings found wrong with
   * the file, and how often, no longer counts.
   */
  readonly isAnew: boolean;
  /** Nothing more is to be read for now. Half a line may wait at the end. */
  readonly isEnd: boolean;
}

/** How a file is read. Sizes are in bytes. */
export interface ReadOptions {
  /** Of one batch, more or less; a longer line makes a batch by itself. 1 MB by default. */
  readonly batchBytes?: number;
  /** Stop after the batch that reaches this. */
  readonly maxBytes?: number;
  /** A longer line is passed over, and told as a problem. 64 MB by default. */
  readonly maxLineBytes?: number;
  /** Reading ends before a longer line, which is left to another reader. */
  readonly leaveBytes?: number;
  /** Asked after each batch: whether to leave the rest for another time. */
  readonly shouldStop?: () => boolean;
  /** Lines that start with `{"type":"…"` of such a type are passed over. */
  readonly skipTypes?: ReadonlySet<string>;
  /**
   * Milliseconds since 1970. In a file changed last before this time a last line without an end
   * counts too, if it is a whole JSON object: nobody is going to finish it. Otherwise it waits,
   * however long the file has been quiet.
   */
  readonly finalBefore?: number;
}

/** How a reading went. */
export type TranscriptReading =
  /** Nothing has happened to the file since the cursor; that took one `stat`. */
  | { readonly kind: 'unchanged' }
  /** Why the file can't be read (any further), as the end of a sentence about it. */
  | { readonly kind: 'unreadable'; readonly reason: string }
  | {
      readonly kind: 'read';
      /** Bytes that were read and dealt with. */
      readonly bytes: number;
      /** Whether the end was reached; else it was stopped before. */
      readonly isEnd: boolean;
      /** Bytes of the half line at the end that waits for the rest of it. */
      readonly waiting: number;
    };
