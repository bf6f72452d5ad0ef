import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyWal } from '../../src/recovery/pages/apply-wal.js';
import { rowsOn } from '../../src/recovery/pages/cells.js';
import { openPageFile } from '../../src/recovery/pages/page-file.js';
import { findOwners } from '../../src/recovery/pages/page-owners.js';
import { type RawValue, readRecord } from '../../src/recovery/pages/record.js';
import { randomOf } from '../support/random.js';
import { temporaryFolder } from '../support/temporary.js';

const value = fc.oneof(
  fc.constant(null),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.integer().map(BigInt),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc
    .tuple(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), fc.nat(900))
    .map(([text, times]) => text.repeat(times)),
  fc.uint8Array({ maxLength: 6_000 }).map((bytes) => Buffer.from(bytes)),
);
const rows = fc.array(fc.tuple(value, value, value), { minLength: 1, maxLength: 30 });

/** As SQLite gives it with 64-bit integers, so that both readings look alike. */
function plain(one: RawValue | undefined): unknown {
  if (typeof one === 'number' && Number.isInteger(one)) return `${one}`;
  return typeof one === 'bigint' ? `${one}` : one;
}

test.each([512, 4096, 65_536])('pages of %i bytes give the rows that SQLite gives', (pageSize) => {
  const folder = temporaryFolder();
  let count = 0;
  fc.assert(
    fc.property(rows, (all) => {
      const path = join(folder, `${count++}.db`);
      const handle = new BetterSqlite3(path);
      handle.exec(`PRAGMA page_size=${pageSize}; PRAGMA auto_vacuum=INCREMENTAL;
        CREATE TABLE t (a, b, c)`);
      const insert = handle.prepare('INSERT INTO t VALUES (?, ?, ?)');
      handle.transaction(() => {
        for (const row of all) insert.run(...row);
      })();
      const root = handle
        .prepare("SELECT rootpage FROM sqlite_schema WHERE name = 't'")
        .pluck()
        .get();
      const expected = handle
        .prepare<[], RawValue[]>('SELECT rowid, * FROM t')
        .raw()
        .safeIntegers()
        .all();
      handle.close();
      const file = openPageFile(path);
      const owners = findOwners(file, [root as number]);
      const found = [...owners.keys()]
        .filter((page) => owners[page] === 1)
        .flatMap((page) => rowsOn(file, page) ?? [null])
        .map((row) => (row === null ? null : [row.rowid, ...row.values].map(plain)))
        .sort((a, b) => Number(a?.[0]) - Number(b?.[0]));
      file.close();
      rmSync(path);
      expect(found).toEqual(expected.map((row) => row.map(plain)));
    }),
    { numRuns: 40 },
  );
});

test('no bytes break the reading of a record', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const record = readRecord(Buffer.from(bytes));
      expect(record === null || Array.isArray(record.values)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

describe('a WAL is applied as far as SQLite applies it', () => {
  test.each([
    ['whole', (wal: Buffer) => wal],
    [
      'cut off',
      (wal: Buffer, random: (below: number) => number) => wal.subarray(0, random(wal.length)),
    ],
    [
      'with a wrong byte',
      (wal: Buffer, random: (below: number) => number) => {
        const at = random(wal.length);
        wal[at] = (wal[at] ?? 0) ^ 0x55;
        return wal;
      },
    ],
  ])('%s', (_name, spoil) => {
    const folder = temporaryFolder();
    const path = join(folder, 'live.db');
    const live = new BetterSqlite3(path);
    live.exec('PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0; CREATE TABLE t (a)');
    live.pragma('wal_checkpoint(TRUNCATE)');
    const insert = live.prepare('INSERT INTO t VALUES (randomblob(?))');
    for (let seed = 0; seed < 25; seed++) {
      const random = randomOf(seed);
      // Written over from its beginning now and then, so that older frames lie behind newer ones.
      if (random(4) === 0) live.pragma('wal_checkpoint(RESTART)');
      for (let n = 0; n < 1 + random(5); n++) insert.run(random(9_000));
      const [theirs, ours] = ['theirs', 'ours'].map((name) => join(folder, `${name}-${seed}.db`));
      const wal = spoil(readFileSync(`${path}-wal`), random);
      for (const copy of [theirs as string, ours as string]) {
        copyFileSync(path, copy);
        writeFileSync(`${copy}-wal`, wal);
      }
      applyWal(ours as string);
      rmSync(`${ours}-wal`);
      expect(contentOf(ours as string), `seed ${seed}`).toEqual(contentOf(theirs as string));
    }
    live.close();
  });
});

function contentOf(path: string): unknown {
  const handle = new BetterSqlite3(path);
  const rows = handle.prepare('SELECT rowid, hex(a) AS a FROM t').all();
  handle.close();
  return rows;
}
