import { appendFileSync } from 'node:fs';
import { messageOf } from '@spoor/core';
import type { Handle, Statement } from '../database/handle.js';
import { asStorageError, isEnvironmental } from '../errors.js';
import type { RawValue } from './pages/record.js';
import type { TableShape } from './table-shapes.js';

/** Rows that can't be kept are written aside up to this number; all are counted. */
const MOST_ASIDE = 10_000;

/** Takes rows into the new database. */
export interface SalvageTarget {
  readonly handle: Handle;
  /**
   * Keeps a row, given by the columns' names in order.
   * @returns `kept`, `known` when a row with its key is there, or `refused` by the schema.
   */
  put(
    table: TableShape,
    columns: readonly string[],
    values: readonly RawValue[],
  ): 'kept' | 'known' | 'refused';
}

/** @param asideFile where rows go that the schema refuses, one JSON text a line. */
export function createTarget(handle: Handle, asideFile: string): SalvageTarget {
  const statements = new Map<string, Statement<RawValue[]>>();
  let aside = 0;
  const statementFor = (table: TableShape, columns: readonly string[]) => {
    const key = `${table.name} ${columns.length}`;
    let statement = statements.get(key);
    if (statement === undefined) {
      const places = columns.map(() => '?').join(', ');
      statement = handle.prepare<RawValue[]>(
        `INSERT INTO ${table.name} (${columns.join(', ')}) VALUES (${places})
         ON CONFLICT DO NOTHING`,
      );
      statements.set(key, statement);
    }
    return statement;
  };
  return {
    handle,
    put: (table, columns, values) => {
      try {
        return statementFor(table, columns).run(...values).changes > 0 ? 'kept' : 'known';
      } catch (error) {
        if (isEnvironmental(error)) throw asStorageError(error, handle.name);
        if (aside++ < MOST_ASIDE) {
          const row = Object.fromEntries(columns.map((name, n) => [name, plain(values[n])]));
          putAside(asideFile, { table: table.name, reason: messageOf(error), row });
        }
        return 'refused';
      }
    },
  };
}

/** A row that can't be kept. */
export interface RefusedRow {
  readonly table: string;
  readonly reason: string;
  readonly row: object;
}

/** Writes a row that can't be kept into a file, one JSON text a line. */
export function putAside(path: string, refused: RefusedRow): void {
  appendFileSync(path, `${JSON.stringify(refused)}\n`, { mode: 0o600 });
}

function plain(value: RawValue | undefined): unknown {
  if (typeof value === 'bigint') return value.toString();
  return Buffer.isBuffer(value) ? { base64: value.toString('base64') } : value;
}
