import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SCHEMA_VERSION, SpoorDatabase } from '@spoor/storage';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeUser, runSpoor, type TestUser } from './spoor-process.js';

let user: TestUser;
beforeEach(() => {
  user = makeUser();
});
afterEach(() => user.remove());

const spoor = (...args: string[]) => runSpoor(user, args);

describe('spoor db path', () => {
  it('prints the path and makes nothing', async () => {
    expect(await spoor('db', 'path')).toEqual({
      code: 0,
      stdout: `${user.databasePath}\n`,
      stderr: '',
    });
    expect(readdirSync(user.home)).toEqual([]);
  });

  it('follows XDG_DATA_HOME, and takes a relative SPOOR_DATA_DIR for unset', async () => {
    const env = { XDG_DATA_HOME: join(user.root, 'xdg'), SPOOR_DATA_DIR: 'here' };
    const { stdout } = await runSpoor(user, ['db', 'path'], { env });
    const expected = process.platform === 'linux' ? join(user.root, 'xdg', 'spoor') : user.home;
    expect(stdout).toContain(expected);
  });
});

describe('spoor db init', () => {
  it('makes files that only their owner can read, whatever the umask', async () => {
    const { code, stdout } = await runSpoor(user, ['db', 'init'], { umask: '000' });
    expect(code).toBe(0);
    expect(stdout).toBe(`Made ${user.databasePath} (schema ${SCHEMA_VERSION})\n`);
    expect(lstatSync(user.dataDir).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(user.dataDir)) {
      expect(lstatSync(join(user.dataDir, name)).mode & 0o077, name).toBe(0);
    }
  });

  it('leaves a database that is there as it is', async () => {
    await spoor('db', 'init');
    const { code, stdout } = await spoor('db', 'init', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      path: user.databasePath,
      created: false,
      schemaVersion: SCHEMA_VERSION,
    });
  });
});

describe('spoor db status', () => {
  it('makes nothing where there is no database', async () => {
    const { code, stdout } = await spoor('db', 'status');
    expect(code).toBe(0);
    expect(stdout).toContain('not made yet');
    expect(readdirSync(user.home)).toEqual([]);
  });

  it('says how the database is doing', async () => {
    await spoor('db', 'init');
    mkdirSync(join(user.dataDir, 'spool'), { mode: 0o700 });
    writeFileSync(join(user.dataDir, 'spool', 'one.json'), '{}');
    const text = await spoor('db', 'status');
    expect(text.stdout).toMatch(/^Schema +\d+ \(current\)$/m);
    expect(text.stdout).toMatch(/^Spool +1 waiting, 0 set aside$/m);
    const { code, stdout } = await spoor('db', 'status', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      exists: true,
      path: user.databasePath,
      schemaVersion: SCHEMA_VERSION,
      rows: { sessions: 0, hook_executions: 0 },
      spool: { waiting: 1, rejected: 0 },
    });
  });
});

describe('spoor db migrate', () => {
  it('says what it would do, and does nothing, on a dry run', async () => {
    const { code, stdout } = await spoor('db', 'migrate', '--dry-run');
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`^Would go from schema 0 to ${SCHEMA_VERSION}:\n  1  `));
    expect(readdirSync(user.home)).toEqual([]);
  });

  it('runs the steps, once, and notes it in the audit log', async () => {
    const first = await spoor('db', 'migrate', '--json');
    expect(JSON.parse(first.stdout)).toMatchObject({
      from: 0,
      to: SCHEMA_VERSION,
      dryRun: false,
      steps: expect.arrayContaining([{ version: 1, description: expect.any(String) }]),
    });
    const second = await spoor('db', 'migrate');
    expect(second.stdout).toBe(`Nothing to do: the database has schema ${SCHEMA_VERSION}\n`);
    const status = await spoor('db', 'status', '--json');
    expect(JSON.parse(status.stdout)).toMatchObject({ rows: { audit_logs: 1 } });
  });

  it('refuses a database that a newer version made, and leaves it alone', async () => {
    await spoor('db', 'init');
    const db = new SpoorDatabase({ path: user.databasePath });
    db.getDb().pragma('user_version=999');
    db.close();
    for (const command of [
      ['db', 'migrate'],
      ['db', 'status'],
      ['sessions', 'list'],
    ]) {
      const { code, stderr } = await spoor(...command);
      expect(code, command.join(' ')).toBe(1);
      expect(stderr).toMatch(/^spoor: .*schema 999.*update Spoor\n$/);
    }
  });
});

describe("something else in the database's place", () => {
  const commands = [
    ['db', 'init'],
    ['db', 'status'],
    ['db', 'migrate'],
    ['sessions', 'list'],
    ['sessions', 'list', '--json'],
    ['sessions', 'show', 'abc'],
    [],
  ];

  it.each(commands.map((command) => [command]))(
    'a folder fails %j in one line',
    async (command) => {
      mkdirSync(user.databasePath, { recursive: true, mode: 0o700 });
      const { code, stdout, stderr } = await spoor(...command);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toMatch(/^spoor: [^\n]*spoor\.db[^\n]*\n$/);
      expect(existsSync(user.databasePath)).toBe(true);
    },
  );

  it.each(commands.map((command) => [command]))('garbage fails %j in one line', async (command) => {
    mkdirSync(user.dataDir, { recursive: true, mode: 0o700 });
    writeFileSync(user.databasePath, 'no database at all '.repeat(100));
    chmodSync(user.databasePath, 0o600);
    const { code, stdout, stderr } = await spoor(...command);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^spoor: [^\n]*spoor\.db[^\n]*\n$/);
  });
});

describe('a database that is locked against readers', () => {
  it('keeps a listing waiting once, as long as the configuration says', async () => {
    await spoor('db', 'init');
    const holder = new SpoorDatabase({ path: user.databasePath });
    holder.getDb().exec('PRAGMA locking_mode=EXCLUSIVE; BEGIN IMMEDIATE; ROLLBACK');
    const started = performance.now();
    const env = { SPOOR_DATABASE_BUSY_TIMEOUT_MS: String(BUSY_MS) };
    const { code, stdout, stderr } = await runSpoor(user, ['sessions', 'list'], { env });
    const elapsedMs = performance.now() - started;
    holder.close();
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^spoor: .*is locked by another process\n$/);
    expect(elapsedMs).toBeLessThan(2 * BUSY_MS);
  });

  const BUSY_MS = 4_000;
});
