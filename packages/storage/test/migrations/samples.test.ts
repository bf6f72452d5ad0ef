import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  checkDatabase,
  type Handle,
  indexTexts,
  migrate,
  SCHEMA_VERSION,
  SpoorDatabase,
} from '../../src/index.js';
import { type Dump, dumpRows, schemaOf } from '../support/dump.js';
import { type Frozen, SAMPLES, unpackSample } from '../support/samples.js';
import { openDatabase, temporaryDatabase, temporaryFolder } from '../support/temporary.js';

function unpack(version: number): { path: string; frozen: Frozen } {
  const path = join(temporaryFolder(), 'spoor.db');
  return { path, frozen: unpackSample(version, path) };
}

/** The tables, columns and indexes that the sample has; when a step ran is no part of it. */
function rowsIn(handle: Handle, frozen: Frozen): Dump {
  const rows = dumpRows(handle);
  return Object.fromEntries(
    Object.entries(frozenRows(frozen)).map(([table, [first = '{}']]) => {
      const columns = Object.keys(JSON.parse(first) as object);
      const kept = (rows[table] ?? []).map((row) => onlyColumns(row, columns)).sort();
      return [table, table === 'search_cursors' ? kept.filter(isNamedIn(frozen)) : kept];
    }),
  );
}

/** Later schemas feed more indexes in steps. */
function isNamedIn({ rows }: Frozen): (row: string) => boolean {
  const nameOf = (row: string) => (JSON.parse(row) as { name: string }).name;
  const names = rows['search_cursors']?.map(nameOf) ?? [];
  return (row) => names.includes(nameOf(row));
}

function onlyColumns(row: string, columns: readonly string[]): string {
  const values = JSON.parse(row) as Record<string, unknown>;
  return JSON.stringify(Object.fromEntries(columns.map((name) => [name, values[name]])));
}

/**
 * What must last. Cursors of transcripts were made anew by schema 4: no release before it read any,
 * and a file whose cursor is gone is read from its beginning.
 */
function frozenRows({ rows }: Frozen): Dump {
  const gone = ['schema_versions', 'transcript_cursors'];
  return Object.fromEntries(Object.entries(rows).filter(([table]) => !gone.includes(table)));
}

describe.each(SAMPLES)('a database of schema %i', (version) => {
  test('holds what was frozen of it, a row in every table', () => {
    const { path, frozen } = unpack(version);
    const handle = openDatabase({ path, migrations: 'none' }).getDb();
    expect(handle.pragma('user_version', { simple: true })).toBe(version);
    expect({ rows: dumpRows(handle), schema: schemaOf(handle) }).toEqual(frozen);
    const empty = Object.entries(frozen.rows).filter(([, rows]) => rows.length === 0);
    expect(empty).toEqual([]);
  });

  test('comes up to now by being opened, with all rows, and like one made now', () => {
    const { path, frozen } = unpack(version);
    const handle = openDatabase({ path }).getDb();
    expect(handle.pragma('user_version', { simple: true })).toBe(SCHEMA_VERSION);
    expect(rowsIn(handle, frozen)).toEqual(frozenRows(frozen));
    expect(schemaOf(handle)).toEqual(schemaOf(temporaryDatabase().getDb()));
    expect(handle.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(handle.pragma('foreign_key_check')).toEqual([]);
  });

  test('is whole once it is there, indexes and sums among it', async () => {
    const { path } = unpack(version);
    const db = new SpoorDatabase({ path });
    indexTexts(db);
    db.close();
    const report = await checkDatabase(path, { deep: true, pauseMs: 0 });
    expect(report).toMatchObject({ verdict: 'ok', problems: [] });
  });

  test('goes back to what it was', () => {
    const { path, frozen } = unpack(version);
    const db = new SpoorDatabase({ path });
    migrate(db.getDb(), { to: version });
    db.close();
    const handle = openDatabase({ path, migrations: 'none' }).getDb();
    const { transcript_cursors, ...rows } = dumpRows(handle);
    const { transcript_cursors: cursors, ...former } = frozen.rows;
    expect({ rows, schema: schemaOf(handle) }).toEqual({ rows: former, schema: frozen.schema });
    expect(transcript_cursors).toEqual(version < 4 ? [] : cursors);
    expect(handle.pragma('integrity_check', { simple: true })).toBe('ok');
  });

  test('goes there and back through every schema between', () => {
    const { path, frozen } = unpack(version);
    const handle = openDatabase({ path, migrations: 'none' }).getDb();
    const seen = new Map<number, string[]>();
    for (let to = version; to <= SCHEMA_VERSION; to++) {
      migrate(handle, { to });
      seen.set(to, schemaOf(handle));
    }
    for (let to = SCHEMA_VERSION; to >= version; to--) {
      migrate(handle, { to });
      expect(schemaOf(handle)).toEqual(seen.get(to));
      expect(rowsIn(handle, frozen)).toEqual(frozenRows(frozen));
    }
  });

  test('finds its lessons by their words after the way up, and after the way back', () => {
    const { path } = unpack(version);
    const handle = openDatabase({ path, migrations: 'none' }).getDb();
    const find = () =>
      handle
        .prepare(`SELECT title FROM lessons WHERE seq IN (SELECT rowid FROM lessons_fts('change'))`)
        .pluck()
        .all();
    migrate(handle);
    expect(find()).toEqual(['Changed']);
    handle.exec("INSERT INTO lessons_fts (lessons_fts, rank) VALUES ('integrity-check', 1)");
    migrate(handle, { to: version });
    expect(find()).toEqual(['Changed']);
  });
});

test('there are samples from the first schema on, and of none that is unknown', () => {
  expect(SAMPLES[0]).toBe(1);
  expect(SAMPLES.length).toBeGreaterThan(1);
  expect(SAMPLES.at(-1)).toBeLessThanOrEqual(SCHEMA_VERSION);
});
