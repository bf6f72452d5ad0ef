import { statSync } from 'node:fs';
import type { IsoTime } from '@spoor/core';
import type { Handle } from '../database/handle.js';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { SCHEMA_VERSION } from '../migrations/index.js';
import type { Spool } from '../spool/spool.js';

/** How the store is doing. Sizes are bytes. */
export interface DatabaseStatus {
  readonly path: string;
  readonly sizeBytes: number;
  readonly walBytes: number;
  /** Pages that the file holds but doesn't use. */
  readonly freePages: number;
  readonly pageSize: number;
  readonly schemaVersion: number;
  readonly latestSchemaVersion: number;
  readonly rows: Readonly<Record<string, number>>;
  readonly oldestEventAt: IsoTime | null;
  readonly newestEventAt: IsoTime | null;
  readonly failedEvents: number;
  readonly malformedEvents: number;
  readonly spool: { readonly waiting: number; readonly rejected: number };
}

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

/** Reads sizes and counts. Counts look at every row of an index: for people, not for a hot path. */
export function readDatabaseStatus(db: SpoorDatabase, spool: Spool): DatabaseStatus {
  const handle = db.getDb();
  return {
    path: handle.name,
    sizeBytes: sizeOf(handle.name),
    walBytes: sizeOf(`${handle.name}-wal`),
    freePages: Number(handle.pragma('freelist_count', { simple: true })),
    pageSize: Number(handle.pragma('page_size', { simple: true })),
    schemaVersion: Number(handle.pragma('user_version', { simple: true })),
    latestSchemaVersion: SCHEMA_VERSION,
    rows: Object.fromEntries(TABLES.map((table) => [table, countRows(handle, table)])),
    ...readEventRange(handle),
    ...countTroubles(handle),
    spool: spool.depth(),
  };
}

function readEventRange(handle: Handle) {
  return handle
    .prepare(
      `SELECT (SELECT min(created_at) FROM hook_executions) AS oldestEventAt,
         (SELECT max(created_at) FROM hook_executions) AS newestEventAt`,
    )
    .get() as Pick<DatabaseStatus, 'oldestEventAt' | 'newestEventAt'>;
}

function countRows(handle: Handle, table: (typeof TABLES)[number]): number {
  return (handle.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n;
}

function countTroubles(handle: Handle): { failedEvents: number; malformedEvents: number } {
  const rows = handle
    .prepare(
      `SELECT status, count(*) AS n FROM hook_executions
       WHERE status IN ('error', 'malformed') GROUP BY status`,
    )
    .all() as { status: string; n: number }[];
  const count = (status: string) => rows.find((row) => row.status === status)?.n ?? 0;
  return { failedEvents: count('error'), malformedEvents: count('malformed') };
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
