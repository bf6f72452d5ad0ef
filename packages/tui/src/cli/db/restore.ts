import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { backupFolderOf, type RestoreReport, restore } from '@spoor/storage';
import { safeText } from '../../present/safe-text.js';
import { confirm } from '../confirm.js';
import type { CliIo } from '../io.js';
import { printJson, printLines } from '../output/print.js';
import { withProgress } from '../output/progress.js';
import { pathsOf } from '../paths.js';
import { withWritableStore } from '../writable-store.js';

/** What the user asked for. */
export interface RestoreCommandOptions {
  readonly yes?: true;
  readonly json?: true;
}

/** Puts a backup in place of what is recorded. */
export async function restoreDatabase(
  io: CliIo,
  file: string,
  options: RestoreCommandOptions,
): Promise<void> {
  const from = pathOf(io, file);
  const what = from === 'latest' ? 'the latest backup' : safeText(basename(from));
  const question = `Put ${what} in place of what is recorded now?`;
  if (!(await confirm(io, question, options.yes === true))) {
    printLines(io, ['Nothing was changed']);
    return;
  }
  const report = await withWritableStore(io, { create: true }, (db) =>
    withProgress(io, 'Restoring', (work) => restore(db, { ...work, from })),
  );
  if (options.json === true) printJson(io, report);
  else printLines(io, linesOf(report));
}

/** A name as `spoor db backups` lists it is enough. */
function pathOf(io: CliIo, file: string): string {
  if (file === 'latest') return file;
  const path = resolve(io.cwd, file);
  const listed = join(backupFolderOf(pathsOf(io).databasePath), file);
  return !existsSync(path) && basename(file) === file && existsSync(listed) ? listed : path;
}

function linesOf({ from, rows, setAside }: RestoreReport): string[] {
  const events = (rows['hook_executions'] ?? 0).toLocaleString('en');
  return [
    `Restored ${events} events from ${safeText(from)}`,
    'What was recorded since that backup is no longer there; it is kept in',
    safeText(setAside.path),
    `To take this back: spoor db restore ${safeText(basename(setAside.path))}`,
  ];
}
