import type { SessionItem } from './session-item.js';
import { standingOf } from './standing.js';

/** What a session does just now, or what it is held up by, as one safe line; null when nothing tells. */
export function sessionNote({ row, running, error }: SessionItem, nowMs: number): string | null {
  switch (standingOf(row, nowMs)) {
    case 'waiting':
      return running === null ? null : `asks: ${running}`;
    case 'failed':
      return error;
    case 'working':
    case 'stuck':
      return running;
    default:
      return null;
  }
}
