import { addMs, type IsoTime, isoTime } from '@spoor/core';
import type { Handle } from '../database/handle.js';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { unreadSessions } from '../live/unread-sessions.js';
import { type RecorderLatency, readRecorderLatency } from './recorder-latency.js';
import { countTroubles, readTranscriptFigures, type TranscriptFigures } from './status-figures.js';

/** How the recorder has worked of late. Times are ms. */
export interface RecorderFigures {
  /** From when on the figures count that are of these days. */
  readonly since: IsoTime;
  readonly latency: readonly RecorderLatency[];
  /** What the hooks of each kind took in all. */
  readonly spent: readonly { readonly event: string | null; readonly ms: number }[];
  /** What turns have taken since then that hooks told of: the time in which the client works. */
  readonly workMs: number;
  readonly events: number;
  readonly recentEvents: number;
  readonly failedEvents: number;
  readonly malformedEvents: number;
  /** Those of both kinds since then. */
  readonly recentFailures: number;
  readonly transcripts: TranscriptFigures;
  /** Sessions that are over and whose transcripts were not read to their end. */
  readonly unread: number;
}

/**
 * Reads how the recorder has worked in the days before a time: it looks at every event of them.
 * @param now milliseconds since 1970.
 */
export function readRecorderFigures(
  db: SpoorDatabase,
  { now = Date.now(), days = 7 }: { readonly now?: number; readonly days?: number } = {},
): RecorderFigures {
  const handle = db.getDb();
  const since = addMs(isoTime(now), -days * DAY_MS);
  return {
    since,
    latency: readRecorderLatency(handle, since),
    spent: readSpent(handle, since),
    workMs: readWorkMs(handle, since),
    ...countEvents(handle, since),
    ...countTroubles(handle, since),
    transcripts: readTranscriptFigures(handle),
    unread: unreadSessions(db, now).filter(({ isOver }) => isOver === 1).length,
  };
}

const DAY_MS = 86_400_000;

function readWorkMs(handle: Handle, since: IsoTime): number {
  return handle
    .prepare<[IsoTime], number>(
      `SELECT coalesce(sum(duration_ms), 0) FROM execution_traces
       WHERE started_at >= ? AND origin <> 'transcript'`,
    )
    .pluck()
    .get(since) as number;
}

function readSpent(handle: Handle, since: IsoTime): RecorderFigures['spent'] {
  return handle
    .prepare<[IsoTime], { event: string | null; ms: number }>(
      `SELECT hook_type AS event, sum(duration_ms) AS ms FROM hook_executions
       WHERE created_at >= ? AND duration_ms IS NOT NULL GROUP BY hook_type ORDER BY ms DESC, event`,
    )
    .all(since);
}

function countEvents(handle: Handle, since: IsoTime) {
  return handle
    .prepare(
      `SELECT (SELECT count(*) FROM hook_executions) AS events,
         (SELECT count(*) FROM hook_executions WHERE created_at >= ?) AS recentEvents`,
    )
    .get(since) as { events: number; recentEvents: number };
}
