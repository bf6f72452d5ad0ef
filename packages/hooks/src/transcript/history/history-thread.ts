import { workerData } from 'node:worker_threads';
import { messageOf } from '@spoor/core';
import { StorageError } from '@spoor/storage';
import type { ThreadAnswer, ThreadData } from './history-threads.js';
import { openForImport } from './open-for-import.js';
import type { SessionFamily } from './plan-sessions.js';
import { SessionReader } from './session-reader.js';
import { SharedControl } from './shared-control.js';

const { work, control: buffer } = workerData as ThreadData;
const control = new SharedControl(buffer);
let reader: SessionReader | undefined;

/** What a thread of the import does: one session after the other, on a connection of its own. */
export default function answer(families: readonly SessionFamily[]): ThreadAnswer {
  try {
    reader ??= new SessionReader(openForImport(work.database), work, control);
    const own = reader;
    const outcomes = families.flatMap(({ sessions }) =>
      sessions.map((session) => {
        const outcome = own.read(session);
        // The next of its family is told apart from it by what is in the store.
        if (sessions.length > 1) own.flush();
        return outcome;
      }),
    );
    own.flush();
    return { kind: 'done', outcomes };
  } catch (error) {
    const code = error instanceof StorageError ? error.code : null;
    return { kind: 'failed', code, message: messageOf(error) };
  }
}
