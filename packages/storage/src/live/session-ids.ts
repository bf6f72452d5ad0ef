import { prepare } from '../database/prepare.js';
import type { SpoorDatabase } from '../database/spoor-database.js';
import type { SessionStatus } from '../stores/session.js';

/** Ids of sessions, the last active first: read from an index alone, so a long list costs little. */
export function listSessionIds(db: SpoorDatabase, { limit = 10_000 } = {}): string[] {
  return prepare<[number], { id: string }>(
    db.getDb(),
    'SELECT id FROM sessions ORDER BY last_activity_at DESC, id DESC LIMIT ?',
  )
    .all(limit)
    .map((row) => row.id);
}

/** How many sessions are in each of the states that aren't over. */
export function countOpenSessions(
  db: SpoorDatabase,
): Readonly<Partial<Record<SessionStatus, number>>> {
  const rows = prepare<[], { status: SessionStatus; count: number }>(
    db.getDb(),
    `SELECT status, count(*) AS count FROM sessions
     WHERE status NOT IN ('ended', 'abandoned') GROUP BY status`,
  ).all();
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
}
