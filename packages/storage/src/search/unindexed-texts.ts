import type { SpoorDatabase } from '../database/spoor-database.js';
import { CALL_INDEX, fedUpTo, MESSAGE_INDEX } from './text-index.js';

/** About how many messages and calls the full-text indexes have not come to yet. */
export function unindexedTexts(db: SpoorDatabase): number {
  return [MESSAGE_INDEX, CALL_INDEX].reduce((sum, index) => {
    const last = db
      .prepare<[], { seq: number | null }>(`SELECT max(seq) AS seq FROM ${index.table}`)
      .get()?.seq;
    return sum + Math.max(0, (last ?? 0) - fedUpTo(db, index));
  }, 0);
}
