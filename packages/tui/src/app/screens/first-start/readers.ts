import { here } from '../../live/reader.js';

/** What the inspector asks until something is recorded. */
export const firstStartReaders = {
  /** Whether there is any session. */
  'first-start.recorded': here(
    (db, spoor, _: null): boolean => spoor.listSessionIds(db, { limit: 1 }).length > 0,
  ),
};
