import { type DatabaseStatus, readDatabaseStatus, Spool, SpoorDatabase } from '@spoor/storage';
import type { CliIo } from '../io.js';
import { createPaint, widthOf } from '../output/paint.js';
import { printJson, printLines } from '../output/print.js';
import { databaseExists, pathsOf, spoolDirsOf } from '../paths.js';
import { pauseState, recordingNotices } from '../pause/notice.js';
import { missingLines, statusLines } from './status-lines.js';

/** Shows how the database is doing. It looks only: what waits in the spool goes on waiting. */
export function showDatabaseStatus(io: CliIo, { json }: { json?: true }): void {
  const paths = pathsOf(io);
  const spoolDirs = spoolDirsOf(paths);
  const spool = new Spool(spoolDirs);
  const path = paths.databasePath;
  const look = { width: widthOf(io), paint: createPaint(io), nowMs: io.now() };
  if (!databaseExists(paths)) {
    const missing = { path, exists: false, spool: spool.depth(), pause: pauseState(io) };
    if (json === true) printJson(io, missing);
    else printLines(io, [...missingLines(missing, look), ...recordingNotices(io)]);
    return;
  }
  const db = new SpoorDatabase({ path, readonly: true, migrations: 'none' });
  let status: DatabaseStatus;
  try {
    status = readDatabaseStatus(db, spool, { dataDir: paths.dataDir, spoolDirs, now: io.now() });
  } finally {
    db.close();
  }
  if (json === true) printJson(io, { exists: true, ...status, pause: pauseState(io) });
  else printLines(io, [...statusLines(status, look), ...recordingNotices(io)]);
}
