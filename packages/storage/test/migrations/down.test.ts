import { existsSync, lstatSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  CounterStore,
  type Handle,
  MIGRATIONS,
  type Migration,
  migrate,
  migrateDatabase,
  readMigrationState,
  SCHEMA_VERSION,
  SpoorDatabase,
} from '../../src/index.js';
import { dumpRows, schemaOf } from '../support/dump.js';
import { failingStep, quickStep, slowStep } from '../support/steps.js';
import { openDatabase, temporaryDatabase, temporaryFolder } from '../support/temporary.js';

const steps = [...MIGRATIONS, quickStep, slowStep];

function stateOf(handle: Handle) {
  return {
    rows: dumpRows(handle),
    schema: schemaOf(handle),
    version: handle.pragma('user_version', { simple: true }),
  };
}

function backupsOf(handle: Handle): string[] {
  const folder = join(dirname(handle.name), 'backups');
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
}

function failureOf(step: () => unknown): Error & { code?: string } {
  try {
    step();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('it did not fail');
}

/** A step that fails, if it is to, after its first statement. */
function numbered(n: number, fails: boolean): Migration {
  const end = fails ? '; INSERT INTO missing VALUES (1)' : '';
  return {
    version: SCHEMA_VERSION + 1 + n,
    description: `table ${n}`,
    quick: n % 2 === 0,
    up: (handle) => handle.exec(`CREATE TABLE t${n} (x)${end}`),
    down: (handle) => handle.exec(`DROP TABLE t${n}${end}`),
  };
}

describe('the way back', () => {
  test('is planned newest step first', () => {
    const handle = temporaryDatabase().getDb();
    migrate(handle, { steps });
    expect(readMigrationState(handle, SCHEMA_VERSION, steps)).toEqual({
      version: slowStep.version,
      target: SCHEMA_VERSION,
      direction: 'down',
      pending: [slowStep, quickStep],
    });
  });

  test('restores the schema step by step', () => {
    const handle = temporaryDatabase().getDb();
    const before = stateOf(handle);
    migrate(handle, { steps, to: quickStep.version });
    const between = stateOf(handle);
    migrate(handle, { steps });
    migrate(handle, { steps, to: quickStep.version });
    expect(stateOf(handle)).toEqual(between);
    migrate(handle, { steps, to: SCHEMA_VERSION });
    expect(stateOf(handle)).toEqual(before);
  });

  test('ends at the first step, and leaves the database alone', () => {
    const handle = temporaryDatabase().getDb();
    const before = stateOf(handle);
    const error = failureOf(() => migrate(handle, { to: 0 }));
    expect(error).toMatchObject({ name: 'StorageError', code: 'INVALID' });
    expect(error.message).toMatch(/no way leads back from schema 1.*spoor db reset/);
    expect(stateOf(handle)).toEqual(before);
    expect(backupsOf(handle)).toEqual([]);
  });

  test.each([-1, 1.5, Number.NaN, SCHEMA_VERSION + 1])('does not lead to %s', (to) => {
    const handle = temporaryDatabase().getDb();
    expect(failureOf(() => migrate(handle, { to })).message).toMatch(/there is no schema/);
  });

  test('is noted in the audit log, in the same transaction', () => {
    const db = temporaryDatabase();
    const { backup } = migrateDatabase(db, { to: 1 });
    const rows = db.getDb().prepare('SELECT action, details FROM audit_logs').all();
    expect(rows).toEqual([
      {
        action: 'database.migrate',
        details: JSON.stringify({ from: SCHEMA_VERSION, to: 1, backup }),
      },
    ]);
  });
});

describe('before the rows of an existing database are touched', () => {
  test('a copy is made that only its owner can read, and that holds all there was', () => {
    const db = temporaryDatabase();
    const handle = db.getDb();
    new CounterStore(db).increment('global', 'x', 7);
    const before = stateOf(handle);
    const { backup } = migrate(handle, { steps });
    expect(backupsOf(handle)).toEqual([backup]);
    expect(backup).toMatch(
      new RegExp(
        `/backups/spoor-\\d{4}-\\d\\d-\\d\\dT\\d\\d-\\d\\d-\\d\\d\\.\\d{3}Z-before-migration-${SCHEMA_VERSION}-to-${slowStep.version}\\.db$`,
      ),
    );
    const path = String(backup);
    expect(lstatSync(path).mode & 0o777).toBe(0o600);
    expect(lstatSync(dirname(path)).mode & 0o777).toBe(0o700);
    const copy = openDatabase({ path });
    expect(stateOf(copy.getDb())).toEqual(before);
    expect(new CounterStore(copy).increment('global', 'x')).toBe(8);
  });

  test('one is made before every step down', () => {
    const handle = temporaryDatabase().getDb();
    migrate(handle, { steps: [...MIGRATIONS, quickStep] });
    expect(backupsOf(handle)).toEqual([]);
    const { backup } = migrate(handle, { steps: [...MIGRATIONS, quickStep], to: SCHEMA_VERSION });
    expect(backupsOf(handle)).toEqual([backup]);
  });

  test('none is made of an empty database, one in memory, or for quick steps', () => {
    const empty = temporaryDatabase({ migrations: 'none' }).getDb();
    expect(migrate(empty, { steps }).backup).toBeNull();
    const memory = temporaryDatabase({ inMemory: true }).getDb();
    expect(migrate(memory, { steps }).backup).toBeNull();
    const quick = temporaryDatabase().getDb();
    const all = [...MIGRATIONS, quickStep];
    expect(migrate(quick, { steps: all, only: 'quick' }).backup).toBeNull();
    expect([empty, memory, quick].flatMap(backupsOf)).toEqual([]);
  });

  test('nothing is begun where no copy can be made', () => {
    const handle = temporaryDatabase().getDb();
    writeFileSync(join(dirname(handle.name), 'backups'), 'in the way');
    const before = stateOf(handle);
    const error = failureOf(() => migrate(handle, { steps }));
    expect(error).toMatchObject({ code: 'MIGRATION_FAILED' });
    expect(error.message).toMatch(
      /the backup before the migration failed: .*; nothing has changed/,
    );
    expect(stateOf(handle)).toEqual(before);
    expect(handle.inTransaction).toBe(false);
  });

  test('what a killed migration left half copied is removed', () => {
    const handle = temporaryDatabase().getDb();
    const folder = join(dirname(handle.name), 'backups');
    mkdirSync(folder, { mode: 0o700 });
    writeFileSync(join(folder, '.spoor-x-before-migration-1-to-2.db.part'), 'half');
    writeFileSync(join(folder, '.spoor-x.db.part'), 'of somebody else');
    const { backup } = migrate(handle, { steps });
    expect(
      readdirSync(folder)
        .map((name) => join(folder, name))
        .sort(),
    ).toEqual([join(folder, '.spoor-x.db.part'), backup].sort());
  });
});

describe('a step that fails', () => {
  test('up: leaves the former state, and says which, why, and where the copy is', () => {
    const handle = temporaryDatabase().getDb();
    const before = stateOf(handle);
    const error = failureOf(() =>
      migrate(handle, { steps: [...MIGRATIONS, quickStep, failingStep] }),
    );
    expect(error).toMatchObject({ name: 'StorageError', code: 'MIGRATION_FAILED' });
    const [backup] = backupsOf(handle);
    expect(error.message).toBe(
      `${handle.name}: step ${failingStep.version} up (every row) failed: no such table: missing; ` +
        `nothing has changed, the schema is still ${SCHEMA_VERSION}; a backup from just before is ${backup}`,
    );
    expect(stateOf(handle)).toEqual(before);
    expect(handle.inTransaction).toBe(false);
  });

  test('down: too', () => {
    const handle = temporaryDatabase().getDb();
    migrate(handle, { steps });
    const before = stateOf(handle);
    const error = failureOf(() =>
      migrate(handle, { steps: [...MIGRATIONS, quickStep, failingStep], to: SCHEMA_VERSION }),
    );
    expect(error.message).toMatch(/step \d+ down \(every row\) failed: no such table: missing/);
    expect(error.message).toContain(`the schema is still ${slowStep.version}`);
    expect(stateOf(handle)).toEqual(before);
  });

  test.each([0, 1, 2, 3])('as number %i of four: none of them is kept, either way', (failing) => {
    const handle = temporaryDatabase().getDb();
    const stepsThat = (fail: number) => [
      ...MIGRATIONS,
      ...[0, 1, 2, 3].map((n) => numbered(n, n === fail)),
    ];
    const before = stateOf(handle);
    const up = failureOf(() => migrate(handle, { steps: stepsThat(failing) }));
    expect(up.message).toContain(
      `step ${SCHEMA_VERSION + 1 + failing} up (table ${failing}) failed`,
    );
    expect(stateOf(handle)).toEqual(before);
    migrate(handle, { steps: stepsThat(-1) });
    const above = stateOf(handle);
    const down = failureOf(() =>
      migrate(handle, { steps: stepsThat(failing), to: SCHEMA_VERSION }),
    );
    expect(down.message).toContain(`(table ${failing}) failed: no such table: missing`);
    expect(stateOf(handle)).toEqual(above);
    migrate(handle, { steps: stepsThat(-1), to: SCHEMA_VERSION });
    expect(stateOf(handle)).toEqual(before);
  });

  test('when the database is opened, is no opening', () => {
    const path = join(temporaryFolder(), 'spoor.db');
    const db = new SpoorDatabase({ path });
    migrate(db.getDb(), { to: 1 });
    // In the way of the step that this opening would run.
    db.getDb().exec('CREATE TABLE applied_writes (x)');
    db.close();
    expect(() => new SpoorDatabase({ path })).toThrow(
      expect.objectContaining({ code: 'MIGRATION_FAILED' }),
    );
  });
});
