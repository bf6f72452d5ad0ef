import type { SessionHistory, SessionOverview } from '@spoor/storage';
import type { UsageTold } from '../../../present/usage-until.js';
import { here, pool } from '../../live/reader.js';

/** A session as its screen needs it. */
export interface SessionTold {
  readonly history: SessionHistory;
  readonly contextTokens: number | null;
}

/** What is known at once of a session: all of it, or what it is when it is large. */
export type SessionAtOnce =
  | ({ readonly large: false } & SessionTold)
  | { readonly large: true; readonly session: SessionOverview | null };

/** What a session's screen asks. */
export const sessionReaders = {
  /** Everything that its timeline is made from; null when it is not recorded. */
  'session.history': here((db, spoor, { id }: { readonly id: string }): SessionAtOnce | null => {
    if (spoor.hasMoreCalls(db, id, MOST_CALLS_AT_ONCE)) {
      return { large: true, session: spoor.getSessionOverview(db, id) };
    }
    const history = spoor.readSessionHistory(db, id);
    if (history === null) return null;
    return { large: false, history, contextTokens: spoor.readContextTokens(db, id) };
  }),
  /** The same of a session that is too large to be read between two frames. */
  'session.whole': pool((db, spoor, { id }: { readonly id: string }): SessionTold | null => {
    const history = spoor.readSessionHistory(db, id);
    if (history === null) return null;
    return { history, contextTokens: spoor.readContextTokens(db, id) };
  }),
  /** What its messages took, for stepping through it. */
  'session.usage': here(
    (db, spoor, { id }: { readonly id: string }): UsageTold => ({
      steps: spoor.readUsageSteps(db, id),
      compactions: spoor.readCompactions(db, id),
    }),
  ),
  'session.usage-of-large': pool(
    (db, spoor, { id }: { readonly id: string }): UsageTold => ({
      steps: spoor.readUsageSteps(db, id),
      compactions: spoor.readCompactions(db, id),
    }),
  ),
};

/** A session of more calls is read beside the screen. */
const MOST_CALLS_AT_ONCE = 1_000;
