import { messageOf } from '@spoor/core';
import { safeText } from '../present/safe-text.js';
import type { CliIo } from './io.js';
import { pathsOf, spoolDirsOf } from './paths.js';

/**
 * Brings into the database what hooks have left in the spool, before a command that copies or
 * empties it. Where that fails, one line says so.
 */
export async function catchUpFirst(io: CliIo): Promise<void> {
  const { catchUp } = await import('@spoor/hooks');
  const paths = pathsOf(io);
  try {
    catchUp({ databasePath: paths.databasePath, spoolDirs: spoolDirsOf(paths) });
  } catch (error) {
    io.stderr.write(`spoor: what waits in the spool stays there: ${safeText(messageOf(error))}\n`);
  }
}
