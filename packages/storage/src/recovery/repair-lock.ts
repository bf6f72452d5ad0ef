import { closeSync, openSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { isoTime } from '@spoor/core';
import { StorageError } from '../errors.js';
import { writeAtomically } from '../files/atomic-write.js';
import { isUnderRepair, REPAIR_SILENCE_MS, repairLockPath } from './under-repair.js';

/** What a repair says of itself in its lock, for the one that goes on when it is killed. */
export interface RepairState {
  readonly pid: number;
  readonly startedAt: string;
  /** Where it sets the damaged files aside. */
  readonly folder: string | null;
  /** Whether it has begun to move the files themselves there. */
  readonly isMoving: boolean;
}

/** The right to repair: one process at a time, and writers keep away. */
export interface RepairLock {
  /** What a repair that was killed left; null after one that ended. */
  readonly left: RepairState | null;
  note(state: Pick<RepairState, 'folder' | 'isMoving'>): void;
  release(): void;
  /** Ends without taking away what the next repair must know. Writers go on. */
  leave(): void;
}

/**
 * Takes the lock of repairs of a database, a file beside it, and keeps it fresh. The lock of a
 * process that is gone, or silent for ten minutes, is taken over.
 * @throws StorageError `LOCKED` while another process repairs.
 */
export function takeRepairLock(databasePath: string): RepairLock {
  const path = repairLockPath(databasePath);
  const left = makeLock(path, databasePath);
  const startedAt = isoTime(Date.now());
  const note: RepairLock['note'] = (state) => {
    const text = JSON.stringify({ pid: process.pid, startedAt, ...state });
    writeAtomically(path, `${text}\n`, { mode: 0o600 });
  };
  note({ folder: left?.folder ?? null, isMoving: left?.isMoving ?? false });
  const beat = setInterval(() => touch(path), REPAIR_SILENCE_MS / 10);
  beat.unref();
  return {
    left,
    note,
    release: () => {
      clearInterval(beat);
      rmSync(path, { force: true });
    },
    leave: () => {
      clearInterval(beat);
      utimesSync(path, 0, 0);
    },
  };
}

/** What a repair left that was stopped after it had begun to move the files; null when there is none. */
export function readUnfinishedRepair(databasePath: string): RepairState | null {
  if (isUnderRepair(databasePath)) return null;
  const state = readState(repairLockPath(databasePath));
  return state.isMoving && state.folder !== null ? state : null;
}

function makeLock(path: string, databasePath: string): RepairState | null {
  try {
    closeSync(openSync(path, 'wx', 0o600));
    return null;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const left = readState(path);
  if (isUnderRepair(databasePath)) {
    throw new StorageError('LOCKED', `${databasePath}: is being repaired by process ${left.pid}`);
  }
  return left;
}

function readState(path: string): RepairState {
  const nothing = { pid: 0, startedAt: '', folder: null, isMoving: false };
  try {
    return { ...nothing, ...(JSON.parse(readFileSync(path, 'utf8')) as Partial<RepairState>) };
  } catch {
    return nothing;
  }
}

function touch(path: string): void {
  try {
    utimesSync(path, new Date(), new Date());
  } catch {
    // It was taken away: what is under way goes on to its end.
  }
}
