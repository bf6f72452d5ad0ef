import { join } from 'node:path';
import { SpoorDatabase } from '@spoor/storage';
import { makePlace, removePlace } from '../../support/place.ts';

/** A database of a target's own, with a folder to write inputs to. */
export interface Store {
  readonly db: SpoorDatabase;
  readonly folder: string;
  readonly close: () => void;
}

/** Opens one; `NORMAL`, since what is tried are inputs, and not power. */
export function openStore(): Store {
  const place = makePlace();
  const db = new SpoorDatabase({ path: join(place.home, 'spoor.db'), synchronous: 'NORMAL' });
  return {
    db,
    folder: place.home,
    close: () => {
      db.close();
      removePlace(place);
    },
  };
}

/** What SQLite finds wrong in a database, references that lead nowhere among it. */
export function faultsIn(db: SpoorDatabase): string[] {
  const checks = db.prepare<[], { integrity_check: string }>('PRAGMA integrity_check').all();
  const keys = db.prepare<[], { table: string; parent: string }>('PRAGMA foreign_key_check').all();
  return [
    ...checks.map((row) => row.integrity_check).filter((line) => line !== 'ok'),
    ...keys.map(({ table, parent }) => `a row of ${table} has no ${parent}`),
  ];
}

/** How many rows there are in all tables that texts are taken into; imports themselves are audited. */
export function countRows(db: SpoorDatabase): string {
  const tables = [
    'sessions',
    'messages',
    'token_usage',
    'execution_traces',
    'tool_calls',
    'agent_invocations',
    'hook_executions',
    'checkpoints',
    'state_transitions',
    'lessons',
    'counters',
    'configurations',
  ];
  return tables
    .map((table) => {
      const sql = `SELECT count(*) AS rows FROM ${table}`;
      return `${table} ${db.prepare<[], { rows: number }>(sql).get()?.rows}`;
    })
    .join(', ');
}
