import { blockForWalRoom, hasWalRoom, type SpoorDatabase } from '@spoor/storage';
import type { PreparedBatch } from '../prepare-batch.js';
import type { IngestContext } from '../reducers.js';
import { writeBatch } from '../write-batch.js';
import type { SharedControl } from './shared-control.js';

/** Bytes of transcripts that wait in memory for their turn to be written. */
const MOST_BYTES = 1024 * 1024;

/** A transaction takes no further batch after so long, ms: hooks write in between. */
const TERM_MS = 25;

interface Waiting {
  readonly context: IngestContext;
  readonly batch: PreparedBatch;
  readonly bytes: number;
}

/**
 * Writes batches, several in one transaction, be they of one file or of many: pages that all of
 * them change are written once.
 */
export class GroupWriter {
  readonly #db: SpoorDatabase;
  readonly #control: SharedControl;
  #waiting: Waiting[] = [];
  #bytes = 0;

  constructor(db: SpoorDatabase, control: SharedControl) {
    this.#db = db;
    this.#control = control;
  }

  /**
   * Takes a batch, which is written now or later, in its order.
   * @param bytes of its file that are done with it.
   * @throws StorageError when the database can't be written.
   */
  add(context: IngestContext, batch: PreparedBatch, bytes: number): void {
    this.#waiting.push({ context, batch, bytes });
    this.#bytes += bytes;
    if (this.#bytes >= MOST_BYTES) this.flush();
  }

  /** Writes what waits. @throws StorageError when the database can't be written. */
  flush(): void {
    while (this.#waiting.length > 0) {
      this.#makeRoom();
      const count = this.#control.inTurn(() => this.#db.transaction(() => this.#writeSome()));
      const done = this.#waiting.slice(0, count).reduce((sum, { bytes }) => sum + bytes, 0);
      this.#waiting = this.#waiting.slice(count);
      this.#control.addBytes(done);
    }
    this.#bytes = 0;
  }

  /**
   * Sees to it that the WAL is emptied when it is full. Most of it is moved while another thread
   * writes; then nobody may, or the end would never be reached.
   */
  #makeRoom(): void {
    if (hasWalRoom(this.#db) || this.#control.inTurn(() => hasWalRoom(this.#db))) return;
    blockForWalRoom(this.#db);
  }

  /** @returns how many batches. */
  #writeSome(): number {
    const until = performance.now() + TERM_MS;
    let count = 0;
    for (const { context, batch } of this.#waiting) {
      writeBatch(context, batch);
      count += 1;
      if (performance.now() >= until) break;
    }
    return count;
  }
}
