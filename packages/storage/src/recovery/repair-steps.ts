import { backupFolderOf } from '../backups/backup-name.js';
import { overwriteDatabase } from '../backups/overwrite-database.js';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { StorageError } from '../errors.js';
import type { LongWork } from '../maintenance/long-work.js';
import { copyAside, moveAside } from './damaged-files.js';
import { type Rebuilt, rebuild } from './rebuild.js';
import type { RepairLock } from './repair-lock.js';
import { LOCK_WAIT_MS, replaceLive, settleLive } from './replace-live.js';

/** A repair under way. */
export interface RepairJob {
  readonly path: string;
  readonly options: LongWork & { readonly backupsFolder?: string };
  readonly startedAtMs: number;
  readonly lock: RepairLock;
  /** Whether the files themselves are being moved: there is no way back then, only forth. */
  isMoving: boolean;
  folder: string | null;
}

/** Where the new database grows, and where the old one is set aside. */
export interface RepairPlace {
  readonly db: SpoorDatabase;
  readonly folder: string;
  readonly work: string;
}

/** Writes a new database over the live one, which others may have open. */
export async function overwrite(job: RepairJob, place: RepairPlace): Promise<Rebuilt> {
  const { db, folder } = place;
  let rebuilt: Rebuilt | undefined;
  const whileLocked = async () => {
    const original = copyAside(job.path, folder);
    rebuilt = await rebuildFrom(job, place, original);
  };
  await overwriteDatabase(db.getDb(), job.path, { lockWaitMs: LOCK_WAIT_MS, whileLocked });
  settleLive(job.path);
  if (rebuilt === undefined) throw new StorageError('INVALID', 'nothing was written back');
  return rebuilt;
}

/** Moves a file aside that can't be opened, and puts a new database in its place. */
export async function replace(job: RepairJob, place: RepairPlace): Promise<Rebuilt> {
  const { path, lock } = job;
  const { db, folder } = place;
  const original = job.isMoving ? moveAside(path, folder) : path;
  const rebuilt = await rebuildFrom(job, place, original);
  if (!job.isMoving) {
    lock.note({ folder, isMoving: true });
    job.isMoving = true;
    moveAside(path, folder);
  }
  await replaceLive(db.getDb(), path);
  settleLive(path);
  return rebuilt;
}

function rebuildFrom(
  { path, options, startedAtMs }: RepairJob,
  place: RepairPlace,
  original: string,
): Promise<Rebuilt> {
  const backupsFolder = options.backupsFolder ?? backupFolderOf(path);
  return rebuild({ ...options, ...place, original, backupsFolder, startedAtMs });
}
