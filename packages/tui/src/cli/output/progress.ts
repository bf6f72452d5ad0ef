import type { LongWork, Progress } from '@spoor/storage';
import { exactNumber } from '../../present/amounts.js';
import { formatBytes } from '../../present/byte-size.js';
import { formatElapsed } from '../../present/duration.js';
import type { CliIo } from '../io.js';

const EVERY_MS = 100;

/** A rate of less time than this is chance. */
const MEASURED_MS = 1_000;

/**
 * Runs some long work: on a terminal its progress stands in one line of stderr that goes when it is
 * done, and ctrl-c stops it between two of its steps.
 */
export async function withProgress<T>(
  io: CliIo,
  label: string,
  run: (work: LongWork) => T | Promise<T>,
): Promise<T> {
  const stopper = new AbortController();
  const unhook = io.onInterrupt(() => stopper.abort());
  const line = progressLine(io, label);
  try {
    return await run({ signal: stopper.signal, onProgress: line.show });
  } finally {
    line.clear();
    unhook();
  }
}

function progressLine(io: CliIo, label: string) {
  if (io.stderr.isTTY !== true) return { show: () => undefined, clear: () => undefined };
  let shownAtMs = 0;
  const startedAtMs = io.now();
  return {
    show: (progress: Progress) => {
      const now = io.now();
      if (Math.abs(now - shownAtMs) < EVERY_MS) return;
      shownAtMs = now;
      io.stderr.write(`\r${label} ${progressText(progress, now - startedAtMs)}\u001b[K`);
    },
    clear: () => {
      if (shownAtMs !== 0) io.stderr.write('\r\u001b[K');
    },
  };
}

/**
 * `12,000 of 40,000 rows (30 %)`; of bytes `120 MB of 1.0 GB (12 %), 41 MB/s, 21s left`. The rate is
 * told once there has been a while to measure it.
 */
export function progressText({ done, total, unit }: Progress, elapsedMs: number): string {
  const amount = (value: number) => (unit === 'bytes' ? formatBytes(value) : exactNumber(value));
  const name = unit === 'bytes' ? '' : ` ${unit}`;
  if (total === null) return `${amount(done)}${name}`;
  const percent = total === 0 ? 100 : Math.floor((100 * done) / total);
  const parts = [`${amount(done)} of ${amount(total)}${name} (${percent} %)`];
  if (unit === 'bytes' && done > 0 && elapsedMs >= MEASURED_MS) {
    const perMs = done / elapsedMs;
    parts.push(
      `${formatBytes(perMs * 1_000)}/s`,
      `${formatElapsed(Math.max(0, total - done) / perMs)} left`,
    );
  }
  return parts.join(', ');
}
