import { isMainThread, type Worker } from 'node:worker_threads';

const STUCK = new Set<Worker>();

/** How often a thread that ends slowly is let go of again, ms. */
const LET_GO_MS = 20;

/**
 * Looks after a thread that was told to end. It can't before the step of SQLite that it is in is
 * over (better-sqlite3 has no way to interrupt one), and Node waits for it at the process's end. So
 * that an endless query doesn't make an endless process, a process that ends while such a thread
 * goes on replaces itself, as its last act, with one that leaves with the same exit code.
 */
export function letEnd(worker: Worker): void {
  STUCK.add(worker);
  // Telling it to end has made the process wait for it, and so will the end of its port.
  const timer = setInterval(() => worker.unref(), LET_GO_MS);
  timer.unref();
  worker.unref();
  worker.once('exit', () => {
    clearInterval(timer);
    STUCK.delete(worker);
  });
  if (isMainThread && process.listeners('exit').at(-1) !== leaveAtOnce) {
    process.removeListener('exit', leaveAtOnce);
    process.on('exit', leaveAtOnce);
  }
}

/** Whether a thread that was told to end hasn't yet. */
export function isStuck(worker: Worker): boolean {
  return STUCK.has(worker);
}

function leaveAtOnce(code: number): void {
  if (STUCK.size === 0) return;
  if (process.platform !== 'win32' && typeof process.execve === 'function') {
    process.execve('/bin/sh', ['sh', '-c', `exit ${code}`], {});
  }
  process.kill(process.pid, 'SIGKILL');
}
