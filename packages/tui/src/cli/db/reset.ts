import { basename } from 'node:path';
import { reset } from '@spoor/storage';
import { safeText } from '../../present/safe-text.js';
import { confirm } from '../confirm.js';
import type { CliIo } from '../io.js';
import { printJson, printLines } from '../output/print.js';
import { withProgress } from '../output/progress.js';
import { pathsOf, spoolDirsOf } from '../paths.js';
import { withWritableStore } from '../writable-store.js';

/** What the user asked for. */
export interface ResetCommandOptions {
  readonly yes?: true;
  readonly json?: true;
}

/** Empties the database. */
export async function resetDatabase(io: CliIo, options: ResetCommandOptions): Promise<void> {
  const report = await withWritableStore(io, { create: false }, async (db) => {
    if (!(await confirm(io, 'Empty the database?', options.yes === true))) return null;
    const { catchUp } = await import('@spoor/hooks');
    const paths = pathsOf(io);
    const drain = () => {
      catchUp({ databasePath: paths.databasePath, spoolDirs: spoolDirsOf(paths) });
    };
    return withProgress(io, 'Emptying', (work) => reset(db, { ...work, drain }));
  });
  if (report === null) {
    printLines(io, ['Nothing was changed']);
    return;
  }
  if (options.json === true) {
    printJson(io, report);
    return;
  }
  const { rows, setAside } = report;
  printLines(io, [
    `Emptied: ${(rows['sessions'] ?? 0).toLocaleString('en')} sessions, ${(rows['hook_executions'] ?? 0).toLocaleString('en')} events. They are kept in`,
    safeText(setAside.path),
    `To take this back: spoor db restore ${safeText(basename(setAside.path))}`,
  ]);
}
