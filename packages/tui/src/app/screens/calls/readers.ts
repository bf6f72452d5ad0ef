import type { CallListQuery, ListedCall } from '@spoor/storage';
import { pool } from '../../live/reader.js';

/** What a list of calls asks. */
export const callsReaders = {
  /** The newest of the chosen calls. */
  'calls.newest': pool((db, spoor, asked: CallListQuery): readonly ListedCall[] =>
    spoor.listCalls(db, asked),
  ),

  /** Those that stand behind the ones that are known. */
  'calls.older': pool((db, spoor, asked: CallListQuery): readonly ListedCall[] =>
    spoor.listCalls(db, asked),
  ),
};
