import { listSessionOverviews } from '@spoor/storage';
import type { CliIo } from '../io.js';
import { createPaint, widthOf } from '../output/paint.js';
import { printJson, printLines } from '../output/print.js';
import { withStore } from '../store.js';
import { sessionTable } from './session-table.js';

/** Lists sessions, the last active first. */
export async function listSessions(
  io: CliIo,
  { limit, json }: { limit: number; json?: true },
): Promise<void> {
  const sessions = await withStore(io, (db) =>
    db === null ? [] : listSessionOverviews(db, { limit }),
  );
  if (json === true) {
    printJson(io, sessions);
    return;
  }
  if (sessions.length === 0) {
    printLines(io, ['No sessions yet. Record Claude Code from now on: spoor hooks install']);
    return;
  }
  const look = { width: widthOf(io), paint: createPaint(io), nowMs: io.now() };
  printLines(io, sessionTable(sessions, look));
}
