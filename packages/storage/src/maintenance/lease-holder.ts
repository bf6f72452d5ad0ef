import { readlinkSync } from 'node:fs';
import { isAlive } from './is-alive.js';

/** Names this process as the holder of a lease, so that others can tell when it is gone. */
export function newHolder(): string {
  return `${process.pid} ${processSpace()} ${Math.random().toString(36).slice(2)}`;
}

/** Whether a holder was a process that has ended. Of one in another container nobody knows. */
export function isGone(holder: string): boolean {
  const [pid, space] = holder.split(' ');
  return space === processSpace() && /^\d+$/.test(pid ?? '') && !isAlive(Number(pid));
}

/** Where process ids mean the same: containers on one machine may share a database's folder. */
function processSpace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return process.platform;
  }
}
