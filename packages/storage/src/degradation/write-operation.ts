import type { IsoTime } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';

/** Which write it is, and when it was asked for. */
export interface WriteStamp {
  /** A write's own id: it is applied once, however often it is tried. */
  readonly id: string;
  readonly at: IsoTime;
}

/**
 * A kind of write. What it keeps must be JSON: it may have to wait in a file until the database can
 * be used, perhaps for another process. Made by {@link defineOperation}.
 */
export interface WriteOperation<Input, Output> {
  readonly keep: (input: Input, stamp: WriteStamp) => unknown;
  readonly apply: (db: SpoorDatabase, kept: unknown, stamp: WriteStamp) => Output;
}

/** Kinds of writes by name. */
export type OperationTable = Readonly<Record<string, WriteOperation<never, unknown>>>;

/** What an operation is given. */
export type InputOf<Operation> = Operation extends { keep: (input: infer Input) => unknown }
  ? Input
  : Operation extends { keep: (input: infer Input, stamp: WriteStamp) => unknown }
    ? Input
    : never;

/** What an operation returns where it could be applied at once. */
export type OutputOf<Operation> = Operation extends { apply: (...given: never) => infer Output }
  ? Output
  : never;

/**
 * Defines a kind of write for a `DurableWriter`.
 * @param apply writes what was kept, inside a transaction; run again only after a whole rollback.
 * It must not wait. What it throws refuses the write.
 * @param keep runs once, when the write is asked for: checks the input, fills in ids and times. What
 * it returns is redacted before it goes anywhere. The input itself by default.
 */
export function defineOperation<Input, Kept, Output>(operation: {
  readonly keep: (input: Input, stamp: WriteStamp) => Kept;
  readonly apply: (db: SpoorDatabase, kept: Kept, stamp: WriteStamp) => Output;
}): WriteOperation<Input, Output>;
export function defineOperation<Input, Output>(operation: {
  readonly apply: (db: SpoorDatabase, input: Input, stamp: WriteStamp) => Output;
}): WriteOperation<Input, Output>;
export function defineOperation<Input, Output>(operation: {
  readonly keep?: (input: Input, stamp: WriteStamp) => unknown;
  readonly apply: (db: SpoorDatabase, kept: never, stamp: WriteStamp) => Output;
}): WriteOperation<Input, Output> {
  return {
    keep: operation.keep ?? ((input) => input),
    apply: (db, kept, stamp) => operation.apply(db, kept as never, stamp),
  };
}
