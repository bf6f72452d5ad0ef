import { type IsoTime, isoTime } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';

/**
 * Notes that a write is applied, in the transaction that applies it.
 * @returns false when it was applied before: then nothing is to be done.
 */
export function noteApplied(db: SpoorDatabase, id: string): boolean {
  return (
    db
      .prepare<[string, IsoTime]>(
        'INSERT INTO applied_writes (id, applied_at) VALUES (?, ?) ON CONFLICT (id) DO NOTHING',
      )
      .run(id, isoTime(Date.now())).changes === 1
  );
}

/**
 * Forgets which writes were applied before a time. A held write that is older than that would be
 * applied again, should its file still be there: keep a month.
 * @returns how many were forgotten.
 */
export function pruneAppliedWrites(db: SpoorDatabase, before: IsoTime): number {
  return db.transaction(
    () =>
      db.prepare<[IsoTime]>('DELETE FROM applied_writes WHERE applied_at < ?').run(before).changes,
  );
}
