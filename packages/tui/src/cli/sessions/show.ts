import type { CliIo } from '../io.js';
import { createPaint, widthOf } from '../output/paint.js';
import { printJson, printLines } from '../output/print.js';
import { noticesAbove } from '../pause/notice.js';
import { withStore } from '../store.js';
import { findSession } from './find-session.js';
import { sessionLines } from './session-lines.js';

/** Shows a session whole. */
export async function showSession(io: CliIo, id: string, { json }: { json?: true }): Promise<void> {
  const history = await withStore(io, (db) => findSession(db, id));
  const notices = noticesAbove(io, json);
  if (json === true) {
    printJson(io, history);
    return;
  }
  const look = { width: widthOf(io), paint: createPaint(io), nowMs: io.now() };
  printLines(io, [...notices, ...sessionLines(history, look)]);
}
