import { lstatSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Spool, SpoorDatabase } from '@spoor/storage';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordSteps } from './record-demo.js';
import { makeUser, runSpoor, type TestUser } from './spoor-process.js';

let user: TestUser;
beforeEach(() => {
  user = makeUser();
});
afterEach(() => user.remove());

const spoor = (...args: string[]) => runSpoor(user, ['db', ...args]);

async function json<T>(...args: string[]): Promise<T> {
  const { code, stdout, stderr } = await spoor(...args, '--json');
  expect({ code, stderr }, args.join(' ')).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout) as T;
}

function withDatabase<T>(use: (db: SpoorDatabase) => T): T {
  const db = new SpoorDatabase({ path: user.databasePath });
  try {
    return use(db);
  } finally {
    db.close();
  }
}

const countEvents = () =>
  withDatabase((db) =>
    db.getDb().prepare('SELECT count(*) FROM hook_executions').pluck().get(),
  ) as number;

describe('where nothing is recorded', () => {
  it.each([['backup'], ['cleanup'], ['reset', '--yes'], ['maintain']])(
    '%s says so, and makes nothing',
    async (...args) => {
      const { code, stdout, stderr } = await spoor(...args);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toMatch(/^spoor: nothing is recorded yet; [^\n]+\n$/);
      expect(readdirSync(user.home)).toEqual([]);
    },
  );

  it('there are no backups', async () => {
    expect(await spoor('backups')).toEqual({
      code: 0,
      stdout: 'No backups yet. Make one: spoor db backup\n',
      stderr: '',
    });
    expect(await json('backups')).toEqual([]);
  });
});

describe('backups', () => {
  it('are made, with what waits in the spool, and listed', async () => {
    recordSteps(user.databasePath);
    const events = countEvents();
    const { code, stdout, stderr } = await spoor('backup');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`Backed up ${events} events, `);
    const [made] = await json<{ path: string; reason: null }[]>('backups');
    expect(stdout).toContain(`\n${made?.path}\n`);
    expect(lstatSync(made?.path ?? '').mode & 0o777).toBe(0o600);
    const list = await spoor('backups');
    expect(list.stdout).toMatch(/^NAME +MADE +SIZE +SCHEMA$/m);
    expect(list.stdout).toContain(basename(made?.path ?? ''));
  });

  it('go where they are told to', async () => {
    recordSteps(user.databasePath);
    const output = join(user.root, 'mine.db');
    expect(await json('backup', '--output', output)).toMatchObject({ path: output, removed: [] });
    const again = await spoor('backup', '--output', output);
    expect(again.code).toBe(1);
    expect(again.stderr).toBe(`spoor: ${output}: is there already\n`);
    expect(await json('backups')).toEqual([]);
  });

  it('say one thing when they fail, though something waits that can not come in', async () => {
    recordSteps(user.databasePath);
    new Spool([join(user.dataDir, 'spool')]).put('one', '{}');
    const output = join(user.root, 'none', 'mine.db');
    const db = new SpoorDatabase({ path: user.databasePath });
    db.getDb().exec('BEGIN IMMEDIATE');
    const { code, stderr } = await spoor('backup', '--output', output);
    db.close();
    expect(code).toBe(1);
    expect(stderr).toMatch(/^spoor: [^\n]*none: there is no such folder\n$/);
  });

  it('are restored by name, path or as the latest; what was there can be had again', async () => {
    recordSteps(user.databasePath);
    const events = countEvents();
    const made = await json<{ path: string }>('backup');
    await spoor('reset', '--yes');
    expect(countEvents()).toBe(0);
    const restored = await json<{ setAside: { path: string } }>(
      'restore',
      basename(made.path),
      '--yes',
    );
    expect(countEvents()).toBe(events);
    const text = await spoor('restore', basename(restored.setAside.path), '--yes');
    expect(text.stdout).toContain('Restored 0 events from ');
    expect(text.stdout).toMatch(
      /To take this back: spoor db restore spoor-.*-before-restore\.db\.gz/,
    );
    expect(countEvents()).toBe(0);
    expect((await spoor('restore', '--yes')).code).toBe(0);
    expect(countEvents()).toBe(events);
    expect((await spoor('restore', made.path, '--yes')).code).toBe(0);
  });

  it('that are not there or no backups fail in one line, and change nothing', async () => {
    recordSteps(user.databasePath);
    const events = countEvents();
    writeFileSync(join(user.root, 'text'), 'no database '.repeat(500));
    for (const file of [join(user.root, 'none'), join(user.root, 'text'), 'latest']) {
      const { code, stdout, stderr } = await spoor('restore', file, '--yes');
      expect({ code, stdout }, file).toEqual({ code: 1, stdout: '' });
      expect(stderr).toMatch(/^spoor: [^\n]+\n$/);
    }
    expect(countEvents()).toBe(events);
  });
});

describe('what can not be taken back', () => {
  it.each([['reset'], ['restore']])('%s is refused where nobody can be asked', async (command) => {
    recordSteps(user.databasePath);
    const events = countEvents();
    const { code, stdout, stderr } = await spoor(command);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^spoor: [^\n]*`--yes`[^\n]*\n$/);
    expect(countEvents()).toBe(events);
  });

  it('reset empties, keeps a backup, and lets nothing come back from the spool', async () => {
    recordSteps(user.databasePath);
    const report = await json<{ rows: Record<string, number>; setAside: { path: string } }>(
      'reset',
      '--yes',
    );
    expect(report.rows['hook_executions']).toBeGreaterThan(0);
    expect(report.setAside.path).toMatch(/-before-reset\.db\.gz$/);
    const status = await json<{ rows: Record<string, number> }>('status');
    expect(status.rows).toMatchObject({ sessions: 0, hook_executions: 0, audit_logs: 1 });
  });
});

