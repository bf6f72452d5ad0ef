import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Between two looks at a process, ms. */
const EVERY_MS = 5;

/**
 * Follows how much memory a process has held at most, as the system counts it (`VmHWM`: it only ever
 * grows, so that the last look before the end tells).
 * @returns asks for it, in MB; 0 where the system doesn't tell.
 */
export function followPeak({ pid }: Pick<ChildProcess, 'pid'>): () => number {
  let peak = 0;
  const look = () => {
    peak = Math.max(peak, pid === undefined ? 0 : peakOf(pid));
  };
  const timer = setInterval(look, EVERY_MS);
  return () => {
    clearInterval(timer);
    return Math.round(peak / 1024);
  };
}

function peakOf(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0);
  } catch {
    return 0;
  }
}
