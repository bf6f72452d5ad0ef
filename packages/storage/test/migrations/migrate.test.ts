import { describe, expect, test } from 'vitest';
import {
  type Handle,
  MIGRATIONS,
  type Migration,
  migrate,
  readMigrationState,
  SCHEMA_VERSION,
  SpoorDatabase,
} from '../../src/index.js';
import { openDatabase, temporaryDatabase, temporaryFolder } from '../support/temporary.js';

const quickStep: Migration = {
  version: SCHEMA_VERSION + 1,
  description: 'a table',
  quick: true,
  up: (handle) => handle.exec('CREATE TABLE added (x)'),
};

const slowStep: Migration = {
  version: SCHEMA_VERSION + 2,
  description: 'every row',
  quick: false,
  up: (handle) => handle.exec("INSERT INTO added VALUES ('slow')"),
};

const failingStep: Migration = {
  ...slowStep,
  up: (handle) => handle.exec("INSERT INTO added VALUES ('half'); INSERT INTO missing VALUES (1)"),
};

function schemaOf(handle: Handle): unknown {
  return {
    tables: handle.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY name').all(),
    versions: handle.prepare('SELECT * FROM schema_versions').all(),
    user: handle.pragma('user_version', { simple: true }),
  };
}

describe('migrations', () => {
  test('are numbered by their place', () => {
    expect(MIGRATIONS.map((step) => step.version)).toEqual(MIGRATIONS.map((_, i) => i + 1));
  });

  test('run once', () => {
    const handle = temporaryDatabase().getDb();
    const before = schemaOf(handle);
    expect(migrate(handle)).toEqual({
      version: SCHEMA_VERSION,
      target: SCHEMA_VERSION,
      direction: 'none',
      pending: [],
      backup: null,
    });
    expect(schemaOf(handle)).toEqual(before);
    expect(handle.prepare('SELECT version FROM schema_versions').all()).toEqual(
      MIGRATIONS.map(({ version }) => ({ version })),
    );
  });

  test('run in order, up to the one asked for', () => {
    const handle = temporaryDatabase().getDb();
    const steps = [...MIGRATIONS, quickStep, slowStep];
    migrate(handle, { steps, to: quickStep.version });
    expect(readMigrationState(handle, undefined, steps)).toEqual({
      version: quickStep.version,
      target: slowStep.version,
      direction: 'up',
      pending: [slowStep],
    });
    migrate(handle, { steps });
    expect(handle.prepare('SELECT x FROM added').pluck().all()).toEqual(['slow']);
  });

  test('leave the database as it was when one fails', () => {
    const handle = temporaryDatabase().getDb();
    const before = schemaOf(handle);
    const steps = [...MIGRATIONS, quickStep, failingStep];
    expect(() => migrate(handle, { steps })).toThrow(/missing/);
    expect(schemaOf(handle)).toEqual(before);
    expect(handle.inTransaction).toBe(false);
  });

  test('refuse a database from the future', () => {
    const handle = temporaryDatabase().getDb();
    handle.pragma(`user_version=${SCHEMA_VERSION + 1}`);
    expect(() => migrate(handle)).toThrow(expect.objectContaining({ code: 'NEWER_SCHEMA' }));
  });

  test('when only quick ones may run, run those, and none when one is slow', () => {
    const handle = temporaryDatabase().getDb();
    const before = schemaOf(handle);
    const all = [...MIGRATIONS, quickStep, slowStep];
    expect(() => migrate(handle, { steps: all, only: 'quick' })).toThrow(
      expect.objectContaining({ code: 'NEEDS_MIGRATION' }),
    );
    expect(schemaOf(handle)).toEqual(before);
    migrate(handle, { steps: [...MIGRATIONS, quickStep], only: 'quick' });
    expect(handle.pragma('user_version', { simple: true })).toBe(quickStep.version);
  });

  test('on an empty database, slow ones may run too', () => {
    const handle = temporaryDatabase({ migrations: 'none' }).getDb();
    migrate(handle, { steps: [...MIGRATIONS, quickStep, slowStep], only: 'quick' });
    expect(handle.pragma('user_version', { simple: true })).toBe(slowStep.version);
  });

  test('leave the busy timeout as it was', () => {
    const handle = temporaryDatabase({ busyTimeoutMs: 321 }).getDb();
    migrate(handle, { lockBudgetMs: 50 });
    expect(handle.pragma('busy_timeout', { simple: true })).toBe(321);
  });

  test('wait for no lock when there is nothing to do', () => {
    const path = `${temporaryFolder()}/spoor.db`;
    openDatabase({ path }).getDb().exec('BEGIN IMMEDIATE');
    const started = Date.now();
    new SpoorDatabase({ path }).close();
    expect(Date.now() - started).toBeLessThan(4_000);
  });
});
