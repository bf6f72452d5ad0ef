import { addMs, type IsoTime, isoTime } from '@spoor/core';

/** What is kept, and for how long. Null: for ever. Figures, rows and event ids always stay. */
export interface Retention {
  /** Raw payloads of hook events; 30 by default. */
  readonly payloadDays?: number | null;
  /** What tools gave back, among the messages; 90 by default. */
  readonly toolOutputDays?: number | null;
  /** All text of messages; null by default. */
  readonly messageDays?: number | null;
  /** All text of sessions that were not active since; null by default. */
  readonly sessionDays?: number | null;
  /** Millions of bytes: over it go payloads, then tool output, then messages, the oldest first. */
  readonly maxSizeMb?: number | null;
}

/** The retention of an installation that nobody has configured. */
export const DEFAULT_RETENTION: Required<Retention> = {
  payloadDays: 30,
  toolOutputDays: 90,
  messageDays: null,
  sessionDays: null,
  maxSizeMb: null,
};

const DAY_MS = 86_400_000;

/** The time so many days ago; null for no days given. */
export function daysAgo(days: number | null, now: number): IsoTime | null {
  return days === null ? null : addMs(isoTime(now), -days * DAY_MS);
}
