import type { FoundSecrets, ScannedBackup, ScanReport } from '@spoor/storage';
import { exactNumber } from '../../present/amounts.js';
import { safeText } from '../../present/safe-text.js';

/** What was found and done, in lines; never a value. */
export function reportLines(report: ScanReport): string[] {
  return [
    ...summaryOf(report),
    ...report.found.map(foundLine),
    ...troublesOf(report),
    ...report.backups.map(backupLine),
    ...unreadLines(report.unread),
  ];
}

function summaryOf({ mend, values, rows, rowsWithSecrets, files }: ScanReport): string[] {
  const where = `${exactNumber(rows)} rows and ${exactNumber(files.files)} files of the spool`;
  if (values === 0) return [`Nothing secret in ${where}`];
  const holders = `${exactNumber(rowsWithSecrets)} rows and ${exactNumber(files.withSecrets)} files`;
  const verb = mend ? 'Took out' : 'Would take out';
  const lines = [`${verb} ${exactNumber(values)} values (${holders}, of ${where})`];
  return mend ? lines : [...lines, 'Nothing was changed.'];
}

function foundLine({ table, column, kind, values }: FoundSecrets): string {
  return `  ${exactNumber(values)} ${safeText(kind)} in ${safeText(table)}.${safeText(column)}`;
}

function troublesOf({ mend, left, walEmptied, files }: ScanReport): string[] {
  const lines = files.failed.map((line) => `  could not be changed: ${safeText(line)}`);
  if (mend && left > 0)
    lines.push(`  ${exactNumber(left)} rows still hold something: run it again.`);
  if (!walEmptied) {
    lines.push(
      '  A reader holds on to the log: what was taken out stays in it until the next run.',
      '  Close the inspector and run the command again.',
    );
  }
  return lines;
}

function backupLine({ path, values, mended, failure }: ScannedBackup): string {
  const name = safeText(path);
  if (failure !== undefined) return `  not looked through: ${name}: ${safeText(failure)}`;
  if (values === 0 || values === null) return `  nothing secret in ${name}`;
  return `  ${mended ? 'took out' : 'would take out'} ${exactNumber(values)} values of ${name}`;
}

function unreadLines(paths: readonly string[]): string[] {
  if (paths.length === 0) return [];
  return [
    '  These copies were not looked through and may hold as much, and so may exports. Delete those',
    '  that you need no more; `--backups` mends the backups among them:',
    ...paths.map((path) => `    ${safeText(path)}`),
  ];
}
