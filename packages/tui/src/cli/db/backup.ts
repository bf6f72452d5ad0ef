import { resolve } from 'node:path';
import { backup, configuredOptions } from '@spoor/storage';
import { formatBytes } from '../../present/byte-size.js';
import { safeText } from '../../present/safe-text.js';
import { catchUpFirst } from '../catch-up.js';
import type { CliIo } from '../io.js';
import { printJson, printLines } from '../output/print.js';
import { withProgress } from '../output/progress.js';
import { settingsOf } from '../settings.js';
import { withWritableStore } from '../writable-store.js';

/** What the user asked for. */
export interface BackupCommandOptions {
  readonly output?: string;
  readonly json?: true;
}

/** Backs the database up, with what waits in the spool. */
export async function backUpDatabase(io: CliIo, options: BackupCommandOptions): Promise<void> {
  const output = options.output === undefined ? {} : { output: resolve(io.cwd, options.output) };
  const { backups } = configuredOptions(settingsOf(io));
  let warning: string | null = null;
  const made = await withWritableStore(io, { create: false }, async (db) => {
    warning = await catchUpFirst(io);
    return withProgress(io, 'Backing up', (work) => backup(db, { ...work, ...backups, ...output }));
  });
  if (warning !== null) io.stderr.write(`spoor: ${warning}\n`);
  if (options.json === true) {
    printJson(io, made);
    return;
  }
  const { path, sizeBytes, databaseBytes, rows, removed } = made;
  const events = (rows['hook_executions'] ?? 0).toLocaleString('en');
  printLines(io, [
    `Backed up ${events} events, ${formatBytes(databaseBytes)}, into ${formatBytes(sizeBytes)}:`,
    safeText(path),
    ...(removed.length === 0 ? [] : [`Removed ${countOf(removed.length)}`]),
  ]);
}

function countOf(backups: number): string {
  return backups === 1 ? 'the oldest backup' : `the ${backups} oldest backups`;
}
