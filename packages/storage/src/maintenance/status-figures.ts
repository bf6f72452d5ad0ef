import { statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { IsoTime } from '@spoor/core';
import type { Handle } from '../database/handle.js';
import { networkFileSystem } from '../files/network-file-system.js';

const TABLES = [
  'sessions',
  'execution_traces',
  'tool_calls',
  'agent_invocations',
  'hook_executions',
  'audit_logs',
  'messages',
  'token_usage',
  'state_transitions',
  'checkpoints',
  'lessons',
] as const;

/** Sizes in bytes and pages, what is free on the disk, and whose disk it is. */
export function readSizes(handle: Handle) {
  return {
    sizeBytes: sizeOf(handle.name),
    walBytes: sizeOf(`${handle.name}-wal`),
    freePages: Number(handle.pragma('freelist_count', { simple: true })),
    pageSize: Number(handle.pragma('page_size', { simple: true })),
    freeDiskBytes: freeBytes(dirname(handle.name)),
    networkFileSystem: networkFileSystem(handle.name),
  };
}

/** When the first and the last event were captured. */
export function readEventRange(handle: Handle) {
  return handle
    .prepare(
      `SELECT (SELECT min(created_at) FROM hook_executions) AS oldestEventAt,
         (SELECT max(created_at) FROM hook_executions) AS newestEventAt`,
    )
    .get() as { oldestEventAt: IsoTime | null; newestEventAt: IsoTime | null };
}

/** What was read of the client's own logs. */
export interface TranscriptFigures {
  readonly files: number;
  /** Lines that could not be read. */
  readonly badLines: number;
  readonly lastReadAt: IsoTime | null;
}

/** How many transcripts were read, and how well. */
export function readTranscriptFigures(handle: Handle): TranscriptFigures {
  return handle
    .prepare(
      `SELECT count(*) AS files, coalesce(sum(bad_lines), 0) AS badLines,
         max(updated_at) AS lastReadAt FROM transcript_cursors WHERE identity <> ''`,
    )
    .get() as TranscriptFigures;
}

/** How many rows the tables have that people ask for. */
export function countRows(handle: Handle): Record<string, number> {
  return Object.fromEntries(
    TABLES.map((table) => [
      table,
      handle.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number,
    ]),
  );
}

/** How many events failed or were malformed, in all and since a time. */
export function countTroubles(handle: Handle, since: IsoTime) {
  const rows = handle
    .prepare(
      `SELECT status, count(*) AS n, count(*) FILTER (WHERE created_at >= ?) AS recent
       FROM hook_executions WHERE status IN ('error', 'malformed') GROUP BY status`,
    )
    .all(since) as { status: string; n: number; recent: number }[];
  const count = (status: string) => rows.find((row) => row.status === status)?.n ?? 0;
  return {
    failedEvents: count('error'),
    malformedEvents: count('malformed'),
    recentFailures: rows.reduce((sum, { recent }) => sum + recent, 0),
  };
}

function freeBytes(folder: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
