import { setTimeout as delay } from 'node:timers/promises';
import { isoTime, messageOf } from '@spoor/core';
import { StorageError } from '../errors.js';
import type { Written } from './durable-writer-options.js';
import type { HeldWrites } from './held-writes.js';
import type { Reopening } from './reopening.js';
import { applyOnce, replay } from './replay.js';
import type { RetryTimer } from './retry-timer.js';
import { asUnavailable, mayPass } from './unavailable.js';
import type { Write } from './write.js';
import type { OperationTable } from './write-operation.js';
import type { Availability } from './writer-status.js';

/** What a delivery is made of. Times are milliseconds. */
export interface DeliveryParts {
  readonly path: string;
  readonly connection: Reopening;
  /** Null where a write that can't be written is an error. */
  readonly held: HeldWrites | null;
  readonly operations: OperationTable;
  readonly availability: Availability;
  readonly timer: RetryTimer;
  /** After a failed attempt the next one comes no sooner. */
  readonly restMs: number;
  /** A clock that never goes back. */
  readonly now: () => number;
}

/** First wait before a second attempt at a write, ms; it doubles. */
const FIRST_WAIT_MS = 10;

/** Brings writes into the database, or holds them; one at a time. */
export class Delivery {
  readonly #parts: DeliveryParts;
  /** Whether something may be held: then it is written first. */
  #mayHold: boolean;
  #applied = 0;
  #trouble: StorageError | undefined;
  #restUntil = 0;

  constructor(parts: DeliveryParts) {
    this.#parts = parts;
    this.#mayHold = parts.held !== null && parts.held.count() > 0;
    if (this.#mayHold) parts.timer.plan();
  }

  /**
   * Writes what is held, then this; or holds it too.
   * @throws StorageError when the database can't be used and nothing may be held, or can be.
   */
  async deliver(write: Write, deadline: number): Promise<Written<unknown>> {
    const { held, now, connection, operations, availability } = this.#parts;
    if (this.#isResting(deadline)) return this.#hold(write);
    const startedAt = now();
    for (let waitMs = FIRST_WAIT_MS; ; waitMs *= 2) {
      try {
        if (!(await this.#replay(deadline))) return this.#hold(write);
        const db = connection.open();
        const applied = db.transaction(() => applyOnce(db, write, operations));
        this.#restored();
        if (applied === null) return { outcome: 'repeated', id: write.id };
        return { outcome: 'written', id: write.id, value: applied.value };
      } catch (error) {
        const trouble = this.#troubleOf(error);
        const leftMs = deadline - now();
        const isKnown = held !== null && availability.isDegraded;
        const isOver = leftMs <= 0 || !mayPass(trouble, now() - startedAt);
        if (isKnown || isOver) return this.#hold(write, trouble);
        await delay(Math.min(waitMs * (0.5 + Math.random()), leftMs));
      }
    }
  }

  /** Writes what is held, if the database can be used; once, without another attempt. */
  async catchUp(deadline: number): Promise<void> {
    const { held, connection, availability, timer } = this.#parts;
    if (held === null) return;
    // Another process may have left something in the same folders.
    this.#mayHold = true;
    try {
      if (!(await this.#replay(deadline))) timer.plan();
      else if (availability.isDegraded) {
        connection.open().transaction(() => undefined);
        this.#restored();
      }
    } catch (error) {
      this.#degrade(this.#troubleOf(error));
      timer.plan();
    }
  }

  /** In an outage a write is held at once, but for an attempt now and then. */
  #isResting(deadline: number): boolean {
    const { held, availability, now } = this.#parts;
    if (!availability.isDegraded) return false;
    return now() >= deadline || (held !== null && now() < this.#restUntil);
  }

  /** @returns false when the time was up before all was written. */
  async #replay(deadline: number): Promise<boolean> {
    const { held, operations, connection, availability, timer, now } = this.#parts;
    if (held === null || !this.#mayHold) return true;
    const complete = await replay({
      open: () => connection.open(),
      held,
      operations,
      isTimeUp: () => now() >= deadline,
      onApplied: () => {
        this.#applied++;
      },
      onRejected: ({ name, reason }) => {
        const message = `a held write is refused (${name}): ${reason}; ${held.afterRefusal}`;
        availability.tell({ kind: 'rejected', message });
      },
    });
    if (!complete) return false;
    this.#mayHold = false;
    timer.clear();
    if (this.#applied > 0) this.#restored();
    return true;
  }

  #restored(): void {
    this.#parts.availability.restored(this.#applied);
    this.#applied = 0;
  }

  /** @throws the error, where the database is not to blame. */
  #troubleOf(error: unknown): StorageError {
    const { connection, path } = this.#parts;
    const trouble = asUnavailable(error, path);
    if (trouble === null) throw error;
    if (trouble.code !== 'LOCKED') connection.drop();
    return trouble;
  }

  #degrade(trouble: StorageError): void {
    const { availability, held, now, restMs } = this.#parts;
    this.#trouble = trouble;
    this.#restUntil = now() + restMs;
    const consequence = held === null ? 'nothing is written' : `writes are held in ${held.place}`;
    availability.lost(trouble, isoTime(Date.now()), consequence);
  }

  #hold(write: Write, trouble?: StorageError): Written<unknown> {
    const { held, timer } = this.#parts;
    if (trouble !== undefined) this.#degrade(trouble);
    const reason = trouble ?? this.#trouble ?? new StorageError('TIMEOUT', 'no time was left');
    if (held === null) throw reason;
    try {
      held.put(write);
    } catch (cause) {
      this.#restUntil = 0;
      throw notHeld(reason, cause);
    }
    this.#mayHold = true;
    timer.plan();
    return { outcome: 'held', id: write.id };
  }
}

function notHeld(reason: StorageError, cause: unknown): StorageError {
  const full = cause instanceof StorageError && cause.code === 'OVERLOADED';
  const message = `${reason.message}; the write can't be held either: ${messageOf(cause)}`;
  return new StorageError(full ? 'OVERLOADED' : reason.code, message, { cause });
}
