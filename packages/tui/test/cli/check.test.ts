import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CounterStore, SpoorDatabase } from '@spoor/storage';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeUser, runSpoor, type TestUser } from './spoor-process.js';

const PAGE = 4096;

let user: TestUser;
beforeEach(() => {
  user = makeUser();
});
afterEach(() => user.remove());

const spoor = (...args: string[]) => runSpoor(user, args);

/** A database with a counter, and maybe with the pages of some other table destroyed. */
function makeDatabase(destroy?: string): void {
  const db = new SpoorDatabase({ path: user.databasePath });
  new CounterStore(db).increment('global', 'kept', 7);
  const root = db
    .getDb()
    .prepare<[string], number>('SELECT rootpage FROM sqlite_schema WHERE name = ?')
    .pluck()
    .get(destroy ?? 'sessions');
  db.close();
  if (destroy === undefined || root === undefined) return;
  const bytes = readFileSync(user.databasePath);
  writeFileSync(user.databasePath, bytes.fill(0, (root - 1) * PAGE, root * PAGE));
}

describe('spoor db check', () => {
  it('says that there is none yet', async () => {
    const { code, stdout, stderr } = await spoor('db', 'check');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^spoor: .*there is no database\n$/);
    expect(existsSync(user.dataDir)).toBe(false);
  });

  it.each([[[]], [['--deep']], [['--repair', '--yes']]])(
    'finds a whole one whole: %j',
    async (options) => {
      makeDatabase();
      const { code, stdout, stderr } = await spoor('db', 'check', ...options);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(/^Verdict +whole$/m);
      expect(readdirSync(user.dataDir)).not.toContain('damaged');
    },
  );

  it('finds damage, says what can be done, and leaves it as it is', async () => {
    makeDatabase('messages');
    const before = readFileSync(user.databasePath);
    const { code, stdout } = await spoor('db', 'check');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^Verdict +damaged$/m);
    expect(stdout).toMatch(/^ {2}pages +messages /m);
    expect(stdout).toContain('spoor db check --repair');
    expect(readFileSync(user.databasePath).equals(before)).toBe(true);
    const list = await spoor('sessions', 'list');
    expect(list.code).toBe(0);
    expect(list.stderr).toContain('may be damaged; run `spoor db check`');
  });

  it('repairs nothing where it can not ask', async () => {
    makeDatabase('messages');
    const { code, stderr } = await spoor('db', 'check', '--repair');
    expect(code).toBe(2);
    expect(stderr).toContain('--yes');
    expect(readdirSync(user.dataDir)).not.toContain('damaged');
  });

  it('repairs, tells what it saved, and the next check is content', async () => {
    makeDatabase('messages');
    const { code, stdout, stderr } = await spoor('db', 'check', '--repair', '--yes');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Repaired +in its place/m);
    expect(stdout).toMatch(/^messages +0 /m);
    expect(stdout).toMatch(/^Now +whole$/m);
    expect(
      stdout.split('\n').filter((line) => line.length > 100 && !line.includes(user.root)),
    ).toEqual([]);
    const db = new SpoorDatabase({ path: user.databasePath });
    expect(new CounterStore(db).get('global', 'kept')).toBe(7);
    db.close();
    expect((await spoor('db', 'check', '--deep')).code).toBe(0);
    expect((await spoor('sessions', 'list')).stderr).toBe('');
  });

  it('repairs a file of garbage, and tells all of it as JSON', async () => {
    makeDatabase();
    writeFileSync(user.databasePath, 'no database at all, '.repeat(500));
    const { code, stdout } = await spoor('db', 'check', '--repair', '--yes', '--json');
    expect(code).toBe(0);
    const told = JSON.parse(stdout) as { repair: { folder: string } };
    expect(told).toMatchObject({
      check: { verdict: 'unreadable', problems: [{ kind: 'header' }] },
      repair: { how: 'made anew', backup: null },
      after: { verdict: 'ok', deep: true },
    });
    expect(readFileSync(join(told.repair.folder, 'spoor.db'), 'utf8')).toMatch(
      /^no database at all/,
    );
  });
});
