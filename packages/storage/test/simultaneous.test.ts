import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CounterStore, SCHEMA_VERSION, SpoorDatabase } from '../src/index.js';
import { run, start } from './support/child.js';
import { openDatabase, temporaryFolder } from './support/temporary.js';

interface Opened {
  readonly ok: boolean;
  readonly code?: string;
  readonly message?: string;
  readonly rows: unknown[];
}

describe('processes that open a new database at the same moment', () => {
  const query = 'SELECT version FROM schema_versions';

  test.each([
    { processes: 8, times: 10 },
    { processes: 24, times: 2 },
  ])(
    '$processes of them, $times times: all succeed, with one schema',
    async ({ processes, times }) => {
      for (let time = 0; time < times; time++) {
        const path = join(temporaryFolder(), 'spoor.db');
        const at = Date.now() + 60 * processes;
        const all = await Promise.all(
          Array.from({ length: processes }, () =>
            run<Opened>('open.mjs', { options: { path }, at, query }),
          ),
        );
        expect(all.filter((one) => !one.ok)).toEqual([]);
        expect(all.every((one) => one.rows.length === SCHEMA_VERSION)).toBe(true);
        const db = new SpoorDatabase({ path });
        expect(db.getDb().pragma('auto_vacuum', { simple: true })).toBe(2);
        expect(db.getDb().pragma('integrity_check', { simple: true })).toBe('ok');
        db.close();
      }
    },
  );
});

test('a process that is killed while it makes the database leaves one that opens', async () => {
  const folder = temporaryFolder();
  for (let round = 0; round < 20; round++) {
    const path = join(folder, `${round}.db`);
    const child = start('open.mjs', { options: { path }, at: 0 });
    const timer = setInterval(() => {
      if (!existsSync(path)) return;
      clearInterval(timer);
      setTimeout(() => child.process.kill('SIGKILL'), Math.random() * 4);
    }, 1);
    await child.done;
    clearInterval(timer);
    const handle = openDatabase({ path }).getDb();
    expect(handle.pragma('user_version', { simple: true })).toBe(SCHEMA_VERSION);
    expect(handle.pragma('auto_vacuum', { simple: true })).toBe(2);
  }
});

test('eight processes raise one counter 200 times each', async () => {
  const path = join(temporaryFolder(), 'spoor.db');
  const counters = new CounterStore(openDatabase({ path }));
  const at = Date.now() + 400;
  const values = await Promise.all(
    Array.from({ length: 8 }, () =>
      run<number[]>('commit.mjs', { path, scope: 'global', name: 'n', times: 200, at }),
    ),
  );
  expect(counters.get('global', 'n')).toBe(1_600);
  expect(new Set(values.flat()).size).toBe(1_600);
});
