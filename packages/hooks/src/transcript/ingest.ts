import { basename } from 'node:path';
import { DEFAULT_CONFIGURATION } from '@spoor/core';
import { isForgotten, type SpoorDatabase, TranscriptCursors, uptimeMs } from '@spoor/storage';
import type { ReadOptions, TranscriptBatch } from './files/batch.js';
import { parseFileName, sessionAbove } from './files/file-names.js';
import type { OwnedFile } from './files/find-cursor.js';
import { type FileState, readFileState, Unreadable } from './files/line-file.js';
import { isUnchanged, readTranscript } from './files/read-transcript.js';
import { sessionInside } from './files/session-inside.js';
import { SKIPPED_TYPES } from './files/skipped-types.js';
import { type IngestConfiguration, openFileContext } from './ingest-context.js';
import { orderForks } from './originals.js';
import { prepareBatch } from './prepare-batch.js';
import { createLineRedactor } from './redact-line.js';
import { writeBatch } from './write-batch.js';

/** How a transcript is taken in. */
export interface IngestOptions {
  /** What is kept, and how; the defaults otherwise. */
  readonly configuration?: IngestConfiguration;
  /** Time that it may take, ms: what is left is read the next time. At least one batch is read. */
  readonly budgetMs?: number;
  /** Stops it between batches. */
  readonly signal?: AbortSignal;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Whose file it is, where its name and place don't tell. */
  readonly owner?: Pick<OwnedFile, 'sessionId' | 'agentId'>;
  /**
   * Whether a last line without its end counts, in a file that has been quiet for a minute: nobody is
   * going to finish it. Otherwise it waits.
   */
  readonly takesUnended?: boolean;
  /** Bytes that are written in one transaction, more or less. */
  readonly batchBytes?: number;
  /** Reading ends after the batch that reaches this. */
  readonly maxBytes?: number;
  /** A longer line, and what is behind it, is left for another reader; bytes. */
  readonly leaveBytes?: number;
}

/** What taking in a transcript came to. */
export interface IngestReport {
  readonly path: string;
  /** Null when nothing says whose file it is. */
  readonly sessionId: string | null;
  readonly agentId: string | null;
  /** Lines that were read, those of no use too. */
  readonly lines: number;
  /** Messages that are new. */
  readonly messages: number;
  /** Lines that could not be read. */
  readonly badLines: number;
  /** Bytes that were read. */
  readonly bytes: number;
  /** Whether all there is was read; half a line at the end may wait. */
  readonly isComplete: boolean;
  /** Why the file was not read, or not any further, as the end of a sentence about it; else null. */
  readonly problem: string | null;
}

/** Bytes of a transaction, which takes some 20 ms: hooks write in between. */
const BATCH_BYTES = 512 * 1024;

/** With a budget, it is looked at more often. */
const SMALL_BATCH_BYTES = 128 * 1024;

/** A file that nobody has written to for so long ends as it is. */
const QUIET_MS = 60_000;

/**
 * Takes in what a transcript has that the store doesn't have yet: messages, the session, and what
 * follows from them. Reading again, or by several at once, changes nothing. A file that can't be read
 * is told in the report. Files of forks are read with it where whose lines are whose depends on it.
 * @throws StorageError when the database can't be written; what was read before that stays.
 */
export function ingestTranscript(
  db: SpoorDatabase,
  path: string,
  options: IngestOptions = {},
): IngestReport {
  const owner = options.owner ?? ownerOf(path);
  if (owner === null || isForgotten(db, owner.sessionId)) {
    return ingestFile(db, path, owner, options);
  }
  const left = timeLeft(options);
  const { before, after } = orderForks(db, { path, ...owner });
  for (const one of before) if (!left.isOver()) ingestFile(db, one.path, one, left.options());
  const report = ingestFile(db, path, owner, left.options());
  if (!report.isComplete) return report;
  for (const one of after) if (!left.isOver()) ingestFile(db, one.path, one, left.options());
  return report;
}

