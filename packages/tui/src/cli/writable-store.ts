import { SpoorError } from '@spoor/core';
import type { SpoorDatabase } from '@spoor/storage';
import type { CliIo } from './io.js';
import { databaseExists } from './paths.js';
import { settingsOf } from './settings.js';

/**
 * Opens the database for a command that changes it.
 * @param create whether one is made where there is none; else that is an error of the user's.
 * @throws StorageError when it can't be opened.
 */
export async function withWritableStore<T>(
  io: CliIo,
  { create }: { create: boolean },
  use: (db: SpoorDatabase) => T | Promise<T>,
): Promise<T> {
  const settings = settingsOf(io);
  if (!create && !databaseExists(settings.paths)) {
    throw new SpoorError(
      'nothing is recorded yet; `spoor hooks install` starts it, `spoor db init` makes an empty database',
    );
  }
  const { configuredOptions, SpoorDatabase } = await import('@spoor/storage');
  const db = new SpoorDatabase(configuredOptions(settings).database);
  try {
    return await use(db);
  } finally {
    db.close();
  }
}
