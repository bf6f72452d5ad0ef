import { messageOf } from '@spoor/core';
import type { ResolvedStore, SpoorDatabase } from '@spoor/storage';
import { safeText } from '../present/safe-text.js';
import type { CliIo } from './io.js';
import { databaseExists } from './paths.js';
import { settingsOf } from './settings.js';

/**
 * Brings into the database what the last hooks left, then lets a listing read it.
 * Where catching up fails, one line says so, and what is there is listed.
 * @param read gets null when nothing was ever recorded.
 * @throws StorageError when the database can't be opened.
 */
export async function withStore<T>(
  io: CliIo,
  read: (db: SpoorDatabase | null) => T | Promise<T>,
): Promise<T> {
  const settings = settingsOf(io);
  const { paths, spoolDirs, configuration } = settings;
  const { pricesOf } = await import('@spoor/core');
  const { hasLooseEnds, isPricedOtherwise, readSuspicion, Spool } = await import('@spoor/storage');
  const exists = databaseExists(paths);
  const { enabled } = configuration.database;
  const isWaiting = enabled && new Spool(spoolDirs).depth().waiting > 0;
  if (!exists && !isWaiting) return read(null);
  let failure: string | null = null;
  let db = await openQuietly(settings);
  if (enabled && (isWaiting || db === null || hasLooseEnds(db, io.now()))) {
    db?.close();
    db = null;
    failure = await catchUpQuietly(settings);
  }
  db ??= await openToRead(settings);
  try {
    if (failure !== null) io.stderr.write(`spoor: the list may be incomplete: ${failure}\n`);
    if (readSuspicion(paths.databasePath) !== null) {
      io.stderr.write('spoor: the database may be damaged; run `spoor db check`\n');
    }
    if (enabled && isPricedOtherwise(db, pricesOf(configuration))) await priceAnew(settings);
    return await read(db);
  } finally {
    db.close();
  }
}

async function openToRead(settings: ResolvedStore): Promise<SpoorDatabase> {
  const { configuredOptions, SpoorDatabase } = await import('@spoor/storage');
  return new SpoorDatabase({ ...configuredOptions(settings).database, readonly: true });
}

/**
 * Null where it can't be opened as it is: it may be of an older schema, or only be made.
 * @throws StorageError `LOCKED`: all that comes after would wait as long again.
 */
async function openQuietly(settings: ResolvedStore): Promise<SpoorDatabase | null> {
  const { StorageError } = await import('@spoor/storage');
  try {
    return await openToRead(settings);
  } catch (error) {
    if (error instanceof StorageError && error.code === 'LOCKED') throw error;
    return null;
  }
}

/** Costs are to be of the prices that are set now; where that can't be written, the next listing tries. */
async function priceAnew(settings: ResolvedStore): Promise<void> {
  const { pricesOf } = await import('@spoor/core');
  const { configuredOptions, repriceUsage, SpoorDatabase } = await import('@spoor/storage');
  try {
    const db = new SpoorDatabase(configuredOptions(settings).database);
    try {
      await repriceUsage(db, pricesOf(settings.configuration));
    } finally {
      db.close();
    }
  } catch {
    return;
  }
}

async function catchUpQuietly(settings: ResolvedStore): Promise<string | null> {
  const { spoolDirs } = settings;
  const { databasePath } = settings.paths;
  const { catchUp, transcriptsBy } = await import('@spoor/hooks');
  try {
    catchUp({ databasePath, spoolDirs, transcripts: transcriptsBy(settings) });
    return null;
  } catch (error) {
    const { noteSuspicion } = await import('@spoor/storage');
    noteSuspicion(databasePath, error);
    return safeText(messageOf(error));
  }
}
