import { isoTime } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';

/** A session whose transcripts may have something new. */
export interface UnreadSession {
  readonly id: string;
  readonly path: string;
  readonly project: string | null;
  readonly directory: string | null;
  /** Nothing more is to be expected of it. */
  readonly isOver: 0 | 1;
}

/** The client may still write to a transcript so long after the last that is known of its session. */
const LATE = '+10 seconds';

/** Sessions that are looked at in one go, the last active first. */
const MOST = 500;

/** The client deletes transcripts after 30 days. */
const KEPT_MS = 35 * 24 * 3_600_000;

/**
 * Sessions whose transcripts may have something new: open ones, and others that were not read to
 * their end; the last active first.
 * @param nowMs milliseconds since 1970.
 */
export function unreadSessions(db: SpoorDatabase, nowMs: number, most = MOST): UnreadSession[] {
  return db
    .prepare<object, UnreadSession>(
      `SELECT s.id, s.transcript_path AS path, s.project_id AS project,
         s.working_directory AS directory,
         s.status IN ('ended', 'abandoned')
           AND strftime('%Y-%m-%dT%H:%M:%fZ', s.last_activity_at, @late) < @now AS isOver
       FROM sessions AS s LEFT JOIN transcript_cursors AS c ON c.path = s.transcript_path
       WHERE s.last_activity_at >= @since AND s.transcript_path IS NOT NULL
         AND (c.path IS NULL OR s.status NOT IN ('ended', 'abandoned')
           -- Read on a later day: no need to reckon with the seconds of thousands of sessions.
           OR (NOT (substr(c.updated_at, 1, 10) > substr(s.last_activity_at, 1, 10)
               AND substr(s.last_activity_at, 12, 8) < '23:59:50')
             AND c.updated_at < strftime('%Y-%m-%dT%H:%M:%fZ', s.last_activity_at, @late))
           -- Reading stopped in the middle.
           OR (c.mtime_ms = 0 AND c.offset > 0))
       ORDER BY s.last_activity_at DESC LIMIT @most`,
    )
    .all({ now: isoTime(nowMs), since: isoTime(nowMs - KEPT_MS), late: LATE, most });
}

/**
 * Whether time alone may have changed something: a session is open, whose client may be gone by now,
 * or a transcript may have more. A look at it is cheaper than to catch up for nothing.
 * @param nowMs milliseconds since 1970.
 */
export function hasLooseEnds(db: SpoorDatabase, nowMs: number): boolean {
  const open = db
    .prepare<[], { n: number }>(
      `SELECT EXISTS (SELECT 1 FROM sessions WHERE status NOT IN ('ended', 'abandoned')) AS n`,
    )
    .get();
  return open?.n === 1 || unreadSessions(db, nowMs, 1).length > 0;
}
