import type { IsoTime } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';

/** A time in which nothing was to be recorded. */
export interface PausedTime {
  readonly since: IsoTime;
  /** Null while it lasts. */
  readonly until: IsoTime | null;
}

interface Noted {
  readonly action: 'recording.pause' | 'recording.resume';
  readonly at: IsoTime;
  readonly until: IsoTime | null;
}

/**
 * When recording was paused everywhere, as the audit log tells, the earliest first: what is read
 * later of such a time is left out. Pauses of single projects are not among them.
 */
export function pausedTimes(db: SpoorDatabase): PausedTime[] {
  const noted = db
    .prepare<[], Noted>(
      `SELECT action, timestamp AS at, details ->> '$.until' AS until FROM audit_logs
       WHERE json_array(project_id, category, agent, action) IN (
           json_array(NULL, 'state', 'user', 'recording.pause'),
           json_array(NULL, 'state', 'user', 'recording.resume'))
         AND details ->> '$.project' IS NULL
       ORDER BY timestamp, seq`,
    )
    .all();
  const times: PausedTime[] = [];
  for (const { action, at, until } of noted) {
    const last = times.at(-1);
    const isOn = last !== undefined && (last.until === null || last.until > at);
    // What is paused already lasts as long as it was said last.
    if (isOn)
      times[times.length - 1] = { ...last, until: action === 'recording.pause' ? until : at };
    else if (action === 'recording.pause') times.push({ since: at, until });
  }
  return times;
}

/** Whether a time is in one of several. */
export function isIn(times: readonly PausedTime[], at: IsoTime): boolean {
  return times.some(({ since, until }) => since <= at && (until === null || at < until));
}
