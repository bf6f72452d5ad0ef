import { messageOf } from '@spoor/core';
import { safeText } from '../present/safe-text.js';
import type { CliIo } from './io.js';
import { settingsOf } from './settings.js';

/**
 * Brings into the database what hooks have left in the spool, before a command that copies or
 * empties it. Where that fails, one line says so.
 */
export async function catchUpFirst(io: CliIo): Promise<void> {
  const { catchUp, transcriptsBy } = await import('@spoor/hooks');
  const settings = settingsOf(io);
  const { paths, spoolDirs } = settings;
  const transcripts = transcriptsBy(settings);
  try {
    catchUp({ databasePath: paths.databasePath, spoolDirs, transcripts });
  } catch (error) {
    io.stderr.write(`spoor: what waits in the spool stays there: ${safeText(messageOf(error))}\n`);
  }
}
