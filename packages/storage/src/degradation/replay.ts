import { messageOf } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { breathe } from '../maintenance/long-work.js';
import { noteApplied } from './applied-writes.js';
import type { HeldWrite, HeldWrites } from './held-writes.js';
import { asUnavailable } from './unavailable.js';
import type { Write } from './write.js';
import type { OperationTable } from './write-operation.js';

/** Held writes a transaction: few, so that other writers get their turn. */
const BATCH = 50;

/** A held write that can't be applied, now or later. */
interface Rejection {
  /** Which, for people. */
  readonly name: string;
  readonly reason: string;
}

/** What to do a replay with. */
export interface ReplayOptions {
  readonly open: () => SpoorDatabase;
  readonly held: HeldWrites;
  readonly operations: OperationTable;
  readonly isTimeUp: () => boolean;
  readonly onApplied: () => void;
  readonly onRejected: (rejection: Rejection) => void;
}

/**
 * Writes what is held, in order, each once: a write and the note of it are one transaction, and it
 * is taken out only after the commit. Other work of the process gets its turn between batches.
 * @returns false when the time was up before all were written.
 * @throws what keeps the database from being used; what is not written then is held on.
 */
export async function replay(options: ReplayOptions): Promise<boolean> {
  const { open, held, operations, isTimeUp } = options;
  for (const batch of batches(held.list())) {
    if (isTimeUp()) return false;
    const verdicts = applyBatch(open(), batch, operations);
    for (const [index, one] of batch.entries()) settle(one, verdicts[index], options);
    await breathe();
  }
  return true;
}

function applyBatch(
  db: SpoorDatabase,
  batch: readonly HeldWrite[],
  operations: OperationTable,
): Verdict[] {
  try {
    return db.transaction(() => batch.map((one) => applyHeld(db, one, operations)));
  } catch (error) {
    if (asUnavailable(error, db.getDb().name) !== null) throw error;
    // Only the commit refuses it, such as a foreign key: which one, is found one by one.
    const [first] = batch;
    if (batch.length > 1) return batch.flatMap((one) => applyBatch(db, [one], operations));
    return [{ name: nameOf(first?.write ?? null), reason: messageOf(error) }];
  }
}

type Verdict = 'applied' | 'not ours' | Rejection;

function settle(one: HeldWrite, verdict: Verdict | undefined, options: ReplayOptions): void {
  if (verdict === undefined || verdict === 'not ours') return;
  if (verdict === 'applied') {
    one.remove();
    options.onApplied();
    return;
  }
  one.reject();
  options.onRejected(verdict);
}

/** Applies a write unless it was applied before; inside a transaction. @returns null if it was. */
export function applyOnce(
  db: SpoorDatabase,
  write: Write,
  operations: OperationTable,
): { value: unknown } | null {
  const operation = operationOf(write, operations);
  if (operation === undefined) throw new TypeError(`there is no operation \`${write.operation}\``);
  if (!noteApplied(db, write.id)) return null;
  const value = operation.apply(db, write.kept, write);
  if (isPromise(value)) throw new TypeError(`\`${write.operation}\` must not return a promise`);
  return { value };
}

function isPromise(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'then' in value;
}

function applyHeld(
  db: SpoorDatabase,
  { write, malformed }: HeldWrite,
  operations: OperationTable,
): Verdict {
  if (malformed !== undefined) return { name: nameOf(null), reason: malformed };
  // Another program that shares the folder knows operations of its own.
  if (write === null || operationOf(write, operations) === undefined) return 'not ours';
  try {
    // A savepoint: what is refused leaves nothing behind.
    db.getDb().transaction(() => applyOnce(db, write, operations))();
    return 'applied';
  } catch (error) {
    if (!db.getDb().inTransaction || asUnavailable(error, db.getDb().name) !== null) throw error;
    return { name: nameOf(write), reason: messageOf(error) };
  }
}

function nameOf(write: Write | null): string {
  return write === null ? 'a file' : `${write.operation} ${write.id}`;
}

function operationOf(write: Write, operations: OperationTable) {
  return Object.hasOwn(operations, write.operation) ? operations[write.operation] : undefined;
}

function* batches(all: Iterable<HeldWrite>): Generator<HeldWrite[]> {
  let batch: HeldWrite[] = [];
  for (const one of all) {
    batch.push(one);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
