import type { RecordedCounts } from '@spoor/storage';

/** A file that can't be read, or a line in it, and why. */
export interface HistoryProblem {
  readonly path: string;
  /** Counted from 1; null where it is the whole file. */
  readonly line: number | null;
  /** The end of a sentence about it. */
  readonly reason: string;
}

/** What an import of history came to. */
export interface HistoryReport {
  readonly dryRun: boolean;
  /** Stopped by its user before the end; the next one goes on from there. */
  readonly isStopped: boolean;
  /** Transcripts that were found, and what became of them. */
  readonly files: {
    readonly found: number;
    readonly read: number;
    readonly unchanged: number;
    readonly unreadable: number;
    /** Not reached before it was stopped. */
    readonly left: number;
  };
  /** Bytes read; of a dry run, those that would be. */
  readonly bytes: number;
  /** Rows and tokens that are new. */
  readonly added: RecordedCounts;
  /** Lines that could not be read. */
  readonly badLines: number;
  /** The first 20 files and lines that could not be read. */
  readonly problems: readonly HistoryProblem[];
  /** Sessions that were left out because their user has had them forgotten. */
  readonly forgotten: number;
  /** Sessions that were left out because nothing is recorded in their project. */
  readonly paused: number;
  readonly durationMs: number;
}

/** What became of one session's files. */
export interface SessionOutcome {
  readonly files: {
    readonly read: number;
    readonly unchanged: number;
    readonly unreadable: number;
    readonly left: number;
  };
  readonly bytes: number;
  readonly badLines: number;
  /** Why it was left out whole; null when it wasn't. */
  readonly leftOut: 'forgotten' | 'paused' | null;
  readonly problems: readonly HistoryProblem[];
}

/** Problems that a report lists; more are only counted. */
export const TOLD_PROBLEMS = 20;
