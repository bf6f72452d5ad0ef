import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { SpoorError } from '@spoor/core';
import { spooledSession } from '@spoor/hooks';
import {
  backupFolderOf,
  type ForgetReport,
  forgetSession,
  isSessionKnown,
  type Session,
  SessionStore,
} from '@spoor/storage';
import { safeText } from '../../present/safe-text.js';
import { confirm } from '../confirm.js';
import type { CliIo } from '../io.js';
import { printJson, printLines } from '../output/print.js';
import { withProgress } from '../output/progress.js';
import { pathsOf, spoolDirsOf } from '../paths.js';
import type { SetExitCode } from '../program.js';
import { findSessionId } from '../sessions/find-session.js';
import { withStore } from '../store.js';
import { withWritableStore } from '../writable-store.js';

/** What the user asked for. */
export interface ForgetCommandOptions {
  readonly yes?: true;
  readonly json?: true;
}

/** Forgets a session after asking, and says what still holds it. */
export async function forget(
  io: CliIo,
  idOrStart: string,
  options: ForgetCommandOptions,
  setExitCode: SetExitCode,
): Promise<void> {
  const { sessionId, question } = await withStore(io, (db) => {
    if (db === null) throw new SpoorError('nothing is recorded yet: there is nothing to forget');
    // One of which only events are left, or which was forgotten before, is named by its whole id.
    const isWhole = idOrStart !== '' && isSessionKnown(db, idOrStart);
    const id = isWhole ? idOrStart : findSessionId(db, idOrStart);
    return { sessionId: id, question: questionAbout(id, new SessionStore(db).get(id)) };
  });
  if (!(await confirm(io, question, options.yes === true))) {
    io.stderr.write('spoor: nothing was changed\n');
    setExitCode(1);
    return;
  }
  const paths = pathsOf(io);
  const spool = { folders: spoolDirsOf(paths), sessionOf: spooledSession };
  const report = await withWritableStore(io, { create: false }, (db) =>
    withProgress(io, 'Forgetting', (work) => forgetSession(db, sessionId, { ...work, spool })),
  );
  const backupFolder = backupFolderOf(paths.databasePath);
  const backups = filesIn(backupFolder);
  if (options.json === true) printJson(io, { ...report, backups });
  else printLines(io, linesOf(report, backups, backupFolder));
}

function questionAbout(id: string, session: Session | null): string {
  const facts =
    session === null
      ? []
      : [
          `  in ${safeText(session.projectId ?? 'no project')}, last active ${session.lastActivityAt}`,
        ];
  return [`Session ${safeText(id)}`, ...facts, 'Forget it for good? Nothing brings it back.'].join(
    '\n',
  );
}

function linesOf(report: ForgetReport, backups: readonly string[], backupFolder: string): string[] {
  const rows = Object.values(report.rows).reduce((sum, count) => sum + count, 0);
  const lines = [`Forgot session ${safeText(report.sessionId)}: ${rows} rows removed`];
  if (report.spoolEntries > 0) lines.push(`  and ${report.spoolEntries} events from the spool`);
  if (!report.walEmptied) {
    lines.push(
      '  A reader holds on to the log: removed text stays in it until the next checkpoint.',
      '  Close the inspector and run the command again.',
    );
  }
  if (backups.length > 0) {
    const what = backups.length === 1 ? '1 backup' : `${backups.length} backups`;
    lines.push(
      `  ${what} made before may still hold it, and so may exports; delete those that shall not:`,
      ...backups.map((name) => `    ${safeText(join(backupFolder, name))}`),
    );
  }
  return lines;
}

/** Also what is no backup of Spoor's making: a copy by hand holds as much. */
function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => !name.startsWith('.') && lstatSync(join(folder, name)).isFile())
      .sort();
  } catch {
    return [];
  }
}
