import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LinePosition, LineProblem } from '@spoor/storage';
import { onTestFinished } from 'vitest';
import type {
  RawLine,
  ReadOptions,
  TranscriptBatch,
  TranscriptReading,
} from '../../../src/transcript/files/batch.js';
import { readTranscript } from '../../../src/transcript/files/read-transcript.js';

/** A folder of the test's own; gone when the test is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'spoor-files-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** What one reading gave. */
export interface WholeReading {
  readonly reading: TranscriptReading;
  readonly batches: readonly TranscriptBatch[];
  readonly lines: readonly RawLine[];
  readonly texts: readonly string[];
  readonly problems: readonly LineProblem[];
  readonly skipped: number;
  /** Null when nothing was read. */
  readonly cursor: LinePosition | null;
}

/** Reads what a file has, and puts it together. */
export function readAll(
  path: string,
  position: LinePosition | null = null,
  options: ReadOptions = {},
): WholeReading {
  const batches: TranscriptBatch[] = [];
  const reading = readTranscript(path, position, options, (batch) => void batches.push(batch));
  const lines = batches.flatMap((batch) => batch.lines);
  return {
    reading,
    batches,
    lines,
    texts: lines.map((line) => line.text),
    problems: batches.flatMap((batch) => batch.problems),
    skipped: batches.reduce((sum, batch) => sum + batch.skipped, 0),
    cursor: batches.at(-1)?.cursor ?? null,
  };
}
