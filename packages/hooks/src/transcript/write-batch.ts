import { type IsoTime, isoTime } from '@spoor/core';
import {
  isForgotten,
  isInPause,
  type LinePosition,
  type TranscriptCursor,
  TranscriptCursors,
} from '@spoor/storage';
import { earlier } from '../record/mark.js';
import { sortLines } from './copies.js';
import { MessageReducer } from './message-reducer.js';
import type { PlacedLine, PreparedBatch } from './prepare-batch.js';
import { type IngestContext, reducersOf } from './reducers.js';
import { nameSidechains } from './sidechains.js';

/** What writing a batch came to. */
export interface WrittenBatch {
  /** Messages that were not in the store before. */
  readonly messages: number;
  /**
   * `written`. `known`: another reader was here first. `waiting`: nothing in the file so far says
   * when its session was; it is read again once it has grown. `forgotten`: nothing is kept.
   */
  readonly outcome: 'written' | 'known' | 'waiting' | 'forgotten';
}

/**
 * Writes a batch and how far the file is read, in one transaction. Batches of a file are to be
 * written in their order.
 * @throws StorageError when the database can't be written; then nothing was.
 */
export function writeBatch(context: IngestContext, batch: PreparedBatch): WrittenBatch {
  return context.db.transaction(() => writeWithin(context, batch));
}

function writeWithin(context: IngestContext, batch: PreparedBatch): WrittenBatch {
  const { db, file, stores, messages, position } = context;
  const { sessionId } = file;
  if (isForgotten(db, sessionId)) return { messages: 0, outcome: 'forgotten' };
  const cursors = new TranscriptCursors(db);
  const known = cursors.get(file.path);
  const isOurs = known?.updatedAt === position?.updatedAt && known?.offset === position?.offset;
  if (known !== null && !isOurs && isReached(known, batch.cursor))
    return { messages: 0, outcome: 'known' };
  if (known === null && isWaiting(batch) && stores.sessions.facts(sessionId) === null) {
    return { messages: 0, outcome: 'waiting' };
  }
  const reducer = new MessageReducer(file, messages);
  const kept = withoutPaused(context, withoutForgotten(context, batch.lines));
  if (kept.length > 0) {
    const reducers = reducersOf(context, reducer);
    for (const { line, isCopy, offset } of nameSidechains(context, sortLines(context, kept))) {
      for (const one of reducers) one.add(line, isCopy, offset);
    }
    for (const one of reducers) one.flush();
  }
  putCursor(cursors, context, batch, known);
  return { messages: reducer.added, outcome: 'written' };
}

/** Another reader has come as far since this reading started. */
function isReached(known: TranscriptCursor, cursor: LinePosition): boolean {
  return (
    known.identity === cursor.identity &&
    known.headHash === cursor.headHash &&
    known.offset >= cursor.offset
  );
}

/** Titles, say, are of no session as long as no line has come that says when it was. */
function isWaiting({ lines, problems, isEnd }: PreparedBatch): boolean {
  if (!isEnd || problems.length > 0) return false;
  const isTelling = ({ line }: PlacedLine) => line.body.kind !== 'bookkeeping';
  return lines.some(isTelling) && lines.every(({ line }) => line.uuid === null);
}

/** A session that was deleted may go on; what it was until then is not taken in again. */
function withoutForgotten(
  { db, file }: IngestContext,
  lines: readonly PlacedLine[],
): readonly PlacedLine[] {
  const timeOf = ({ line }: PlacedLine) => line.timestamp ?? file.changedAt;
  const first = lines.reduce<IsoTime | undefined>(
    (at, line) => earlier(at, timeOf(line)),
    undefined,
  );
  if (first === undefined || !isForgotten(db, file.sessionId, first)) return lines;
  return lines.filter((line) => !isForgotten(db, file.sessionId, timeOf(line)));
}

/** What the client wrote while recording was paused is not taken in afterwards either. */
function withoutPaused(
  { file, paused }: IngestContext,
  lines: readonly PlacedLine[],
): readonly PlacedLine[] {
  if (paused.length === 0) return lines;
  return lines.filter(({ line }) => !isInPause(paused, line.timestamp ?? file.changedAt));
}

function putCursor(
  cursors: TranscriptCursors,
  { file, nowMs }: IngestContext,
  { problems, cursor, isAnew }: PreparedBatch,
  known: TranscriptCursor | null,
): void {
  if (isAnew) cursors.clearProblems(file.path);
  const { sessionId, agentId, path } = file;
  const updatedAt = isoTime(nowMs);
  const read = isAnew ? 0 : (known?.offset ?? 0);
  const found = problems.filter(({ offset }) => offset >= read);
  for (const problem of found) {
    cursors.noteProblem({ ...problem, path, sessionId, foundAt: updatedAt });
  }
  const badLines = (isAnew ? 0 : (known?.badLines ?? 0)) + found.length;
  cursors.put({ ...cursor, path, sessionId, agentId, badLines, updatedAt });
}
