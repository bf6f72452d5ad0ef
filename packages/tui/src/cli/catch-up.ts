import { messageOf } from '@spoor/core';
import { safeText } from '../present/safe-text.js';
import type { CliIo } from './io.js';
import { settingsOf } from './settings.js';

/**
 * Brings into the database what hooks have left in the spool, before a command that copies it.
 * @returns why that failed, as a warning for when the command has done its work; null otherwise.
 */
export async function catchUpFirst(io: CliIo): Promise<string | null> {
  const { catchUp, transcriptsBy } = await import('@spoor/hooks');
  const settings = settingsOf(io);
  const { paths, spoolDirs } = settings;
  const transcripts = transcriptsBy(settings);
  try {
    catchUp({ databasePath: paths.databasePath, spoolDirs, transcripts });
    return null;
  } catch (error) {
    return `what waits in the spool stays there: ${safeText(messageOf(error))}`;
  }
}
