import { type DatabaseStatus, readDatabaseStatus, Spool, SpoorDatabase } from '@spoor/storage';
import { formatBytes } from '../../present/byte-size.js';
import { wrap } from '../../present/fit-text.js';
import { safeText } from '../../present/safe-text.js';
import type { CliIo } from '../io.js';
import { widthOf } from '../output/paint.js';
import { printJson, printLines } from '../output/print.js';
import { databaseExists, pathsOf, spoolDirsOf } from '../paths.js';
import { pauseState, recordingNotices } from '../pause/notice.js';

/** Shows how the database is doing. It looks only: what waits in the spool goes on waiting. */
export function showDatabaseStatus(io: CliIo, { json }: { json?: true }): void {
  const paths = pathsOf(io);
  const spool = new Spool(spoolDirsOf(paths));
  const path = paths.databasePath;
  if (!databaseExists(paths)) {
    const missing = { path, exists: false, spool: spool.depth(), pause: pauseState(io) };
    if (json === true) printJson(io, missing);
    else printLines(io, [...missingLines(missing, widthOf(io)), ...recordingNotices(io)]);
    return;
  }
  const db = new SpoorDatabase({ path, readonly: true });
  try {
    const status = readDatabaseStatus(db, spool);
    if (json === true) printJson(io, { exists: true, ...status, pause: pauseState(io) });
    else printLines(io, [...statusLines(status, widthOf(io)), ...recordingNotices(io)]);
  } finally {
    db.close();
  }
}

function missingLines(
  { path, spool }: { path: string; spool: DatabaseStatus['spool'] },
  width: number,
): string[] {
  return [
    entry('Database', `${safeText(path)} (not made yet)`, Infinity),
    entry('Spool', spoolText(spool), width),
    '',
    'Record Claude Code from now on: spoor hooks install',
  ];
}

function statusLines(status: DatabaseStatus, width: number): string[] {
  const { sizeBytes, walBytes, freePages, pageSize } = status;
  const free = formatBytes(freePages * pageSize);
  return [
    entry('Database', safeText(status.path), Infinity),
    entry(
      'Size',
      `${formatBytes(sizeBytes)} (${free} unused), log ${formatBytes(walBytes)}`,
      width,
    ),
    entry('Schema', schemaText(status), width),
    entry('Events', eventsText(status), width),
    entry('Spool', spoolText(status.spool), width),
    entry('Rows', rowsText(status.rows), width),
  ];
}

/** A named text; what is too long for a line goes on below. Paths stay whole, to be copied. */
function entry(name: string, text: string, width: number): string {
  const lines = wrap(text, width - NAME_WIDTH, 4);
  return lines.map((line, n) => (n === 0 ? name : '').padEnd(NAME_WIDTH) + line).join('\n');
}

const NAME_WIDTH = 10;

function schemaText({ schemaVersion, latestSchemaVersion }: DatabaseStatus): string {
  if (schemaVersion === latestSchemaVersion) return `${schemaVersion} (current)`;
  return `${schemaVersion} of ${latestSchemaVersion}; bring it up to date: spoor db migrate`;
}

function eventsText(status: DatabaseStatus): string {
  const { oldestEventAt, newestEventAt, failedEvents, malformedEvents } = status;
  if (oldestEventAt === null) return 'none yet';
  const count = status.rows['hook_executions'] ?? 0;
  return `${count}, from ${oldestEventAt} to ${newestEventAt}; ${failedEvents} failed, ${malformedEvents} malformed`;
}

function spoolText({ waiting, rejected }: DatabaseStatus['spool']): string {
  return `${waiting} waiting, ${rejected} set aside`;
}

function rowsText(rows: DatabaseStatus['rows']): string {
  const named = Object.entries(rows).filter(([, count]) => count > 0);
  if (named.length === 0) return 'none';
  return named.map(([table, count]) => `${table.replaceAll('_', ' ')} ${count}`).join(', ');
}
