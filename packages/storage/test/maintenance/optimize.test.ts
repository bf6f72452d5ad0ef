import { join } from 'node:path';
import { expect, test } from 'vitest';
import { optimize } from '../../src/index.js';
import { openDatabase, temporaryFolder } from '../support/temporary.js';

function statistics(path: string): unknown[] {
  const handle = openDatabase({ path, readonly: true }).getDb();
  const table = handle.prepare("SELECT name FROM sqlite_schema WHERE name = 'sqlite_stat1'").get();
  return table === undefined
    ? []
    : handle.prepare("SELECT * FROM sqlite_stat1 WHERE tbl = 't'").all();
}

test('brings statistics up to date, and says so when others write meanwhile', () => {
  const path = join(temporaryFolder(), 'spoor.db');
  const db = openDatabase({ path, busyTimeoutMs: 50 });
  db.getDb().exec(
    `CREATE TABLE t (n INTEGER, text TEXT);
     CREATE INDEX t_n ON t (n);
     INSERT INTO t SELECT value % 7, 'text' FROM json_each('[${'1,'.repeat(3_000)}1]');
     SELECT count(*) FROM t WHERE n = 3`,
  );
  const other = openDatabase({ path });
  other.getDb().exec('BEGIN IMMEDIATE');
  expect(() => optimize(db)).toThrowError(expect.objectContaining({ code: 'LOCKED' }));
  expect(statistics(path)).toEqual([]);
  other.getDb().exec('COMMIT');
  optimize(db);
  expect(statistics(path)).toHaveLength(1);
});
