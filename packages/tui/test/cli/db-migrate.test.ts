import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AuditLogger, MIGRATIONS, migrate, SCHEMA_VERSION, SpoorDatabase } from '@spoor/storage';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeUser, runSpoor, type TestUser } from './spoor-process.js';

let user: TestUser;
beforeEach(() => {
  user = makeUser();
});
afterEach(() => user.remove());

const spoor = (...args: string[]) => runSpoor(user, ['db', ...args]);

function versionOf(): number {
  const db = new SpoorDatabase({ path: user.databasePath, readonly: true, migrations: 'none' });
  try {
    return Number(db.getDb().pragma('user_version', { simple: true }));
  } finally {
    db.close();
  }
}

describe('spoor db migrate', () => {
  it('goes back to an older schema, and says where the backup is', async () => {
    await spoor('init');
    const { code, stdout, stderr } = await spoor('migrate', '--to', '1');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(
      new RegExp(
        `^Went back from schema ${SCHEMA_VERSION} to 1:\n( +\\d+ +.*\n)+Backup from just before: (.*)\nThis Spoor brings`,
      ),
    );
    const backup = /Backup from just before: (.*)/.exec(stdout)?.[1] ?? '';
    expect(lstatSync(backup).mode & 0o777).toBe(0o600);
    expect(versionOf()).toBe(1);
  });

  it('says with --json what it did', async () => {
    await spoor('init');
    const { stdout } = await spoor('migrate', '--to', '1', '--json');
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ from: SCHEMA_VERSION, to: 1, direction: 'down', dryRun: false });
    expect(report.steps.map((step: { version: number }) => step.version)).toEqual(
      Array.from({ length: SCHEMA_VERSION - 1 }, (_, n) => SCHEMA_VERSION - n),
    );
    expect(existsSync(report.backup)).toBe(true);
  });

  it('only tells on a dry run', async () => {
    await spoor('init');
    const { stdout } = await spoor('migrate', '--to', '1', '--dry-run');
    expect(stdout).toMatch(new RegExp(`^Would go back from schema ${SCHEMA_VERSION} to 1:\n`));
    expect(stdout).not.toContain('Backup');
    expect(versionOf()).toBe(SCHEMA_VERSION);
    expect(readdirSync(user.dataDir)).not.toContain('backups');
  });

  it('comes up again, and each time stands in the audit log', async () => {
    await spoor('init');
    await spoor('migrate', '--to', '1');
    const { stdout } = await spoor('migrate');
    expect(stdout).toMatch(new RegExp(`^Went from schema 1 to ${SCHEMA_VERSION}:\n`));
    const db = new SpoorDatabase({ path: user.databasePath });
    const entries = new AuditLogger(db).query();
    db.close();
    const quick = MIGRATIONS.slice(1).every((step) => step.quick);
    const wayUp = quick ? null : expect.stringContaining('backups');
    expect(entries.map(({ action, details }) => ({ action, details }))).toEqual([
      { action: 'database.migrate', details: { from: 1, to: SCHEMA_VERSION, backup: wayUp } },
      {
        action: 'database.migrate',
        details: { from: SCHEMA_VERSION, to: 1, backup: expect.stringContaining('backups') },
      },
    ]);
  });

  it.each([
    ['0', /whole number from 1/],
    ['999', /there is no schema 999: this Spoor knows 1 to/],
  ])('takes --to %s for bad usage', async (to, message) => {
    await spoor('init');
    const { code, stdout, stderr } = await spoor('migrate', '--to', to);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr.split('\n').length).toBe(2);
  });

  it('that fails tells in one line what is still true', async () => {
    await spoor('init');
    const db = new SpoorDatabase({ path: user.databasePath });
    migrate(db.getDb(), { to: 1 });
    // In the way of the next step.
    db.getDb().exec('CREATE TABLE applied_writes (x)');
    db.close();
    const { code, stdout, stderr } = await spoor('migrate');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(
      /^spoor: .*spoor\.db: step 2 up \(.*\) failed: .*applied_writes.*; nothing has changed, the schema is still 1(; a backup .*)?\n$/,
    );
    expect(versionOf()).toBe(1);
  });

  it('changes nothing where no backup can be made', async () => {
    await spoor('init');
    writeFileSync(join(user.dataDir, 'backups'), 'in the way');
    const { code, stderr } = await spoor('migrate', '--to', '1');
    expect(code).toBe(1);
    expect(stderr).toMatch(/the backup before the migration failed: .*; nothing has changed/);
    expect(versionOf()).toBe(SCHEMA_VERSION);
  });

  it('keeps a backup closed in a folder that others can enter', async () => {
    await spoor('init');
    const folder = join(user.dataDir, 'backups');
    mkdirSync(folder);
    chmodSync(folder, 0o755);
    await spoor('migrate', '--to', '1');
    expect(readdirSync(folder).map((name) => lstatSync(join(folder, name)).mode & 0o777)).toEqual([
      0o600,
    ]);
  });
});
