import { statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CounterStore, SpoorDatabase } from '../src/index.js';
import { start } from './support/child.js';
import { IS_ROOT, needs } from './support/left-out.js';
import { smallDisk } from './support/small-disk.js';
import { temporaryDatabase } from './support/temporary.js';

function ioError(): Error {
  return Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR_WRITE' });
}

/** Fills a disk but for some blocks. */
function fill(disk: string): string {
  const ballast = join(disk, 'ballast');
  const { bsize, bavail } = statfsSync(disk);
  writeFileSync(ballast, Buffer.alloc(bsize * (bavail - 1)));
  return ballast;
}

const big = (db: SpoorDatabase) =>
  db.transaction(() => {
    db.prepare<[string]>(
      `INSERT INTO configurations (key, value, updated_at) VALUES ('big', json_quote(?), 'now')`,
    ).run('x'.repeat(200_000));
  });

describe('a transaction that the disk refuses', () => {
  test('is run again, from a clean start, and the error is not seen when it passes', () => {
    const db = temporaryDatabase();
    const counters = new CounterStore(db);
    let runs = 0;
    const value = db.transaction(() => {
      const raised = counters.increment('global', 'x');
      if (++runs < 3) throw ioError();
      return raised;
    });
    expect({ runs, value }).toEqual({ runs: 3, value: 1 });
    expect(counters.get('global', 'x')).toBe(1);
  });

  test('ends with the error when it stays, and leaves nothing', () => {
    const db = temporaryDatabase();
    const counters = new CounterStore(db);
    let runs = 0;
    const attempt = () =>
      db.transaction(() => {
        runs++;
        counters.increment('global', 'x');
        throw ioError();
      });
    expect(attempt).toThrow(expect.objectContaining({ code: 'IO' }));
    expect(runs).toBeGreaterThan(1);
    expect(counters.get('global', 'x')).toBe(0);
    expect(db.getDb().inTransaction).toBe(false);
  });

  test('is run once for a process with a deadline, and for other errors', () => {
    const hurried = temporaryDatabase({ oneLockBudget: true });
    let runs = 0;
    const fail = (error: Error) => () => {
      runs++;
      throw error;
    };
    expect(() => hurried.transaction(fail(ioError()))).toThrow();
    expect(() => temporaryDatabase().transaction(fail(new RangeError('mine')))).toThrow();
    expect(runs).toBe(2);
  });

  test('because it is full, succeeds when room is made meanwhile', async (context) => {
    needs(context, IS_ROOT && process.platform === 'linux', 'only root can mount a small disk');
    const disk = smallDisk(context, '3m');
    const db = new SpoorDatabase({ path: join(disk, 'spoor.db') });
    const path = fill(disk);
    expect(() => big(db)).toThrow(expect.objectContaining({ code: 'FULL' }));
    const child = start('remove-later.mjs', { path, ms: 100 });
    await child.printed('waiting');
    big(db);
    expect(db.prepare<[]>('SELECT count(*) AS n FROM configurations').get()).toEqual({ n: 1 });
    await child.done;
    db.close();
  });
});
