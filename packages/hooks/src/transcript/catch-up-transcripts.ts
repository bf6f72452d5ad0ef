import { type Configuration, isoTime } from '@spoor/core';
import { type SpoorDatabase, uptimeMs } from '@spoor/storage';
import type { IngestConfiguration } from './ingest-context.js';
import { ingestSession } from './ingest-session.js';

/** How transcripts are caught up with. Times are milliseconds. */
export interface CatchUpTranscripts {
  readonly configuration: IngestConfiguration;
  /** What isn't done by then is left for the next time. */
  readonly budgetMs: number;
}

/** Time that a listing gives to transcripts, ms. */
const LISTING_MS = 1_000;

/** What a configuration says of catching up with transcripts; undefined: they are not read. */
export function transcriptsBy(
  configuration: Configuration,
  budgetMs = LISTING_MS,
): CatchUpTranscripts | undefined {
  return configuration.transcripts.enabled ? { configuration, budgetMs } : undefined;
}

/** The client may still write to a transcript so long after the last that is known of its session. */
const LATE = '+10 seconds';

/** Sessions that are looked at in one go, the last active first. */
const MOST = 500;

/** The client deletes transcripts after 30 days. */
const KEPT_MS = 35 * 24 * 3_600_000;

/**
 * Takes in what the transcripts of sessions that hooks told of have that is new: those of open
 * sessions, and of others that were not yet read to their end.
 * @param nowMs milliseconds since 1970.
 * @throws StorageError when the database can't be written; what was read before that stays.
 */
export function catchUpTranscripts(
  db: SpoorDatabase,
  { configuration, budgetMs }: CatchUpTranscripts,
  nowMs: number,
): void {
  const end = uptimeMs() + budgetMs;
  const settled: string[] = [];
  for (const { path, isOver } of sessionsToRead(db, nowMs)) {
    const leftMs = end - uptimeMs();
    if (leftMs <= 0) break;
    const reports = ingestSession(db, path, { configuration, budgetMs: leftMs, now: () => nowMs });
    const isDone = uptimeMs() < end && reports.every((report) => report.isComplete);
    if (isOver === 1 && isDone) settled.push(path);
  }
  settle(db, settled, nowMs);
}

function sessionsToRead(db: SpoorDatabase, nowMs: number): { path: string; isOver: 0 | 1 }[] {
  return db
    .prepare<object, { path: string; isOver: 0 | 1 }>(
      `SELECT s.transcript_path AS path,
         s.status IN ('ended', 'abandoned')
           AND strftime('%Y-%m-%dT%H:%M:%fZ', s.last_activity_at, @late) < @now AS isOver
       FROM sessions AS s LEFT JOIN transcript_cursors AS c ON c.path = s.transcript_path
       WHERE s.last_activity_at >= @since AND s.transcript_path IS NOT NULL
         AND (c.path IS NULL OR s.status NOT IN ('ended', 'abandoned')
           OR c.updated_at < strftime('%Y-%m-%dT%H:%M:%fZ', s.last_activity_at, @late))
       ORDER BY s.last_activity_at DESC LIMIT @most`,
    )
    .all({ now: isoTime(nowMs), since: isoTime(nowMs - KEPT_MS), late: LATE, most: MOST });
}

/** Notes that transcripts of sessions that are over were read after that: nobody looks again. */
function settle(db: SpoorDatabase, paths: readonly string[], nowMs: number): void {
  if (paths.length === 0) return;
  db.transaction(() => {
    const note = db.prepare<[string, string]>(
      'UPDATE transcript_cursors SET updated_at = ? WHERE path = ?',
    );
    for (const path of paths) note.run(isoTime(nowMs), path);
  });
}
