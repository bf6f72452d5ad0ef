import { statSync } from 'node:fs';
import type { Handle } from '../database/handle.js';
import type { SpoorDatabase } from '../database/spoor-database.js';

/**
 * How long writers are waited for, ms: shortly, for others wait meanwhile. Among many writers there
 * is never such a moment, and the WAL grows; from a size on it is worth more.
 */
const SHORT_MS = 20;
const LONG_MS = 200;
const LARGE_BYTES = 8 * 1024 * 1024;

/**
 * Moves what is in the WAL into the database's file and empties it, as far as readers allow: one
 * that needs what is in it is not waited for, as all writers would have to wait too. Nor is another
 * process that is at it.
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
  if (busy === 1 || checkpointed < log) return true;
  const timeout = handle.pragma('busy_timeout', { simple: true });
  handle.pragma(`busy_timeout=${size > LARGE_BYTES ? LONG_MS : SHORT_MS}`);
  try {
    moveWal(handle, 'TRUNCATE');
  } finally {
    handle.pragma(`busy_timeout=${timeout}`);
  }
  return true;
}

/** The WAL's length, bytes. A stat opens nothing: opening it beside a live connection drops locks. */
export function walSize({ name }: Handle): number {
  return statSync(`${name}-wal`, { throwIfNoEntry: false })?.size ?? 0;
}

/** What `wal_checkpoint` tells. */
interface MovedWal {
  /** 1 when another process is at it. */
  readonly busy: number;
  /** Pages in the WAL, and how many of them are in the file by now. */
  readonly log: number;
  readonly checkpointed: number;
}

function moveWal(handle: Handle, mode: 'PASSIVE' | 'TRUNCATE'): MovedWal {
  const [moved] = handle.pragma(`wal_checkpoint(${mode})`) as MovedWal[];
  return moved ?? { busy: 0, log: 0, checkpointed: 0 };
}
