import type { Hash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { isConstraint } from '../errors.js';
import { breathe } from '../maintenance/long-work.js';
import { auditOperation } from '../stores/audit-operation.js';
import { rowWriter } from './apply-row.js';
import { Forgetting } from './forgetting.js';
import type { ImportOptions } from './import.js';
import { ImportReader, noExport, type ReadRow } from './import-reader.js';
import { type ImportReport, ImportTally } from './import-report.js';
import type { Line } from './lines.js';
import { PORTABLE_TABLES } from './tables.js';
import { TouchedUsage } from './touched-usage.js';
import { Unsettled } from './unsettled.js';

/** One transaction's worth: some milliseconds. */
const BATCH_ROWS = 200;
const BATCH_BYTES = 1024 * 1024;

/** Takes a transaction back that was only tried. */
class TriedOnly extends Error {}

/** One import: writes the rows that are read, a batch at a time. */
export class ImportRun {
  readonly #db: SpoorDatabase;
  readonly #options: ImportOptions;
  readonly #tally = new ImportTally();
  readonly #reader: ImportReader;
  readonly #forgetting: Forgetting;
  readonly #unsettled: Unsettled;
  readonly #usage: TouchedUsage;
  #pending: ReadRow[] = [];
  #bytes = 0;
  #heldMs = 0;
  #freeSince = 0;

  constructor(db: SpoorDatabase, options: ImportOptions) {
    this.#db = db;
    this.#options = options;
    const writers = new Map(
      PORTABLE_TABLES.map((table) => [table.name, rowWriter(db, table, options.reconciler)]),
    );
    this.#reader = new ImportReader(this.#tally, writers, options);
    this.#forgetting = new Forgetting(db, options.includeForgotten === true);
    this.#unsettled = new Unsettled(db);
    this.#usage = new TouchedUsage(db);
  }

  get isFull(): boolean {
    return this.#pending.length >= BATCH_ROWS || this.#bytes >= BATCH_BYTES;
  }

  /** Reads a line; what it holds waits for the next {@link flush}. */
  read(line: Line, hash: Hash): void {
    const row = this.#reader.read(line, hash);
    if (row === null) return;
    this.#pending.push(row);
    this.#bytes += row.bytes;
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
      this.#usage.refresh();
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
    if (!this.#reader.hasHeader) throw noExport();
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
    if (this.#options.dryRun === true || !this.#reader.hasHeader) return;
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

  #apply({ line, writer, row }: ReadRow): void {
    const { name } = writer.table;
    try {
      const session = writer.sessionOf(row);
      if (this.#forgetting.drops(writer.table, row, session)) {
        this.#tally.count(name, 'forgotten');
        return;
      }
      const isUsage = name === 'token_usage';
      if (isUsage) this.#usage.note(row);
      const outcome = writer.put(row);
      if (isUsage) this.#usage.note(row);
      this.#unsettled.note(writer.table, row, session, outcome);
      this.#tally.count(name, outcome);
    } catch (error) {
      if (!isConstraint(error)) throw error;
      this.#tally.refuse(line, error instanceof Error ? error.message : String(error), name);
    }
  }
}
