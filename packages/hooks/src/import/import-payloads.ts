import { statSync } from 'node:fs';
import type { RedactOptions } from '@spoor/core';
import {
  asStorageError,
  type Line,
  type LongWork,
  readBytes,
  readLines,
  type SpoorDatabase,
  StorageError,
  unpack,
} from '@spoor/storage';
import { PayloadImport } from './payload-import.js';

/** How to import captured payloads. */
export interface PayloadImportOptions extends LongWork {
  /** Changes nothing; the report says what would be done. */
  readonly dryRun?: boolean;
  /** What counts as secret, and the caps on what is kept; the recorder's own by default. */
  readonly redaction?: RedactOptions;
  /** Longer lines are refused. Bytes; 32 MB by default. */
  readonly maxLineBytes?: number;
}

/** What an import of payloads came to. */
export interface PayloadImportReport {
  readonly lines: number;
  /** Lines that hold a hook event. */
  readonly events: number;
  readonly new: number;
  readonly known: number;
  /** Belong to sessions that are forgotten. */
  readonly forgotten: number;
  readonly refused: number;
  /** New ones that were kept without the rows that should have followed from them. */
  readonly failed: number;
  /** The first 20. */
  readonly refusals: readonly { readonly line: number; readonly reason: string }[];
  readonly dryRun: boolean;
}

const MAX_LINE_BYTES = 32 * 1024 * 1024;

/**
 * Imports a capture of hook payloads, JSON Lines as a hook would write that keeps its standard input:
 * the payload alone, or with notes about it (`{ stdin, timestamp, … }`). They are recorded as if the
 * hooks had just told of them: redacted, with all rows that follow. Importing again, or more of the
 * same capture, brings only what is not here yet.
 *
 * The time of an event is the capture's own stamp where it has one; else its line's place, the last
 * one standing for when the file was written, one millisecond a line.
 * @throws StorageError when the file can't be read or the database not be written; `CANCELLED`.
 */
export async function importPayloads(
  db: SpoorDatabase,
  path: string,
  options: PayloadImportOptions = {},
): Promise<PayloadImportReport> {
  const limits = { maxBytes: options.maxLineBytes ?? MAX_LINE_BYTES };
  const lines = () => readLines(unpack(readBytes(path)), limits);
  try {
    const run = new PayloadImport(db, options, {
      total: await count(lines()),
      endMs: writtenAt(path),
    });
    for await (const line of lines()) {
      if (options.signal?.aborted === true) throw new StorageError('CANCELLED', 'stopped as asked');
      run.read(line);
      if (run.isFull) await run.flush();
    }
    return await run.finish();
  } catch (error) {
    throw asStorageError(error, path);
  }
}

async function count(lines: AsyncIterable<Line>): Promise<number> {
  let total = 0;
  for await (const line of lines) total = line.number;
  return total;
}

function writtenAt(path: string): number {
  return Math.floor(statSync(path).mtimeMs);
}
