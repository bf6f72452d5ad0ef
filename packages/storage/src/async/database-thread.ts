import { workerData } from 'node:worker_threads';
import { SpoorDatabase } from '../database/spoor-database.js';
import { callInThread } from './call-in-thread.js';
import { packError } from './crossed-error.js';
import { loadOwnPackage } from './own-package.js';
import { perform } from './perform.js';
import type { Answer, Task, ThreadData } from './task.js';

const data = workerData as ThreadData;
let db: SpoorDatabase | undefined;

/** What a thread of the pool does: one task after the other, on a connection of its own. */
export default async function answer(task: Task): Promise<Answer> {
  try {
    return await doTask(task);
  } catch (error) {
    return { outcome: 'failed', error: packError(error) };
  }
}

async function doTask(task: Task): Promise<Answer> {
  if (task.kind === 'start') return { outcome: 'done', value: null };
  if (task.kind === 'close') {
    db?.close();
    db = undefined;
    return { outcome: 'done', value: null };
  }
  db ??= new SpoorDatabase(data.options);
  if (task.kind === 'open') return { outcome: 'done', value: null };
  if (task.kind === 'call') return await callInThread(db, await loadOwnPackage(), task, data);
  return { outcome: 'done', value: perform(db, task) };
}
