import type { Redacted } from '@spoor/core';
import type { LinePosition, LineProblem } from '@spoor/storage';
import type { TranscriptBatch } from './files/batch.js';
import type { TranscriptLine } from './line.js';
import type { LineRedactor } from './redact-line.js';
import { parseTranscriptLine } from './wire/parse-transcript-line.js';

/** A line with its place in its file. */
export interface PlacedLine {
  /** Bytes before it. */
  readonly offset: number;
  readonly line: Redacted<TranscriptLine>;
}

/** A batch of a file's lines, read and redacted: plain data, ready to be written. */
export interface PreparedBatch {
  readonly lines: readonly PlacedLine[];
  readonly problems: readonly LineProblem[];
  /** Lines of no use, which were passed over unread. */
  readonly skipped: number;
  /** Holds once the batch is written. */
  readonly cursor: LinePosition;
  readonly isAnew: boolean;
  readonly isEnd: boolean;
}

/** Reads and redacts the lines of a batch. It needs no database, and may run in another thread. */
export function prepareBatch(batch: TranscriptBatch, redact: LineRedactor): PreparedBatch {
  const lines: PlacedLine[] = [];
  const problems = [...batch.problems];
  for (const { text, line, offset, length } of batch.lines) {
    const parsed = parseTranscriptLine(text);
    if (parsed.kind === 'line') lines.push({ offset, line: redact(parsed.line) });
    else problems.push({ offset, line, length, reason: parsed.reason });
  }
  problems.sort((a, b) => a.offset - b.offset);
  const { skipped, cursor, isAnew, isEnd } = batch;
  return { lines, problems, skipped, cursor, isAnew, isEnd };
}
