import type { IsoTime } from '@spoor/core';

/** How far a file of lines was read, and how to know it again. */
export interface LinePosition {
  /** What the file system calls the file, whatever its path. */
  readonly identity: string;
  /** Bytes of the file when its end was reached; before that, the bytes read. */
  readonly size: number;
  /** When it was changed last, as of that end, in whole milliseconds since 1970; 0 before that. */
  readonly mtimeMs: number;
  /** Bytes read: the next line starts here. */
  readonly offset: number;
  /** Lines read, empty and unreadable ones too. */
  readonly line: number;
  /** Of the file's first bytes; null when nothing was read. */
  readonly headHash: string | null;
  /** Of the bytes before `offset`; null when nothing was read. */
  readonly tailHash: string | null;
}

/** The position of one file, with whose it is. */
export interface TranscriptCursor extends LinePosition {
  readonly path: string;
  readonly sessionId: string | null;
  /** Null for the session's own file. */
  readonly agentId: string | null;
  /** Lines that could not be read; the first of them are kept as problems. */
  readonly badLines: number;
  readonly updatedAt: IsoTime;
}

/** A part of a file that could not be read as a line, and where it is. */
export interface LineProblem {
  /** Bytes before it. */
  readonly offset: number;
  /** Counted from 1. */
  readonly line: number;
  /** In bytes. */
  readonly length: number;
  /** What is wrong with it: nothing of its text. */
  readonly reason: string;
}

/** A problem of a known file. */
export interface TranscriptProblem extends LineProblem {
  readonly path: string;
  readonly sessionId: string | null;
  readonly foundAt: IsoTime;
}
