import type { SpoorDatabase } from '@spoor/storage';
import type { PreparedBatch } from '../prepare-batch.js';
import type { IngestContext } from '../reducers.js';
import { writeBatch } from '../write-batch.js';
import type { SharedControl } from './shared-control.js';

/** Bytes of transcripts that wait in memory for their turn to be written. */
const MOST_BYTES = 1024 * 1024;

/** A transaction takes no further batch after so long, ms: hooks write in between. */
const TERM_MS = 25;

/** The WAL is moved after so many bytes of transcripts; it holds some 2 bytes for each. */
const CHECKPOINT_BYTES = 16 * 1024 * 1024;

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
      const count = this.#control.inTurn(() => this.#db.transaction(() => this.#writeSome()));
      const done = this.#waiting.slice(0, count).reduce((sum, { bytes }) => sum + bytes, 0);
      this.#waiting = this.#waiting.slice(count);
      const before = this.#control.addBytes(done);
      if (passes(before, before + done, CHECKPOINT_BYTES)) this.#checkpoint();
    }
    this.#bytes = 0;
  }

  /**
   * Moves what is in the WAL into the database's file. Most of it is moved while another thread
   * writes; then nobody may, or the end would never be reached, and the WAL never be used anew.
   */
  #checkpoint(): void {
    const move = () => this.#db.getDb().pragma('wal_checkpoint(PASSIVE)');
    move();
    this.#control.inTurn(move);
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

/** Whether a multiple of a number lies between two others. */
function passes(from: number, to: number, step: number): boolean {
  return Math.floor(from / step) < Math.floor(to / step);
}
