import { setTimeout as sleep } from 'node:timers/promises';
import {
  type CapturedEvent,
  isoTime,
  type Redacted,
  type RedactOptions,
  redactHookEvent,
  withoutContent,
} from '@spoor/core';
import { auditOperation, isForgotten, type Line, type SpoorDatabase } from '@spoor/storage';
import { findWorkplace } from '../capture/workplace.js';
import { createRecorder, type Recorder } from '../record/recorder.js';
import { parseHookEvent } from '../wire/parse-hook-event.js';
import { readCapturedLine } from './captured-line.js';
import type { PayloadImportOptions, PayloadImportReport } from './import-payloads.js';
import { PayloadIds } from './payload-ids.js';

const MOST_REFUSALS = 20;

/** One transaction's worth. */
const BATCH = 25;

/** Takes a transaction back that was only tried. */
class TriedOnly extends Error {}

/** One import of payloads: records the events of lines, a batch at a time. */
export class PayloadImport {
  readonly #db: SpoorDatabase;
  readonly #recorder: Recorder;
  readonly #options: PayloadImportOptions;
  readonly #file: { total: number; endMs: number };
  readonly #ids = new PayloadIds();
  readonly #counts = { lines: 0, events: 0, new: 0, known: 0, forgotten: 0, refused: 0, failed: 0 };
  readonly #refusals: { line: number; reason: string }[] = [];
  #lastStampMs: number | null = null;
  #pending: Redacted<CapturedEvent>[] = [];

  constructor(
    db: SpoorDatabase,
    options: PayloadImportOptions,
    file: { total: number; endMs: number },
  ) {
    this.#db = db;
    this.#recorder = createRecorder({ db });
    this.#options = options;
    this.#file = file;
  }

  get isFull(): boolean {
    return this.#pending.length >= BATCH;
  }

  read({ number, text }: Line): void {
    this.#counts.lines = number;
    if (text === null) {
      this.#refuse(number, 'is too long');
      return;
    }
    if (text.trim() === '') return;
    const captured = readCapturedLine(text);
    if (captured === null) {
      this.#refuse(number, 'holds no hook event');
      return;
    }
    const { payload } = captured;
    const event = parseHookEvent(payload, {
      id: this.#ids.next(payload),
      capturedAt: isoTime(this.#timeOf(number, captured.atMs)),
    });
    if (event.kind === 'malformed') {
      this.#refuse(number, event.reason);
      return;
    }
    this.#counts.events++;
    this.#pending.push(redact(event, this.#options.redaction));
  }

  async flush(): Promise<void> {
    const batch = this.#pending;
    this.#pending = [];
    const started = performance.now();
    this.#inTransaction(() => {
      for (const event of batch) this.#record(event);
    });
    const { lines } = this.#counts;
    this.#options.onProgress?.({ done: lines, total: this.#file.total, unit: 'lines' });
    // Hooks that wait for the lock look for it now and then: it is free as long as it was held.
    await sleep(performance.now() - started);
  }

  async finish(): Promise<PayloadImportReport> {
    await this.flush();
    const dryRun = this.#options.dryRun === true;
    if (!dryRun) {
      const details = { from: 'payloads', ...this.#counts };
      this.#db.transaction(() => auditOperation(this.#db, { action: 'import', details }));
    }
    return { ...this.#counts, refusals: this.#refusals, dryRun };
  }

  #inTransaction(run: () => void): void {
    try {
      this.#db.transaction(() => {
        run();
        if (this.#options.dryRun === true) throw new TriedOnly();
      });
    } catch (error) {
      if (!(error instanceof TriedOnly)) throw error;
    }
  }

  #record(event: Redacted<CapturedEvent>): void {
    const { isNew, error } = this.#recorder.recordRedacted(event);
    if (error !== undefined) this.#counts.failed++;
    if (isNew) this.#counts.new++;
    else if (event.kind === 'event' && isForgotten(this.#db, event.sessionId, event.capturedAt)) {
      this.#counts.forgotten++;
    } else this.#counts.known++;
  }

  /** Lines without a stamp of their own follow the one before that has one. */
  #timeOf(number: number, atMs: number | null): number {
    const { total, endMs } = this.#file;
    const follows = this.#lastStampMs === null ? null : this.#lastStampMs + 1;
    if (atMs !== null || follows !== null) this.#lastStampMs = atMs ?? follows;
    return atMs ?? follows ?? Math.max(0, endMs - (total - number));
  }

  #refuse(line: number, reason: string): void {
    this.#counts.refused++;
    if (this.#refusals.length < MOST_REFUSALS) this.#refusals.push({ line, reason });
  }
}

function redact(event: CapturedEvent, options: RedactOptions = {}): Redacted<CapturedEvent> {
  const { cwd } = event.workplace;
  const placed = cwd === undefined ? event : { ...event, workplace: findWorkplace(cwd) };
  try {
    return redactHookEvent(placed, options);
  } catch {
    return withoutContent(placed);
  }
}
