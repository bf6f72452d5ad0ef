import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** Waits until no process of a run is left, and says how long that took; the run's folder is its mark. */
export async function waitUntilNoneIsLeft(folder: string, limitMs = 5_000): Promise<number> {
  const start = performance.now();
  for (;;) {
    const left = processesOf(folder);
    const waited = performance.now() - start;
    if (left.length === 0) {
      return waited;
    }
    if (waited > limitMs) {
      throw new Error(`still running after ${limitMs} ms:\n${left.join('\n')}`);
    }
    await delay(20);
  }
}

/** Command lines of the processes that name the folder in their arguments or environment. */
function processesOf(folder: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && name !== String(process.pid))
    .filter(
      (pid) =>
        readProc(pid, 'environ').includes(folder) || readProc(pid, 'cmdline').includes(folder),
    )
    .map((pid) => `${pid} ${readProc(pid, 'cmdline').replaceAll('\0', ' ')}`);
}

function readProc(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
