import type { SessionOverview, SessionStatus } from '@spoor/storage';
import { here } from '../../live/reader.js';

/** What the list of sessions asks. */
export const sessionsReaders = {
  /** All ids in the order of the list, and the rows that are on the screen. */
  'sessions.page': here(
    (db, spoor, { top, count }: { readonly top: number; readonly count: number }): SessionsPage => {
      const ids = spoor.listSessionIds(db);
      const visible = ids
        .slice(top, top + count)
        .map((id) => spoor.getSessionOverview(db, id))
        .filter((session) => session !== null);
      return { ids, visible, open: spoor.countOpenSessions(db) };
    },
  ),
};

/** A part of the list of sessions. */
export interface SessionsPage {
  readonly ids: readonly string[];
  readonly visible: readonly SessionOverview[];
  readonly open: Readonly<Partial<Record<SessionStatus, number>>>;
}
