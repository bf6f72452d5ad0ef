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
export default function answer({ sessions }: SessionFamily): ThreadAnswer {
  try {
    reader ??= new SessionReader(openForImport(work.database), work, control);
    const own = reader;
    return { kind: 'done', outcomes: sessions.map((session) => own.read(session)) };
  } catch (error) {
    const code = error instanceof StorageError ? error.code : null;
    return { kind: 'failed', code, message: messageOf(error) };
  }
}
