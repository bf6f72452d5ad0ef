import { statSync } from 'node:fs';
import type { Handle } from '../database/handle.js';
import type { SpoorDatabase } from '../database/spoor-database.js';

/**
 * How long others are waited for, ms: shortly, for writers wait meanwhile. Among many writers and
 * readers there is never such a moment, and the WAL grows; from a size on it is worth more, and those
 * who look for room first don't write then.
 */
const SHORT_MS = 20;
const LONG_MS = 200;

/**
 * From this length on a WAL takes nothing more that can wait: while a reader (a backup, an export)
 * needs what is in it, it only grows. 16 MB is promised, and what is just being written comes on top.
 */
export const LARGE_WAL_BYTES = 8 * 1024 * 1024;

/**
 * Moves what is in the WAL into the database's file and empties it, as far as readers allow: while
 * it is small, one that needs what is in it is not waited for, as all writers would have to wait
 * too. Another process that is at it is left to it.
 *
 * It must be emptied, not only moved: after the last connection of a process that doesn't close, the
 * next one reads the whole WAL again (SQLite, "Recovery"), forgets what was moved, and writes behind
 * it. A WAL of 29 MB cost every opening 13 ms.
 * @param overBytes only when the WAL is larger than this.
 * @returns whether a checkpoint ran.
 */
export function checkpoint(db: SpoorDatabase, overBytes = 0): boolean {
  const handle = db.getDb();
  const size = walSize(handle);
  if (size <= overBytes) return false;
  const { busy, log, checkpointed } = moveWal(handle, 'PASSIVE');
  const isLarge = size > LARGE_WAL_BYTES;
  if (busy === 1 || (checkpointed < log && !isLarge)) return true;
  db.spendLockTime(isLarge ? LONG_MS : SHORT_MS, (waitMs) => truncateWal(handle, waitMs));
  return true;
}

/**
 * Moves and empties the WAL, with all writers shut out.
 * @param waitMs how long readers and a writer are waited for.
 * @returns false when one of them held on for longer.
 */
export function truncateWal(handle: Handle, waitMs: number): boolean {
  const timeout = handle.pragma('busy_timeout', { simple: true });
  handle.pragma(`busy_timeout=${waitMs}`);
  try {
    return moveWal(handle, 'TRUNCATE').busy === 0;
  } finally {
    handle.pragma(`busy_timeout=${timeout}`);
  }
}

/** The WAL's length, bytes. A stat opens nothing: opening it beside a live connection drops locks. */
export function walSize({ name }: Handle): number {
  return statSync(`${name}-wal`, { throwIfNoEntry: false })?.size ?? 0;
}

/** What `wal_checkpoint` tells. */
interface MovedWal {
  /** 1 when another process is at it, or was not done in time. */
  readonly busy: number;
  /** Pages in the WAL, and how many of them are in the file by now. */
  readonly log: number;
  readonly checkpointed: number;
}

export function moveWal(handle: Handle, mode: 'PASSIVE' | 'TRUNCATE'): MovedWal {
  const [moved] = handle.pragma(`wal_checkpoint(${mode})`) as MovedWal[];
  return moved ?? { busy: 0, log: 0, checkpointed: 0 };
}
