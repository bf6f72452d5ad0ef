import { SpoorError } from '@spoor/core';
import { getSessionOverview, type SessionOverview, SessionStore } from '@spoor/storage';
import { cutEnd } from '../../present/fit-text.js';
import { excerpt, safeText } from '../../present/safe-text.js';
import { sessionAbout } from '../../present/session-about.js';
import { confirm } from '../confirm.js';
import type { CliIo } from '../io.js';
import { printLines } from '../output/print.js';
import { withStore } from '../store.js';
import { withWritableStore } from '../writable-store.js';
import { findSessionId } from './find-session.js';

/** Deletes a session with all that belongs to it, after asking. */
export async function deleteSession(
  io: CliIo,
  idOrStart: string,
  { yes }: { yes?: true },
): Promise<void> {
  const session = await withStore(io, (db) => {
    const id = findSessionId(db, idOrStart);
    const overview = db === null ? null : getSessionOverview(db, id);
    if (overview === null) throw new SpoorError(`session \`${id}\` is gone meanwhile`);
    return overview;
  });
  if (!(await confirm(io, `Delete ${describe(session)} for good?`, yes === true))) {
    printLines(io, ['Nothing was deleted.']);
    return;
  }
  const deleted = await withWritableStore(io, { create: false }, (db) =>
    new SessionStore(db).delete(session.id),
  );
  if (!deleted) throw new SpoorError(`session \`${session.id}\` is gone meanwhile`);
  printLines(io, [`Deleted ${describe(session)}`]);
}

function describe(session: SessionOverview): string {
  const about = sessionAbout(session);
  const quoted = about === null ? '' : ` “${cutEnd(safeText(excerpt(about, 200)), 40)}”`;
  return `session ${safeText(session.id)}${quoted} (turns: ${session.turns}, tool calls: ${session.toolCalls})`;
}
