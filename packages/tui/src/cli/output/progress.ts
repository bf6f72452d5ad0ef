import type { LongWork, Progress } from '@spoor/storage';
import type { CliIo } from '../io.js';

const EVERY_MS = 100;

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
  return {
    show: (progress: Progress) => {
      const now = io.now();
      if (Math.abs(now - shownAtMs) < EVERY_MS) return;
      shownAtMs = now;
      io.stderr.write(`\r${label} ${progressText(progress)}\u001b[K`);
    },
    clear: () => {
      if (shownAtMs !== 0) io.stderr.write('\r\u001b[K');
    },
  };
}

/** `12,000 of 40,000 rows (30 %)`. */
function progressText({ done, total, unit }: Progress): string {
  const number = new Intl.NumberFormat('en');
  if (total === null) return `${number.format(done)} ${unit}`;
  const percent = total === 0 ? 100 : Math.floor((100 * done) / total);
  return `${number.format(done)} of ${number.format(total)} ${unit} (${percent} %)`;
}
