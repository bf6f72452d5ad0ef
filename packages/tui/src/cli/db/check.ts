import type { CheckReport, RepairReport } from '@spoor/storage';
import { confirm } from '../confirm.js';
import type { CliIo } from '../io.js';
import { createPaint, widthOf } from '../output/paint.js';
import { printJson, printLines } from '../output/print.js';
import { withProgress } from '../output/progress.js';
import { pathsOf } from '../paths.js';
import { checkLines, repairLines } from './check-lines.js';

/** What the user asked for. */
export interface CheckCommandOptions {
  readonly deep?: true;
  readonly repair?: true;
  readonly yes?: true;
  readonly json?: true;
}

/**
 * Looks for damage, and repairs it when that is asked for and agreed to.
 * @returns the exit code: 1 when the database is damaged in the end.
 */
export async function checkAndRepair(io: CliIo, options: CheckCommandOptions): Promise<number> {
  const { databasePath } = pathsOf(io);
  const check = await look(io, databasePath, options.deep === true);
  const style = { width: widthOf(io), paint: createPaint(io) };
  const tell = (lines: () => string[]) => {
    if (options.json !== true) printLines(io, lines());
  };
  tell(() => checkLines(check, { ...style, asked: options.repair === true }));
  const wanted = options.repair === true && isDamaged(check);
  const agreed = wanted && (await confirm(io, 'Repair it now?', options.yes === true));
  const repair = agreed ? await mend(io, databasePath, check) : null;
  const after = repair === null ? null : await look(io, databasePath, true);
  if (repair !== null && after !== null) tell(() => repairLines(repair, after, style));
  if (options.json === true) printJson(io, { check, repair, after });
  return isDamaged(after ?? check) ? 1 : 0;
}

async function look(io: CliIo, path: string, deep: boolean): Promise<CheckReport> {
  const { checkDatabase } = await import('@spoor/storage');
  return withProgress(io, 'Checking', (work) => checkDatabase(path, { ...work, deep }));
}

async function mend(io: CliIo, path: string, check: CheckReport): Promise<RepairReport> {
  const { repairDatabase } = await import('@spoor/storage');
  const problems = check.deep ? check.problems : [];
  return withProgress(io, 'Repairing', (work) => repairDatabase(path, { ...work, problems }));
}

function isDamaged({ verdict }: CheckReport): boolean {
  return verdict === 'corrupt' || verdict === 'unreadable';
}
