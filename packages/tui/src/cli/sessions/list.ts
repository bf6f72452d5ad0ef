import { listSessionOverviews } from '@spoor/storage';
import type { CliIo } from '../io.js';
import { createPaint, widthOf } from '../output/paint.js';
import { printJson, printLines } from '../output/print.js';
import { noticesAbove } from '../pause/notice.js';
import { withStore } from '../store.js';
import { sessionTable } from './session-table.js';

/** Lists sessions, the last active first. */
export async function listSessions(
  io: CliIo,
  { limit, json }: { limit: number; json?: true },
): Promise<void> {
  const found = await withStore(io, (db) =>
    db === null ? [] : listSessionOverviews(db, { limit: limit + 1 }),
  );
  const sessions = found.slice(0, limit);
  const notices = noticesAbove(io, json);
  if (json === true) {
    printJson(io, sessions);
    return;
  }
  if (sessions.length === 0) {
    printLines(io, [
      'No sessions yet. Record Claude Code from now on: spoor hooks install',
      'Bring in what it has kept of earlier ones: spoor import',
      ...notices,
    ]);
    return;
  }
  const look = { width: widthOf(io), paint: createPaint(io), nowMs: io.now() };
  const more =
    found.length > limit ? [`There are more: spoor sessions list --limit ${limit * 2}`] : [];
  printLines(io, [...notices, ...sessionTable(sessions, look), ...more]);
}
