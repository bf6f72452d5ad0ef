import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Handle } from '../../src/index.js';
import { SpoorDatabase } from '../../src/index.js';
import { readTableShapes } from '../../src/recovery/table-shapes.js';
import { temporaryFolder } from './temporary.js';

/** What the schema's rules allow in some columns. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  'sessions.status': ['active', 'idle', 'ended'],
  'hook_executions.status': ['success', 'error', 'malformed'],
  'tool_calls.status': ['running', 'success', 'failure'],
  'agent_invocations.outcome': ['success', 'partial'],
  'audit_logs.category': ['state', 'file', 'user'],
  'lessons.category': ['bug', 'pattern'],
  'messages.kind': ['prompt', 'answer', 'tool_output'],
  'maintenance_runs.outcome': ['success', 'failure'],
  ...Object.fromEntries(
    ['sessions', 'execution_traces', 'tool_calls', 'agent_invocations'].map((table) => [
      `${table}.origin`,
      ['hook', 'transcript', 'both'],
    ]),
  ),
};

/** Rows by table, where it is not the usual number. */
const MANY: Readonly<Record<string, number>> = { hook_executions: 140, audit_logs: 140 };
const USUAL = 24;

/** Fills every table that holds recorded rows; long texts among them go over several pages. */
export function fillEveryTable(handle: Handle): void {
  handle.transaction(() => {
    handle.pragma('defer_foreign_keys=ON');
    for (const { name } of readTableShapes(handle)) {
      const columns = handle.pragma(`table_info(${name})`) as { name: string; type: string }[];
      const insert = handle.prepare(
        `INSERT INTO ${name} (${columns.map((column) => column.name).join(', ')})
         VALUES (${columns.map(() => '?').join(', ')})`,
      );
      for (let row = 1; row <= (MANY[name] ?? USUAL); row++) {
        insert.run(...columns.map((column) => plainValue(name, column.name, column.type, row)));
      }
    }
  })();
}

function plainValue(table: string, column: string, type: string, row: number): string | number {
  const allowed = VALUES[`${table}.${column}`];
  if (allowed !== undefined) return allowed[row % allowed.length] ?? '';
  if (column === 'origin') return ['hook', 'transcript', 'both'][row % 3] ?? '';
  if (['user_renamed', 'is_summary', 'success'].includes(column)) return row % 2;
  if (type === 'INTEGER') return row;
  if (type === 'REAL') return row / 8;
  if (column === 'tags') return '["tag"]';
  if (JSON_COLUMNS.has(column)) return JSON.stringify({ text: textOf(`${column} ${row}`, row) });
  if (column === 'lesson_id') return idOf('lessons', row);
  if (table === 'forgotten_sessions' && column === 'session_id') return idOf(table, row);
  if (column === 'id' || column === 'key') return idOf(table, row);
  if (/_at$|^timestamp$|^until$/.test(column)) return `2026-11-21T09:00:00.${100 + row}Z`;
  return textOf(`${column} ${row} ünïcode`, row);
}

const JSON_COLUMNS = new Set([
  ...['metadata', 'facts', 'payload_json', 'token_usage', 'details', 'context', 'data', 'value'],
  ...['tool_uses', 'usage', 'client_usage'],
]);

function idOf(table: string, row: number): string {
  return `${table}-${row}-${(row * 2_654_435_761) % 2 ** 32}`;
}

/** One row in twenty is longer than a page. */
function textOf(text: string, row: number): string {
  return row % 20 === 7 && /^(?:payload_json|content|text) /.test(text)
    ? `${text} `.repeat(600)
    : text;
}

/** A whole database with rows in every table, as bytes, without a WAL. */
export function filledDatabase(): Buffer {
  const path = join(temporaryFolder(), 'spoor.db');
  const db = new SpoorDatabase({ path });
  fillEveryTable(db.getDb());
  db.getDb().pragma('wal_checkpoint(TRUNCATE)');
  db.close();
  return readFileSync(path);
}
