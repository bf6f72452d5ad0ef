import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, lstatSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CounterStore, SCHEMA_VERSION, SpoorDatabase } from '../src/index.js';
import { run, start } from './support/child.js';
import { IS_ROOT, needs } from './support/left-out.js';
import { smallDisk } from './support/small-disk.js';
import { openDatabase, temporaryFolder } from './support/temporary.js';
import { withUmask } from './support/umask.js';

function modesIn(folder: string): Record<string, string> {
  return Object.fromEntries(readdirSync(folder).map((name) => [name, modeOf(join(folder, name))]));
}

function modeOf(path: string): string {
  return (lstatSync(path).mode & 0o777).toString(8);
}

const CLOSED = { 'spoor.db': '600', 'spoor.db-shm': '600', 'spoor.db-wal': '600' };

describe('files are 0600 and folders 0700', () => {
  test('after each step, under a umask that takes nothing away', () => {
    withUmask(0);
    const folder = join(temporaryFolder(), 'a', 'b');
    const db = new SpoorDatabase({ path: join(folder, 'spoor.db') });
    expect(modeOf(folder)).toBe('700');
    expect(modeOf(join(folder, '..'))).toBe('700');
    expect(modesIn(folder)).toEqual(CLOSED);
    new CounterStore(db).increment('global', 'x');
    db.getDb().pragma('wal_checkpoint(TRUNCATE)');
    expect(modesIn(folder)).toEqual(CLOSED);
    db.getDb().exec('VACUUM');
    expect(modesIn(folder)).toEqual(CLOSED);
    db.close();
    expect(modesIn(folder)).toEqual({ 'spoor.db': '600' });
    const reader = openDatabase({ path: join(folder, 'spoor.db'), readonly: true });
    reader.getDb().prepare('SELECT * FROM sessions').all();
    expect(modesIn(folder)).toEqual(CLOSED);
  });

  test('at every instant, as another process sees them', async () => {
    withUmask(0);
    const folder = temporaryFolder();
    const watcher = start('watch-modes.mjs', { folder });
    await watcher.printed('watching');
    for (let i = 0; i < 10; i++) {
      const at = Date.now() + 60;
      const options = { path: join(folder, `${i}.db`) };
      await Promise.all([run('open.mjs', { options, at }), run('open.mjs', { options, at })]);
    }
    watcher.process.stdin?.end();
    const { stdout } = await watcher.done;
    const seen = JSON.parse(stdout.split('\n')[1] ?? '[]') as string[];
    expect(seen.length).toBeGreaterThanOrEqual(30);
    expect(seen.filter((line) => !line.endsWith(' 600'))).toEqual([]);
  });

  test('a umask that takes our own bits does no harm', (context) => {
    needs(context, process.platform !== 'win32', 'no modes on this platform');
    withUmask(0o777);
    const folder = temporaryFolder();
    chmodSync(folder, 0o700);
    const db = openDatabase({ path: join(folder, 'spoor.db') });
    new CounterStore(db).increment('global', 'x');
    expect(modesIn(folder)).toEqual(CLOSED);
  });

  test('a file that others could read is closed, with what lies beside it', () => {
    withUmask(0);
    const path = join(temporaryFolder(), 'spoor.db');
    const db = openDatabase({ path });
    for (const suffix of ['', '-wal', '-shm']) chmodSync(`${path}${suffix}`, 0o664);
    openDatabase({ path });
    expect(modesIn(join(path, '..'))).toEqual(CLOSED);
    new CounterStore(db).increment('global', 'x');
  });

  test('an empty file made by somebody careless is closed before it is used', () => {
    withUmask(0);
    const path = join(temporaryFolder(), 'spoor.db');
    writeFileSync(path, '', { mode: 0o666 });
    openDatabase({ path });
    expect(modesIn(join(path, '..'))).toEqual(CLOSED);
  });
});

describe('as an ordinary user', () => {
  const query = 'SELECT count(*) AS n FROM schema_versions';

  test("another user's database is refused, and can be read when it may be", async (context) => {
    needs(context, IS_ROOT, 'only root can become another user');
    const folder = temporaryFolder();
    const path = join(folder, 'spoor.db');
    new SpoorDatabase({ path }).close();
    const closed = await run('open-as-nobody.mjs', { options: { path }, query });
    expect(closed).toMatchObject({ ok: false, code: 'CANT_OPEN' });
    chmodSync(folder, 0o777);
    const refused = await run('open-as-nobody.mjs', { options: { path }, query });
    expect(refused).toMatchObject({ ok: false, code: 'UNSAFE_FILE' });
  });

  test("another user's folder is refused", async (context) => {
    needs(context, IS_ROOT, 'only root can become another user');
    const folder = temporaryFolder();
    chmodSync(folder, 0o755);
    const path = join(folder, 'new', 'spoor.db');
    const refused = await run('open-as-nobody.mjs', { options: { path }, query });
    expect(refused).toMatchObject({ ok: false, code: 'CANT_OPEN' });
  });

  test('a database in a read-only folder can be read, with no file beside it', async (context) => {
    needs(context, IS_ROOT, 'only root can become another user');
    const folder = temporaryFolder();
    const path = join(folder, 'spoor.db');
    new SpoorDatabase({ path }).close();
    chmodSync(path, 0o644);
    chmodSync(folder, 0o555);
    const options = { path, readonly: true };
    const read = await run('open-as-nobody.mjs', { options, query });
    expect(read).toEqual({ ok: true, rows: [{ n: SCHEMA_VERSION }] });
    expect(readdirSync(folder)).toEqual(['spoor.db']);
  });

  test('a database on a read-only disk can be read, and is refused to a writer', (context) => {
    needs(context, IS_ROOT && process.platform === 'linux', 'only root can mount a disk');
    const disk = smallDisk(context, '4m');
    const path = join(disk, 'spoor.db');
    const db = new SpoorDatabase({ path });
    new CounterStore(db).increment('global', 'x', 3);
    db.close();
    execFileSync('mount', ['-o', 'remount,ro', disk]);
    const reader = openDatabase({ path, readonly: true });
    expect(new CounterStore(reader).get('global', 'x')).toBe(3);
    expect(() => openDatabase({ path })).toThrow(expect.objectContaining({ code: 'CANT_OPEN' }));
  });

  test('a folder that is ours and read-only says so', async (context) => {
    needs(context, IS_ROOT, 'only root can become another user');
    const folder = temporaryFolder();
    chmodSync(folder, 0o755);
    const own = join(folder, 'own');
    mkdirSync(own);
    chownSync(own, 65534, 65534);
    chmodSync(own, 0o500);
    const options = { path: join(own, 'spoor.db') };
    const refused = await run('open-as-nobody.mjs', { options, query });
    expect(refused).toMatchObject({ ok: false, code: 'CANT_OPEN' });
  });
});
