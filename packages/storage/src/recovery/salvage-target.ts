import { appendFileSync } from 'node:fs';
import { messageOf } from '@spoor/core';
import type { Handle, Statement } from '../database/handle.js';
import { asStorageError, isEnvironmental } from '../errors.js';
import { crypto } from '../lazy-builtins.js';
import type { RawValue } from './pages/record.js';
import type { TableShape } from './table-shapes.js';

/** Rows that can't be kept are written aside up to this number; all are counted. */
const MOST_ASIDE = 10_000;

/** A row that was read. */
interface ReadRow {
  readonly table: TableShape;
  readonly columns: readonly string[];
  readonly values: readonly RawValue[];
}

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
  /** Writes a row aside that must not be kept; the same row only once. */
  refuse(row: ReadRow & { readonly reason: string }): void;
}

/** @param asideFile where rows go that the schema refuses, one JSON text a line. */
export function createTarget(handle: Handle, asideFile: string): SalvageTarget {
  const statementFor = insertStatements(handle);
  const seen = new Set<string>();
  const refuse: SalvageTarget['refuse'] = ({ table, columns, values, reason }) => {
    const row = Object.fromEntries(columns.map((name, n) => [name, plain(values[n])]));
    const hash = crypto()
      .createHash('sha1')
      .update(`${table.name} ${JSON.stringify(row)}`)
      .digest('base64');
    if (seen.size >= MOST_ASIDE || seen.has(hash)) return;
    seen.add(hash);
    putAside(asideFile, { table: table.name, reason, row });
  };
  return {
    handle,
    refuse,
    put: (table, columns, values) => {
      try {
        return statementFor(table, columns).run(...values).changes > 0 ? 'kept' : 'known';
      } catch (error) {
        if (isEnvironmental(error)) throw asStorageError(error, handle.name);
        refuse({ table, columns, values, reason: messageOf(error) });
        return 'refused';
      }
    },
  };
}

function insertStatements(handle: Handle) {
  const statements = new Map<string, Statement<RawValue[]>>();
  return ({ name }: TableShape, columns: readonly string[]): Statement<RawValue[]> => {
    const key = `${name} ${columns.length}`;
    let statement = statements.get(key);
    if (statement === undefined) {
      const places = columns.map(() => '?').join(', ');
      statement = handle.prepare<RawValue[]>(
        `INSERT INTO ${name} (${columns.join(', ')}) VALUES (${places}) ON CONFLICT DO NOTHING`,
      );
      statements.set(key, statement);
    }
    return statement;
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
