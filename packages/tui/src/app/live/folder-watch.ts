import { watch } from 'node:fs';
import { basename, dirname } from 'node:path';

/** A file system that tells when something beside the database is written; null where it can't. */
export interface FolderWatch {
  readonly stop: () => void;
}

/**
 * Calls back whenever the database's files are written, as far as the system tells of it. The folder
 * is watched, no file is opened: to open and close the database beside SQLite would drop its locks.
 * @param failed the watch has ended by itself.
 */
export function watchDatabase(
  databasePath: string,
  { written, failed }: { readonly written: () => void; readonly failed: () => void },
): FolderWatch | null {
  const name = basename(databasePath);
  try {
    const watcher = watch(dirname(databasePath), { persistent: false }, (_, file) => {
      if (file === null || file.startsWith(name)) written();
    });
    const stop = () => watcher.close();
    watcher.on('error', () => {
      stop();
      failed();
    });
    return { stop };
  } catch {
    return null;
  }
}
