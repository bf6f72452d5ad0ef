import { statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type CapturedEvent,
  isoTime,
  type Redacted,
  type RedactOptions,
  redactHookEvent,
  withoutContent,
} from '@spoor/core';
import {
  asStorageError,
  auditOperation,
  isForgotten,
  type Line,
  type LongWork,
  readBytes,
  readLines,
  type SpoorDatabase,
  StorageError,
  unpack,
} from '@spoor/storage';
import { findWorkplace } from '../capture/workplace.js';
import { createRecorder, type Recorder } from '../record/recorder.js';
import { parseHookEvent } from '../wire/parse-hook-event.js';
import { readCapturedLine } from './captured-line.js';
import { PayloadIds } from './payload-ids.js';

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
const MOST_REFUSALS = 20;

/** One transaction's worth. */
const BATCH = 25;

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

class TriedOnly extends Error {}

class PayloadImport {
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
