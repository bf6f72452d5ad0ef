import { join } from 'node:path';
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
import { dumpRows } from '../support/dump.js';
import { quickStep } from '../support/steps.js';
import { openDatabase, temporaryFolder } from '../support/temporary.js';

const newer = [...MIGRATIONS, quickStep];

function openBoth() {
  const path = join(temporaryFolder(), 'spoor.db');
  return { path, ours: openDatabase({ path }), other: openDatabase({ path }) };
}

describe('when another version of Spoor changes the schema under an open connection', () => {
  test('to a newer one: it writes nothing any more, and goes on reading', () => {
    const { ours, other } = openBoth();
    const counters = new CounterStore(ours);
    counters.increment('global', 'x');
    migrate(other.getDb(), { steps: newer });
    expect(() => counters.increment('global', 'x')).toThrow(
      expect.objectContaining({
        code: 'NEWER_SCHEMA',
        message: expect.stringMatching(/update Spoor/),
      }),
    );
    expect(ours.getDb().inTransaction).toBe(false);
    expect(counters.get('global', 'x')).toBe(1);
    migrate(other.getDb(), { steps: newer, to: SCHEMA_VERSION });
    expect(counters.increment('global', 'x')).toBe(2);
  });

  test('to an older one: it writes nothing until it is brought up again', () => {
    const { ours, other } = openBoth();
    const counters = new CounterStore(ours);
    migrate(other.getDb(), { to: 1 });
    expect(() => counters.increment('global', 'x')).toThrow(
      expect.objectContaining({ code: 'NEEDS_MIGRATION' }),
    );
    migrate(other.getDb());
    expect(counters.increment('global', 'x')).toBe(1);
  });

  test('the connection that migrated is bound by it too', () => {
    const { ours } = openBoth();
    migrate(ours.getDb(), { to: 1 });
    expect(() => ours.transaction(() => 1)).toThrow(
      expect.objectContaining({ code: 'NEEDS_MIGRATION' }),
    );
  });

  test('one that looks after the schema itself may write to an older one', () => {
    const { path, other } = openBoth();
    migrate(other.getDb(), { to: 1 });
    const ours = openDatabase({ path, migrations: 'none' });
    expect(new CounterStore(ours).increment('global', 'x')).toBe(1);
  });
});

test('a connection of the first release, which does not look, goes on recording and harms nothing', () => {
  const path = join(temporaryFolder(), 'spoor.db');
  const db = openDatabase({ path });
  migrate(db.getDb(), { to: 1 });
  const first = new BetterSqlite3(path);
  const insert = first.prepare(
    `INSERT INTO audit_logs (id, timestamp, action, category) VALUES (?, 'now', 'kept', 'state')`,
  );
  insert.run('a');
  migrate(db.getDb());
  insert.run('b');
  first.close();
  expect(new AuditLogger(db).query().map(({ id }) => id)).toEqual(['b', 'a']);
  expect(db.getDb().pragma('integrity_check', { simple: true })).toBe('ok');
});

test('a database that a newer Spoor migrated is refused by an older one, and not touched', () => {
  const { path, other } = openBoth();
  migrate(other.getDb(), { steps: newer });
  const before = dumpRows(other.getDb());
  for (const migrations of ['all', 'quick', 'none'] as const) {
    expect(() => new SpoorDatabase({ path, migrations })).toThrow(
      expect.objectContaining({ code: 'NEWER_SCHEMA' }),
    );
  }
  expect(dumpRows(other.getDb())).toEqual(before);
});