/** The same options with what is left of their budget. */
function timeLeft(options: IngestOptions) {
  const { budgetMs, signal } = options;
  const started = uptimeMs();
  const leftMs = () => (budgetMs === undefined ? Infinity : budgetMs - (uptimeMs() - started));
  return {
    isOver: () => signal?.aborted === true || leftMs() <= 0,
    options: (): IngestOptions =>
      budgetMs === undefined ? options : { ...options, budgetMs: leftMs() },
  };
}

function ingestFile(
  db: SpoorDatabase,
  path: string,
  owner: Pick<OwnedFile, 'sessionId' | 'agentId'> | null,
  options: IngestOptions,
): IngestReport {
  const { sessionId = null, agentId = null } = owner ?? {};
  const tally = { lines: 0, messages: 0, badLines: 0 };
  const report = (rest: Pick<IngestReport, 'bytes' | 'isComplete' | 'problem'>): IngestReport => ({
    path,
    sessionId,
    agentId,
    ...tally,
    ...rest,
  });
  const refuse = (problem: string) => report({ bytes: 0, isComplete: false, problem });
  if (owner === null) return refuse("doesn't say which session it belongs to");
  if (isForgotten(db, owner.sessionId)) return refuse('belongs to a session that is forgotten');
  const nowMs = (options.now ?? Date.now)();
  const reads = readOptions(options, nowMs);
  const state = stateOf(path);
  if (typeof state === 'string') return refuse(state);
  const known = new TranscriptCursors(db).get(path);
  // Of a session's files most haven't changed: no more is made ready for them than this.
  if (known !== null && isUnchanged(state, known, reads)) {
    return report({ bytes: 0, isComplete: true, problem: null });
  }
  const configuration = options.configuration ?? DEFAULT_CONFIGURATION;
  const { sessionId: id } = owner;
  const file = { path, sessionId: id, agentId, mtimeMs: Math.max(0, state.mtimeMs) };
  const context = openFileContext(db, file, configuration, nowMs);
  const redact = createLineRedactor(configuration);
  const take = (batch: TranscriptBatch) => {
    const prepared = prepareBatch(batch, redact);
    const written = writeBatch({ ...context, isAnew: batch.isAnew }, prepared);
    tally.lines += batch.lines.length + batch.skipped;
    tally.badLines += prepared.problems.length;
    tally.messages += written.messages;
  };
  const reading = readTranscript(path, context.position, reads, take);
  if (reading.kind === 'unreadable') return refuse(reading.reason);
  if (reading.kind === 'unchanged') return report({ bytes: 0, isComplete: true, problem: null });
  return report({ bytes: reading.bytes, isComplete: reading.isEnd, problem: null });
}

function readOptions(options: IngestOptions, nowMs: number): ReadOptions {
  const { budgetMs, signal, batchBytes, maxBytes, leaveBytes, takesUnended = false } = options;
  const started = uptimeMs();
  const isOver = () => budgetMs !== undefined && uptimeMs() - started >= budgetMs;
  return {
    batchBytes: batchBytes ?? (budgetMs === undefined ? BATCH_BYTES : SMALL_BATCH_BYTES),
    shouldStop: () => signal?.aborted === true || isOver(),
    skipTypes: SKIPPED_TYPES,
    ...(maxBytes === undefined ? {} : { maxBytes }),
    ...(leaveBytes === undefined ? {} : { leaveBytes }),
    ...(takesUnended ? { finalBefore: nowMs - QUIET_MS } : {}),
  };
}

/** Whose file a path is, by its name, its place, or what is in it. */
function ownerOf(path: string): Pick<OwnedFile, 'sessionId' | 'agentId'> | null {
  const name = parseFileName(basename(path));
  if (name.kind === 'session') return { sessionId: name.id, agentId: null };
  if (name.kind !== 'agent') return null;
  const sessionId = sessionAbove(path) ?? sessionInside(path);
  return sessionId === null ? null : { sessionId, agentId: name.id };
}

/** What a file is like, or why it can't be read. */
function stateOf(path: string): FileState | string {
  try {
    return readFileState(path);
  } catch (error) {
    if (error instanceof Unreadable) return error.message;
    throw error;
  }
}
