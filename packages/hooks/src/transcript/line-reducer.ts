import type { IsoTime } from '@spoor/core';
import type { SpoorDatabase } from '@spoor/storage';
import type { RecordStores } from '../record/context.js';
import type { TranscriptLine } from './line.js';

/** The file that lines come from. */
export interface TranscriptFile {
  /** Redacted: what is kept of it. */
  readonly path: string;
  /** The session whose file it is: its own, or its parent's. */
  readonly sessionId: string;
  /** Null for the session's own file. */
  readonly agentId: string | null;
  /** When the file was changed last: what nothing else dates, is dated by it. */
  readonly changedAt: IsoTime;
}

/** What reducers work with, inside one transaction. */
export interface ReducerContext {
  readonly db: SpoorDatabase;
  readonly stores: RecordStores;
  readonly file: TranscriptFile;
}

/**
 * Takes what one part of the store needs from lines. A reducer serves one batch of lines of one
 * file: `add` only remembers, `flush` reads the rows' facts, merges, and writes. Lines come redacted.
 * Any batching of a file's lines, any order of files, and any repetition must give the same rows.
 */
export interface LineReducer {
  /**
   * @param isCopy the line belongs to another session, which has it too: a fork's copy.
   * @param offset where the line starts in its file, bytes: what says the order of lines without
   *   a time.
   */
  add(line: TranscriptLine, isCopy: boolean, offset?: number): void;
  /** Writes, inside the caller's transaction. */
  flush(): void;
}
