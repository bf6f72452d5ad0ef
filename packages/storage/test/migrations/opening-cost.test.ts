import { join } from 'node:path';
import type BetterSqlite3 from 'better-sqlite3';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { migrate, SpoorDatabase } from '../../src/index.js';
import { openDatabase, temporaryFolder } from '../support/temporary.js';

type DatabaseConstructor = typeof BetterSqlite3;

const { statements } = vi.hoisted(() => ({ statements: [] as string[] }));

vi.mock('better-sqlite3', async (importOriginal) => {
  const { default: BetterSqlite3 } = await importOriginal<{ default: DatabaseConstructor }>();
  class Verbose extends BetterSqlite3 {
    constructor(path: string, options: object) {
      super(path, { ...options, verbose: (sql?: unknown) => statements.push(String(sql)) });
    }
  }
  return { default: Verbose };
});

let path: string;
beforeEach(() => {
  path = join(temporaryFolder(), 'spoor.db');
  new SpoorDatabase({ path }).close();
  statements.length = 0;
});

describe('of a database whose schema is current', () => {
  test.each(['all', 'quick', 'none'] as const)(
    'the opening with migrations %s reads one number, and only sets what a connection needs',
    (migrations) => {
      openDatabase({ path, migrations });
      const plain = statements.map((sql) => sql.trim().replace(/;$/, ''));
      expect(plain.filter((sql) => !/^PRAGMA \w+=\w+$/.test(sql))).toEqual([
        'PRAGMA application_id',
        'PRAGMA user_version',
      ]);
    },
  );

  test('the opening to read does too', () => {
    openDatabase({ path, readonly: true });
    expect(statements.filter((sql) => /user_version|schema_versions/.test(sql))).toEqual([
      'PRAGMA user_version',
    ]);
  });

  test('a migration reads one number, and takes no lock', () => {
    const handle = openDatabase({ path }).getDb();
    statements.length = 0;
    migrate(handle);
    expect(statements.filter((sql) => !sql.includes('busy_timeout'))).toEqual([
      'PRAGMA user_version',
    ]);
  });
});
