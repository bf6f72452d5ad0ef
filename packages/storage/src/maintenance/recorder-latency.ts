import type { IsoTime } from '@spoor/core';
import type { Handle } from '../database/handle.js';

/** What recording events of a kind took the hooks' processes, ms. */
export interface RecorderLatency {
  /** Null for input that was no event. */
  readonly event: string | null;
  readonly count: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly maxMs: number;
}

/** What recording took since a time, by kind of event, the most frequent first. */
export function readRecorderLatency(handle: Handle, since: IsoTime): RecorderLatency[] {
  return handle
    .prepare<[IsoTime], RecorderLatency>(
      `WITH ranked AS (
         SELECT hook_type, duration_ms,
           row_number() OVER (PARTITION BY hook_type ORDER BY duration_ms) AS place,
           count(*) OVER (PARTITION BY hook_type) AS total
         FROM hook_executions WHERE created_at >= ? AND duration_ms IS NOT NULL)
       SELECT hook_type AS event, max(total) AS count,
         min(duration_ms) FILTER (WHERE place >= 0.5 * total) AS p50Ms,
         min(duration_ms) FILTER (WHERE place >= 0.95 * total) AS p95Ms,
         max(duration_ms) AS maxMs
       FROM ranked GROUP BY hook_type ORDER BY count DESC, event`,
    )
    .all(since);
}

/** Something that Spoor itself took time for. */
export interface SlowOperation {
  readonly kind: 'hook' | 'upkeep';
  /** The hook's event, or the upkeep's name. */
  readonly name: string;
  readonly at: IsoTime;
  readonly durationMs: number;
}

/** The slowest hooks and upkeep since a time, at most five of each, the slowest first. */
export function readSlowestOperations(
  handle: Handle,
  since: IsoTime,
  hasUpkeep: boolean,
): SlowOperation[] {
  const hooks = handle
    .prepare<[IsoTime], SlowOperation>(
      `SELECT 'hook' AS kind, coalesce(hook_type, 'malformed') AS name, created_at AS at,
         duration_ms AS durationMs
       FROM hook_executions WHERE created_at >= ? AND duration_ms IS NOT NULL
       ORDER BY duration_ms DESC LIMIT 5`,
    )
    .all(since);
  if (!hasUpkeep) return hooks;
  const upkeep = handle
    .prepare<[IsoTime], SlowOperation>(
      `SELECT 'upkeep' AS kind, operation AS name, started_at AS at,
         CAST(round((julianday(finished_at) - julianday(started_at)) * 86400000) AS INTEGER)
           AS durationMs
       FROM maintenance_runs
       WHERE seq > (SELECT max(seq) - 1000 FROM maintenance_runs)
         AND started_at >= ? AND finished_at IS NOT NULL
       ORDER BY durationMs DESC LIMIT 5`,
    )
    .all(since);
  return [...hooks, ...upkeep].sort((a, b) => b.durationMs - a.durationMs);
}
