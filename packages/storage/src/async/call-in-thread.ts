import { messageOf } from '@spoor/core';
import { BUSY_TIMEOUT_MS } from '../database/connect.js';
import { LockBudget } from '../database/lock-budget.js';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { asStorageError } from '../errors.js';
import type { Spoor } from './call-function.js';
import { makeScopedFunction, type ScopedFunction } from './function-scope.js';
import { isPlainData } from './plain-data.js';
import type { Answer, CallTask, ThreadData } from './task.js';
import { whole } from './whole.js';

/**
 * Calls a function that came as a text, in one transaction. When it needs what isn't in this thread,
 * or gives back what can't leave it, nothing of it stays.
 * @throws what the function throws.
 */
export async function callInThread(
  db: SpoorDatabase,
  spoor: Spoor,
  { text, args }: CallTask,
  { role, options }: ThreadData,
): Promise<Answer> {
  const made = make(text);
  if (typeof made === 'string') return { outcome: 'cannot run here', reason: made };
  begin(db, role, options.busyTimeoutMs ?? BUSY_TIMEOUT_MS);
  let canLeave = true;
  const accept = (value: unknown) => {
    canLeave = isPlainData(value);
    return canLeave && made.missing() === null;
  };
  try {
    const value = await whole(db.getDb(), () => made.call(db, spoor, ...args), accept);
    if (canLeave && made.missing() === null) return { outcome: 'done', value };
  } catch (error) {
    if (made.missing() === null) throw error;
  }
  const reason = made.missing() ?? 'its result';
  return { outcome: 'cannot run here', reason };
}

function make(text: string): ScopedFunction | string {
  try {
    return makeScopedFunction(text);
  } catch (error) {
    return messageOf(error);
  }
}

function begin(db: SpoorDatabase, role: ThreadData['role'], lockBudgetMs: number): void {
  const handle = db.getDb();
  if (role === 'reader') {
    handle.exec('BEGIN');
    return;
  }
  const budget = new LockBudget(handle, lockBudgetMs);
  try {
    budget.wait(() => handle.exec('BEGIN IMMEDIATE'));
  } catch (error) {
    throw asStorageError(error, handle.name);
  } finally {
    budget.release();
  }
}
