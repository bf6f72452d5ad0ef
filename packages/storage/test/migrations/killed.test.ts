import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import {
  AuditLogger,
  CounterStore,
  MIGRATIONS,
  migrate,
  SCHEMA_VERSION,
  SpoorDatabase,
} from '../../src/index.js';
import { start } from '../support/child.js';
import { type Dump, dumpRows, schemaOf } from '../support/dump.js';
import { unpackSample } from '../support/samples.js';
import { slowStep } from '../support/steps.js';
import { temporaryFolder } from '../support/temporary.js';

function makeDatabase(): string {
  const path = join(temporaryFolder(), 'spoor.db');
  const db = new SpoorDatabase({ path });
  for (let i = 0; i < 40; i++) {
    new CounterStore(db).increment('global', `counter ${i}`, i + 1);
    new AuditLogger(db).log({ action: `action ${i}`, category: 'state', details: { i } });
  }
  db.close();
  return path;
}

/** @returns whether it was stopped there, and killed; else it came to its end. */
async function killAt(path: string, to: number, stopAt: number, spoors = false): Promise<boolean> {
  const child = start('migrate-pausing.mjs', { path, to, stopAt, spoors });
  const stopped = child.printed('stopped').then(
    () => true,
    () => false,
  );
  void stopped.then((there) => there && child.process.kill('SIGKILL'));
  const { stdout, stderr } = await child.done;
  expect(stderr).toBe('');
  return !stdout.includes('done');
}

/** Looks with a plain connection: this Spoor would refuse the newer schema. */
function look(path: string): { version: number; schema: string[]; rows: Dump; verdict: unknown } {
  const handle = new BetterSqlite3(path);
  try {
    return {
      verdict: handle.pragma('integrity_check', { simple: true }),
      version: handle.pragma('user_version', { simple: true }) as number,
      schema: schemaOf(handle),
      rows: dumpRows(handle),
    };
  } finally {
    handle.close();
  }
}

const counted = (rows: Dump) => [rows['counters'], rows['audit_logs']?.length];

describe('a migration that is killed between two of its statements', () => {
  test.each([
    { name: 'up', to: SCHEMA_VERSION + 2, from: SCHEMA_VERSION },
    { name: 'down', to: SCHEMA_VERSION, from: SCHEMA_VERSION + 2 },
  ])('$name: leaves the old schema or the new one, and every row', async ({ to, from }) => {
    const path = makeDatabase();
    if (from !== SCHEMA_VERSION) await killAt(path, from, -1);
    const before = look(path);
    expect(before.version).toBe(from);
    let places = 0;
    while (await killAt(path, to, places)) {
      places++;
      const after = look(path);
      expect(after.verdict).toBe('ok');
      expect(counted(after.rows)).toEqual(counted(before.rows));
      if (after.version === before.version) expect(after).toEqual(before);
      else expect(after.version).toBe(to);
    }
    expect(places).toBeGreaterThanOrEqual(8);
    const end = look(path);
    expect(end).toMatchObject({ verdict: 'ok', version: to });
    expect(end.rows['counters']).toEqual(before.rows['counters']);
    expect(end.rows['audit_logs']?.length).toBe(40);
    const backups = readdirSync(join(dirname(path), 'backups'));
    expect(backups.filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test.each([
    { name: 'up', from: 1, to: SCHEMA_VERSION },
    { name: 'down', from: SCHEMA_VERSION, to: 1 },
  ])("Spoor's own, $name: at each of its steps too", async ({ from, to }) => {
    const path = join(temporaryFolder(), 'spoor.db');
    unpackSample(1, path);
    if (from !== 1) await killAt(path, from, -1, true);
    const before = look(path);
    let places = 0;
    while (await killAt(path, to, places, true)) {
      places++;
      const after = look(path);
      if (after.version === to) expect(after.verdict).toBe('ok');
      else expect(after).toEqual(before);
    }
    // Before and after each step, and after the commit.
    expect(places).toBe(2 * (SCHEMA_VERSION - 1) + 1);
    expect(look(path)).toMatchObject({ verdict: 'ok', version: to });
  });

  test('in the middle of the copy: leaves the database, and no copy that looks whole', async () => {
    const path = makeDatabase();
    const db = new SpoorDatabase({ path });
    db.getDb().exec(
      `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
       INSERT INTO messages (session_id, id, type, content, timestamp)
       SELECT 's', i, 'user', hex(randomblob(4000)), '2026-11-21T09:00:00.000Z' FROM n`,
    );
    db.close();
    const folder = join(dirname(path), 'backups');
    const names = () => (existsSync(folder) ? readdirSync(folder) : []);
    const child = start('migrate-pausing.mjs', {
      path,
      to: SCHEMA_VERSION + 2,
      stopAt: 0,
    });
    while (names().length === 0 && child.process.exitCode === null) {
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    child.process.kill('SIGKILL');
    await child.done;
    for (const name of names().filter((one) => !one.startsWith('.'))) {
      expect(look(join(folder, name)).verdict).toBe('ok');
    }
    const after = look(path);
    expect(after).toMatchObject({ verdict: 'ok', version: SCHEMA_VERSION });
    expect(after.rows['messages']?.length).toBe(3000);
    const again = new SpoorDatabase({ path, migrations: 'none' });
    migrate(again.getDb(), {
      steps: [...MIGRATIONS, { ...slowStep, version: SCHEMA_VERSION + 1, up: () => undefined }],
    });
    again.close();
    expect(names().filter((name) => name.startsWith('.'))).toEqual([]);
  });
});
