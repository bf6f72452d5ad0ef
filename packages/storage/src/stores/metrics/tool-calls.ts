import type { IsoTime } from '@spoor/core';
import type { SpoorDatabase } from '../../database/spoor-database.js';
import type { Runs } from './figures.js';
import { type MetricsWindow, startOf } from './window.js';

/** Calls counted by how they came out, with the durations that are known. */
export interface CountedCalls {
  readonly count: number;
  readonly successes: number;
  readonly failures: number;
  readonly denied: number;
  readonly cancelled: number;
  /** Numbers with commas between: one text costs SQLite less than a list. */
  readonly durations: string | null;
  /** Of the calls whose duration is known. */
  readonly durationMs: number;
  /** What they gave back, where it is known. */
  readonly resultBytes: number;
}

/** SQL: counts of the calls that a statement groups. */
export const COUNTS = `count(*) AS count, total(status = 'success') AS successes,
  total(status = 'failure') AS failures, total(status = 'denied') AS denied,
  total(status = 'cancelled') AS cancelled, group_concat(duration_ms) AS durations,
  total(duration_ms) AS durationMs, total(result_bytes) AS resultBytes`;

/** The runs that calls stand for; how long one took doesn't depend on how it came out. */
export function runsOf(calls: CountedCalls): Runs[] {
  const { count, successes, failures, denied, cancelled } = calls;
  const other = denied + cancelled;
  const open = count - successes - failures - other;
  const durations = JSON.parse(`[${calls.durations ?? ''}]`) as number[];
  return [
    { result: 'success', count: successes, durations },
    { result: 'failure', count: failures, durations: [] },
    { result: 'other', count: other, durations: [] },
    { result: 'open', count: open, durations: [] },
  ];
}

/** Tools that were ever called: one seek in the index for each. */
export function toolNames(db: SpoorDatabase): (string | null)[] {
  const next = db.prepare<[string], { name: string | null }>(
    'SELECT min(tool_name) AS name FROM tool_calls WHERE tool_name > ?',
  );
  const names: (string | null)[] = [null];
  let name = db
    .prepare<[], { name: string | null }>('SELECT min(tool_name) AS name FROM tool_calls')
    .get()?.name;
  while (typeof name === 'string') {
    names.push(name);
    name = next.get(name)?.name;
  }
  return names;
}

/** A tool's calls that started between two times, along their index alone. */
export function countCalls(
  db: SpoorDatabase,
  tool: string | null,
  from: IsoTime,
  before: IsoTime,
): CountedCalls | undefined {
  return db
    .prepare<[string | null, IsoTime, IsoTime], CountedCalls>(
      `SELECT ${COUNTS} FROM tool_calls
       WHERE tool_name IS ? AND started_at >= ? AND started_at < ?`,
    )
    .get(tool, from, before);
}

/** When a tool's first call from a time on started; null when there is none. */
export function firstCallFrom(
  db: SpoorDatabase,
  tool: string | null,
  from: IsoTime,
): IsoTime | null {
  const row = db
    .prepare<[string | null, IsoTime], { at: IsoTime | null }>(
      'SELECT min(started_at) AS at FROM tool_calls WHERE tool_name IS ? AND started_at >= ?',
    )
    .get(tool, from);
  return row?.at ?? null;
}

/** A project's calls along its sessions, by tool or by day. */
export function countProjectCalls(
  db: SpoorDatabase,
  by: 'tool' | 'day',
  window: MetricsWindow,
): (CountedCalls & { key: string | null })[] {
  const key = by === 'tool' ? 'tool_name' : 'substr(started_at, 1, 10)';
  return db
    .prepare<object, CountedCalls & { key: string | null }>(
      `SELECT ${key} AS key, ${COUNTS}
       FROM (SELECT id FROM sessions WHERE project_id = @projectId) AS session
       CROSS JOIN tool_calls ON session_id = session.id
       WHERE started_at >= @start GROUP BY 1`,
    )
    .all({ projectId: window.projectId, start: startOf(window) });
}