describe('a clean-up', () => {
  it('says what would go, then lets it go', async () => {
    recordSteps(user.databasePath);
    const withPayload = () =>
      withDatabase((db) =>
        db
          .getDb()
          .prepare('SELECT count(*) FROM hook_executions WHERE payload_json IS NOT NULL')
          .pluck()
          .get(),
      ) as number;
    withDatabase((db) =>
      db.getDb().exec(`UPDATE hook_executions SET created_at = '2020-01-01T00:00:00.000Z'`),
    );
    const payloads = withPayload();
    const dry = await spoor('cleanup', '--dry-run');
    expect(dry.stdout).toMatch(
      new RegExp(
        `^Would let go of the text of:\n  ${payloads} payloads of events, .*B\n.*Nothing was changed\\.\n$`,
      ),
    );
    expect(withPayload()).toBe(payloads);
    expect(await json('cleanup', '--older-than', '10000', '--dry-run')).toMatchObject({
      payloads: { rows: 0 },
    });
    const done = await spoor('cleanup', '--older-than', '12w');
    expect(done.stdout).toContain('Let go of the text of:');
    expect(withPayload()).toBe(0);
    expect((await spoor('cleanup')).stdout).toBe('Nothing is old enough to go\n');
    expect((await spoor('cleanup', '--max-size', '0.01')).stdout).toContain(
      'still larger than asked',
    );
  });

  it.each([['--older-than', 'long'], ['--max-size', '0'], ['--max-size', 'big'], ['--messages']])(
    'with %j %j is bad usage',
    async (...args) => {
      const { code, stderr } = await spoor('cleanup', ...args);
      expect(code).toBe(2);
      expect(stderr).toMatch(/^spoor: [^\n]+\n$/);
    },
  );
});

describe('the daily upkeep', () => {
  it('runs once a day, or when it is forced', async () => {
    recordSteps(user.databasePath);
    const first = await spoor('maintain');
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toBe(
      ['catch up', 'retention', 'full text', 'checkpoint', 'optimize', 'check', 'backup']
        .map((name) => `ok    ${name}\n`)
        .join(''),
    );
    expect((await spoor('maintain')).stdout).toMatch(/^Nothing to do/);
    expect(await json('maintain', '--force')).toMatchObject({ state: 'ran' });
    expect(await json('backups')).toHaveLength(2);
  });

  it('tells which of its steps failed', async () => {
    recordSteps(user.databasePath);
    writeFileSync(join(user.dataDir, 'backups'), 'in the way');
    const { code, stdout, stderr } = await spoor('maintain');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^FAIL {2}backup: .+$/m);
    expect(stderr).toMatch(/^spoor: backup: [^\n]+\n$/);
    const { stdout: status } = await spoor('status');
    expect(status).toMatch(/^Health +needs attention$/m);
  });
});

describe('the status', () => {
  it('says how recording and upkeep went', async () => {
    recordSteps(user.databasePath);
    withDatabase((db) =>
      db
        .getDb()
        .prepare('UPDATE hook_executions SET duration_ms = 30 + seq % 7, created_at = ?')
        .run(new Date().toISOString()),
    );
    await spoor('maintain');
    const { stdout } = await spoor('status');
    expect(stdout).toMatch(/^Health +ok$/m);
    expect(stdout).toMatch(/^Backups +1, the last /m);
    expect(stdout).toMatch(/^Check +.*went well$/m);
    expect(stdout).toMatch(/^ +EVENT +COUNT +P50 +P95 +MOST$/m);
    expect(stdout).toMatch(/^ +PostToolUse +\d+ +3\dms +3\dms +3\dms$/m);
    expect(stdout).toMatch(/^ +\d+(\.\d)?m?s +upkeep maintain, /m);
    for (const line of stdout.split('\n').slice(2)) expect(line.length).toBeLessThanOrEqual(100);
  });

  it('names what wants attention, and what helps', async () => {
    recordSteps(user.databasePath);
    mkdirSync(join(user.dataDir, 'spool', 'rejected'), { recursive: true, mode: 0o700 });
    writeFileSync(join(user.dataDir, 'spool', 'rejected', 'x.json'), '{');
    writeFileSync(join(user.dataDir, 'lost-events'), '...');
    writeFileSync(join(user.dataDir, 'spool', 'lost-events'), '.');
    writeFileSync(join(user.dataDir, 'suspect'), '');
    const { stdout } = await spoor('status');
    expect(stdout).toContain('may be damaged');
    expect(stdout).toContain('→ spoor db check --deep');
    expect(stdout).toContain('4 events could be kept nowhere');
    expect(stdout).toContain('1 file in the spool were no events');
    const { health, lostEvents, suspect } = await json<Record<string, unknown>>('status');
    expect({ health, lostEvents, suspect }).toMatchObject({
      health: { verdict: 'attention' },
      lostEvents: 4,
      suspect: true,
    });
  });
});
