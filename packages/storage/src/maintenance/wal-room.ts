import type { SpoorDatabase } from '../database/spoor-database.js';
import { checkpoint, LARGE_WAL_BYTES, walSize } from './checkpoint.js';

/** Whether the WAL takes more, which is emptied first if need be and no reader needs it. */
export function hasWalRoom(db: SpoorDatabase): boolean {
  const handle = db.getDb();
  if (walSize(handle) <= LARGE_WAL_BYTES) return true;
  checkpoint(db);
  return walSize(handle) <= LARGE_WAL_BYTES;
}
