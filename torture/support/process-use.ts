import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What a process has used. */
export interface ProcessUse {
  /** Memory that it held at most, MB. */
  readonly peakMb: number;
  /** Time that processors worked for it, in all its threads, ms. Other processes don't lengthen it. */
  readonly cpuMs: number;
}

/** Between two looks at a process, ms. */
const EVERY_MS = 5;

/** Linux counts processor time in hundredths of a second. */
const TICK_MS = 10;

/**
 * Follows what a process uses, as the system counts it (proc(5)): both figures only ever grow, so that
 * the last look before the end tells.
 * @returns asks for it; zeros where the system doesn't tell.
 */
export function followUse({ pid }: Pick<ChildProcess, 'pid'>): () => ProcessUse {
  let use: ProcessUse = { peakMb: 0, cpuMs: 0 };
  const look = () => {
    if (pid !== undefined) use = useOf(pid) ?? use;
  };
  const timer = setInterval(look, EVERY_MS);
  return () => {
    clearInterval(timer);
    return use;
  };
}

function useOf(pid: number): ProcessUse | undefined {
  try {
    const peak = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // Fields 14 and 15; the second, the command's name, may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = Number(fields[11]) + Number(fields[12]);
    // One that has ended holds nothing any more, until it is waited for.
    if (peak === undefined) return undefined;
    return { peakMb: Math.round(Number(peak) / 1024), cpuMs: ticks * TICK_MS };
  } catch {
    return undefined;
  }
}
