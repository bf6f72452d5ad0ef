import type { Hash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { isJsonObject, type JsonObject } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { isConstraint, StorageError } from '../errors.js';
import { breathe } from '../maintenance/long-work.js';
import { auditOperation } from '../stores/audit-operation.js';
import { type RowWriter, rowWriter } from './apply-row.js';
import { type CleanRow, cleanRow, parseLine } from './clean-row.js';
import { Forgetting } from './forgetting.js';
import { EXPORT_VERSION } from './format.js';
import type { ImportOptions } from './import.js';
import { type ImportReport, ImportTally } from './import-report.js';
import type { Line } from './lines.js';
import type { PortableRow } from './merge.js';
import { PORTABLE_TABLES } from './tables.js';
import { Unsettled } from './unsettled.js';

interface Pending {
  readonly line: number;
  readonly writer: RowWriter;
  readonly row: PortableRow;
}

/** One transaction's worth: some milliseconds. */
const BATCH_ROWS = 200;
const BATCH_BYTES = 1024 * 1024;

/** Takes a transaction back that was only tried. */
class TriedOnly extends Error {}

/** One import: reads lines, and writes the rows in them a batch at a time. */
export class ImportRun {
  readonly #db: SpoorDatabase;
  readonly #options: ImportOptions;
  readonly #tally = new ImportTally();
  readonly #writers: ReadonlyMap<string, RowWriter>;
  readonly #forgetting: Forgetting;
  readonly #unsettled: Unsettled;
  #pending: Pending[] = [];
  #bytes = 0;
  #heldMs = 0;
  #freeSince = 0;
  #hasHeader = false;
  #hasEnd = false;

  constructor(db: SpoorDatabase, options: ImportOptions) {
    this.#db = db;
    this.#options = options;
    this.#writers = new Map(
      PORTABLE_TABLES.map((table) => [table.name, rowWriter(db, table, options.reconciler)]),
    );
    this.#forgetting = new Forgetting(db, options.includeForgotten === true);
    this.#unsettled = new Unsettled(db);
  }

  get isFull(): boolean {
    return this.#pending.length >= BATCH_ROWS || this.#bytes >= BATCH_BYTES;
  }

  /** Reads a line; what it holds waits for the next {@link flush}. */
  read(line: Line, hash: Hash): void {
    this.#tally.lines = line.number;
    if (!this.#hasHeader) this.#readHeader(line);
    else if (this.#hasEnd) this.#tally.refuse(line.number, 'stands behind the end');
    else this.#readRow(line, hash);
    hash.update(line.bytes);
  }

  refuse(reason: string): void {
    this.#tally.refuse(this.#tally.lines + 1, reason);
  }

  async flush(): Promise<void> {
    const batch = this.#pending;
    this.#pending = [];
    this.#bytes = 0;
    await this.#letOthersWrite();
    const started = performance.now();
    this.#inTransaction(() => {
      this.#forgetting.refresh();
      for (const pending of batch) this.#apply(pending);
    });
    this.#freeSince = performance.now();
    this.#heldMs = this.#freeSince - started;
    this.#options.onProgress?.({ done: this.#tally.rows, total: null, unit: 'rows' });
  }

  /** Whoever waits for the lock looks for it now and then: it is free as long as it was held. */
  async #letOthersWrite(): Promise<void> {
    const owedMs = this.#heldMs - (performance.now() - this.#freeSince);
    if (owedMs > 0 && !this.#db.getDb().memory) await sleep(owedMs);
    else await breathe();
  }

  async finish(): Promise<ImportReport> {
    if (!this.#hasHeader) throw noExport();
    await this.flush();
    const { reconciler, dryRun } = this.#options;
    if (dryRun === true) return this.#tally.report(true);
    if (reconciler !== undefined) await this.#unsettled.settleAll(reconciler, this.#options);
    this.note({});
    return this.#tally.report(false);
  }

  /** Notes in the audit log what was done until now. */
  note(more: JsonObject): void {
    const { rows, new: added, merged, refused, end } = this.#tally.report(false);
    if (this.#options.dryRun === true || !this.#hasHeader) return;
    this.#db.transaction(() =>
      auditOperation(this.#db, {
        action: 'import',
        details: { rows, new: added, merged, refused, end, ...more },
      }),
    );
  }

  #inTransaction(run: () => void): void {
    if (this.#options.dryRun !== true) {
      this.#db.transaction(run);
      return;
    }
    try {
      this.#db.transaction(() => {
        // What rows of earlier batches would have brought is not there.
        this.#db.getDb().pragma('defer_foreign_keys=ON');
        run();
        throw new TriedOnly();
      });
    } catch (error) {
      if (!(error instanceof TriedOnly)) throw error;
    }
  }

  #readHeader({ text }: Line): void {
    const header = text === null ? null : parseLine(text);
    if (header?.['spoor'] !== 'export') throw noExport();
    const version = header['version'];
    if (!Number.isSafeInteger(version) || Number(version) < 1) throw noExport();
    if (Number(version) > EXPORT_VERSION) {
      throw new StorageError(
        'BAD_FORMAT',
        `the file has version ${version} of the format, this Spoor knows up to ${EXPORT_VERSION}: update Spoor`,
      );
    }
    this.#hasHeader = true;
  }

  #readRow({ number, text, bytes }: Line, hash: Hash): void {
    if (text === null) {
      this.#tally.refuse(number, 'is too long');
      return;
    }
    if (text.trim() === '') return;
    const value = parseLine(text);
    if (value?.['spoor'] === 'end') this.#readEnd(value, hash);
    else if (isRow(value)) this.#keep(number, value, bytes.length);
    else this.#tally.refuse(number, value === null ? 'is no JSON object' : 'is no row');
  }

  #keep(line: number, { table, row }: RowInFile, bytes: number): void {
    this.#tally.rows++;
    const writer = this.#writers.get(table);
    if (writer === undefined) {
      this.#tally.countUnknownTable(table);
      return;
    }
    const clean = this.#clean(writer, row);
    if ('refused' in clean) {
      this.#tally.refuse(line, clean.refused, table);
      return;
    }
    for (const column of clean.unknown) this.#tally.countUnknownColumn(table, column);
    this.#pending.push({ line, writer, row: clean.row });
    this.#bytes += bytes;
  }

  #clean({ table, columns }: RowWriter, row: JsonObject): CleanRow {
    const clean = cleanRow(table, columns, row, this.#options.redaction);
    if ('refused' in clean) return clean;
    const refused = this.#options.reconciler?.check(table.name, clean.row) ?? null;
    return refused === null ? clean : { refused };
  }

  #readEnd(end: JsonObject, hash: Hash): void {
    this.#hasEnd = true;
    const isSame = hash.copy().digest('hex') === end['sha256'];
    this.#tally.end = isSame && end['rows'] === this.#tally.rows ? 'whole' : 'altered';
  }

  #apply({ line, writer, row }: Pending): void {
    const { name } = writer.table;
    try {
      const session = writer.sessionOf(row);
      if (this.#forgetting.drops(writer.table, row, session)) {
        this.#tally.count(name, 'forgotten');
        return;
      }
      const outcome = writer.put(row);
      this.#unsettled.note(writer.table, row, session, outcome);
      this.#tally.count(name, outcome);
    } catch (error) {
      if (!isConstraint(error)) throw error;
      this.#tally.refuse(line, error instanceof Error ? error.message : String(error), name);
    }
  }
}

interface RowInFile extends JsonObject {
  readonly table: string;
  readonly row: JsonObject;
}

function isRow(value: JsonObject | null): value is RowInFile {
  return value !== null && typeof value['table'] === 'string' && isJsonObject(value['row']);
}

function noExport(): StorageError {
  return new StorageError('BAD_FORMAT', 'the file is no export of Spoor');
}
