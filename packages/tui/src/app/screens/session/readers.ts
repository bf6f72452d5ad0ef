import type { SessionHistory } from '@spoor/storage';
import { here } from '../../live/reader.js';

/** What a session's screen asks. */
export const sessionReaders = {
  /** Everything that its timeline is made from; null when it is not recorded. */
  'session.history': here((db, spoor, { id }: { readonly id: string }): SessionHistory | null =>
    spoor.readSessionHistory(db, id),
  ),
};
