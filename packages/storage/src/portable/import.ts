import { messageOf, type RedactOptions } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { crypto } from '../lazy-builtins.js';
import { type LongWork, stopIfAsked } from '../maintenance/long-work.js';
import type { ImportReport } from './import-report.js';
import { ImportRun } from './import-run.js';
import { readLines } from './lines.js';
import type { Reconciler } from './reconciler.js';
import { isDamagedGzip, unpack } from './source.js';

/** How to import. */
export interface ImportOptions extends LongWork {
  /** What knows the recorder's rows; without one, the later of two such rows is kept. */
  readonly reconciler?: Reconciler;
  /** Brings back sessions that were forgotten or deleted here. */
  readonly includeForgotten?: boolean;
  /** Changes nothing; the report says what would be done. */
  readonly dryRun?: boolean;
  /** What counts as secret in what comes in. */
  readonly redaction?: RedactOptions;
  /** Lines longer than this are refused. Bytes; 32 MB by default. */
  readonly maxLineBytes?: number;
}

const MAX_LINE_BYTES = 32 * 1024 * 1024;

/**
 * Imports what {@link exportRows} wrote, from this machine or others, compressed or not. Rows that
 * are here already are merged (see `MergeRule`), so that importing a file twice, or a stopped import
 * again, changes nothing more. Every text is redacted, every row checked; what is no row is counted
 * and left out. Written in small transactions with pauses, so that hooks write meanwhile.
 *
 * A file without its end is imported as far as it goes; the report says so.
 * @throws StorageError `BAD_FORMAT` when it is no export, or one of a newer version; `CANCELLED`.
 */
export async function importRows(
  db: SpoorDatabase,
  source: AsyncIterable<Uint8Array>,
  options: ImportOptions = {},
): Promise<ImportReport> {
  const run = new ImportRun(db, options);
  const hash = crypto().createHash('sha256');
  const lines = readLines(unpack(source), {
    maxBytes: options.maxLineBytes ?? MAX_LINE_BYTES,
    onDropped: (bytes) => hash.update(bytes),
  });
  try {
    for await (const line of lines) {
      stopIfAsked(options);
      run.read(line, hash);
      if (run.isFull) await run.flush();
    }
  } catch (error) {
    if (!isDamagedGzip(error)) {
      run.note({ stopped: messageOf(error) });
      // A source that was cut off by the signal says so in its own way.
      stopIfAsked(options);
      throw error;
    }
    run.refuse('the compressed file is cut or damaged from here on');
  }
  return run.finish();
}
