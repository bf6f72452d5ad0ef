import { SpoorError, UsageError } from '@spoor/core';
import { SessionStore } from '@spoor/storage';
import { safeText } from '../../present/safe-text.js';
import type { CliIo } from '../io.js';
import { printLines } from '../output/print.js';
import { redactOwn } from '../redact-own.js';
import { withStore } from '../store.js';
import { withWritableStore } from '../writable-store.js';
import { findSessionId } from './find-session.js';

/** Gives a session a name of the user's. */
export async function renameSession(io: CliIo, idOrStart: string, name: string): Promise<void> {
  const { text } = redactOwn(io, { text: name.trim() });
  if (text === '') throw new UsageError('the name is empty');
  const id = await withStore(io, (db) => findSessionId(db, idOrStart));
  await withWritableStore(io, { create: false }, (db) => {
    const sessions = new SessionStore(db);
    if (!sessions.rename(id, text)) throw new SpoorError(`session \`${id}\` is gone meanwhile`);
    printLines(io, [
      `Session ${safeText(id)} is now called ${safeText(sessions.get(id)?.name ?? '')}`,
    ]);
  });
}
