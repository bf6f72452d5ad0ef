import { workerData } from 'node:worker_threads';
import { messageOf } from '@spoor/core';
import { type SpoorDatabase, StorageError } from '@spoor/storage';
import type { ThreadAnswer, ThreadData } from './history-threads.js';
import { openForImport } from './open-for-import.js';
import type { SessionFiles } from './plan-sessions.js';
import { readSession } from './read-session.js';
import { SharedControl } from './shared-control.js';

const { work, control: buffer } = workerData as ThreadData;
const control = new SharedControl(buffer);
let db: SpoorDatabase | undefined;

/** What a thread of the import does: one session after the other, on a connection of its own. */
export default function answer(session: SessionFiles): ThreadAnswer {
  try {
    db ??= openForImport(work.database);
    return { kind: 'done', outcome: readSession(db, session, work, control) };
  } catch (error) {
    const code = error instanceof StorageError ? error.code : null;
    return { kind: 'failed', code, message: messageOf(error) };
  }
}
