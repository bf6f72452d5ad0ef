import type { IsoTime } from '@spoor/core';
import type { SessionRow } from '@spoor/storage';
import { here, pool } from '../../live/reader.js';

/** What the list of sessions asks. */
export const sessionsReaders = {
  /** What may have changed of what is on the screen, sessions active after a time, and the activity of all these. */
  'sessions.recent': here((db, spoor, asked: RecentAsked): RecentSessions => {
    const { ids, after, limit, from, stretchSeconds, stretches } = asked;
    const rows = spoor.listSessionRows(db, { ids, after, limit });
    const busy = rows.filter((row) => row.lastActivityAt >= from).map((row) => row.id);
    const choice = { ids: busy, from, stretchSeconds, stretches };
    return { rows, activity: spoor.readSessionActivity(db, choice) };
  }),
  /** All sessions active after a time: what sorts and filters needs their figures. */
  'sessions.all': pool(
    (db, spoor, asked: { readonly after: IsoTime | null; readonly limit: number }): SessionRow[] =>
      spoor.listSessionRows(db, asked),
  ),
};

/** What is asked of the sessions that may have changed. */
export interface RecentAsked {
  readonly ids: readonly string[];
  /** Null for whatever time. */
  readonly after: IsoTime | null;
  /** How many of those active after it. */
  readonly limit: number;
  /** Where the first stretch of activity begins. */
  readonly from: IsoTime;
  readonly stretchSeconds: number;
  readonly stretches: number;
}

/** Sessions that may have changed, and what went on in them by the stretch. */
export interface RecentSessions {
  readonly rows: readonly SessionRow[];
  readonly activity: Readonly<Record<string, readonly number[]>>;
}
