import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Spool } from '../src/index.js';
import { run, start } from './support/child.js';
import { IS_ROOT, needs } from './support/left-out.js';
import { smallDisk } from './support/small-disk.js';
import { temporaryFolder } from './support/temporary.js';
import { withUmask } from './support/umask.js';

function modeOf(path: string): string {
  return (lstatSync(path).mode & 0o777).toString(8);
}

const names = (spool: Spool) => spool.list().map((entry) => entry.name);

describe('a spool', () => {
  test('keeps an entry whole, closed to others, in a folder that it makes', () => {
    withUmask(0);
    const folder = join(temporaryFolder(), 'data', 'spool');
    const spool = new Spool([folder]);
    const entry = spool.put('0001', '{"text":"ä\u{1F600}"}');
    spool.sync(entry);
    expect(spool.read(entry)).toBe('{"text":"ä\u{1F600}"}');
    expect(readdirSync(folder)).toEqual(['0001.json']);
    expect(modeOf(join(folder, '0001.json'))).toBe('600');
    expect([modeOf(folder), modeOf(join(folder, '..'))]).toEqual(['700', '700']);
    expect(spool.remove(entry)).toBe(true);
    expect(spool.remove(entry)).toBe(false);
    expect(spool.read(entry)).toBeNull();
  });

  test('closes a folder that was open to others', () => {
    withUmask(0);
    const folder = join(temporaryFolder(), 'spool');
    mkdirSync(folder, { mode: 0o777 });
    new Spool([folder]).put('0001', '{}');
    expect(modeOf(folder)).toBe('700');
  });

  test('lists by name over all folders, without what is being written', () => {
    const folder = temporaryFolder();
    const [first, second] = [join(folder, 'a'), join(folder, 'b')];
    new Spool([second]).put('0002', '2');
    new Spool([first]).put('0003', '3');
    new Spool([first]).put('0001', '1');
    writeFileSync(join(first, '.0000.json'), 'ha');
    writeFileSync(join(first, 'note.txt'), 'note');
    const spool = new Spool([first, second]);
    expect(names(spool)).toEqual(['0001.json', '0002.json', '0003.json']);
    expect(spool.depth()).toEqual({ waiting: 3, rejected: 0 });
  });

  test('leaves out entries younger than asked for; a clock set back makes none young', () => {
    const folder = join(temporaryFolder(), 'spool');
    const spool = new Spool([folder]);
    for (const id of ['young', 'old', 'future']) spool.put(id, '{}');
    const now = Date.now();
    utimesSync(join(folder, 'old.json'), (now - 10_000) / 1_000, (now - 10_000) / 1_000);
    utimesSync(join(folder, 'future.json'), (now + 3.6e6) / 1_000, (now + 3.6e6) / 1_000);
    expect(spool.list(5_000, now).map((entry) => entry.name)).toEqual(['future.json', 'old.json']);
  });

  test.each(['', '.', '..', '../x', 'a/b', 'a\0b', '.hidden', 'x'.repeat(300)])(
    'refuses the name %j',
    (id) => {
      const folder = temporaryFolder();
      const spool = new Spool([join(folder, 'spool')]);
      expect(() => spool.put(id, '{}')).toThrow(expect.objectContaining({ code: 'INVALID' }));
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  test('sets aside what is no event, once', () => {
    const spool = new Spool([join(temporaryFolder(), 'spool')]);
    const entry = spool.put('0001', 'garbage');
    expect(spool.reject(entry)).toBe(true);
    expect(spool.reject(entry)).toBe(false);
    expect(spool.depth()).toEqual({ waiting: 0, rejected: 1 });
  });

  test('is not stopped by an entry that cannot be read', () => {
    const folder = join(temporaryFolder(), 'spool');
    const spool = new Spool([folder]);
    spool.put('0001', '{}');
    mkdirSync(join(folder, '0000.json'));
    expect(spool.list().map((entry) => spool.read(entry))).toEqual([null, '{}']);
  });
});

describe('the second folder takes an entry', () => {
  test('when a file is in the place of the first, and then both are listed', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'first'), 'no folder');
    const spool = new Spool([join(folder, 'first', 'spool'), join(folder, 'second')]);
    expect(spool.put('0001', '{}').folder).toBe(join(folder, 'second'));
    expect(names(spool)).toEqual(['0001.json']);
  });

  test('when the first is a link', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'elsewhere'));
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'first'));
    const spool = new Spool([join(folder, 'first'), join(folder, 'second')]);
    expect(spool.put('0001', '{}').folder).toBe(join(folder, 'second'));
    expect(readdirSync(join(folder, 'elsewhere'))).toEqual([]);
  });

  test("when the first is another user's; nothing is taken from there", (context) => {
    needs(context, IS_ROOT, 'only root can give a folder to another user');
    const folder = temporaryFolder();
    const [first, second] = [join(folder, 'first'), join(folder, 'second')];
    mkdirSync(first);
    writeFileSync(join(first, 'forged.json'), '{}');
    chownSync(first, 65534, 65534);
    const spool = new Spool([first, second]);
    expect(spool.put('0001', '{}').folder).toBe(second);
    expect(names(spool)).toEqual(['0001.json']);
  });

  test("when the first lies in another user's folder", (context) => {
    needs(context, IS_ROOT, 'only root can give a folder to another user');
    const folder = temporaryFolder();
    const [first, second] = [join(folder, 'theirs', 'spool'), join(folder, 'second')];
    mkdirSync(first, { recursive: true, mode: 0o700 });
    chownSync(join(folder, 'theirs'), 65534, 65534);
    expect(new Spool([first, second]).put('0001', '{}').folder).toBe(second);
  });

  test("when the first would be made in another user's folder; none is made there", (context) => {
    needs(context, IS_ROOT, 'only root can give a folder to another user');
    const folder = temporaryFolder();
    const [theirs, second] = [join(folder, 'theirs'), join(folder, 'second')];
    mkdirSync(theirs);
    chownSync(theirs, 65534, 65534);
    expect(new Spool([join(theirs, 'spool'), second]).put('0001', '{}').folder).toBe(second);
    expect(readdirSync(theirs)).toEqual([]);
  });

  test('when the first may not be written', async (context) => {
    needs(context, IS_ROOT, 'only root can become another user');
    const folder = temporaryFolder();
    chmodSync(folder, 0o755);
    const [first, second] = [join(folder, 'first'), join(folder, 'second')];
    for (const own of [first, second]) {
      mkdirSync(own);
      chownSync(own, 65534, 65534);
    }
    chmodSync(first, 0o500);
    const result = await run('open-as-nobody.mjs', { spool: [first, second] });
    expect(result).toEqual({ ok: true, entry: { folder: second, name: 'entry.json' } });
  });

  test('when the disk of the first is full; nothing half stays there', (context) => {
    needs(context, IS_ROOT && process.platform === 'linux', 'only root can mount a small disk');
    const folder = temporaryFolder();
    const small = smallDisk(context, '64k');
    const spool = new Spool([join(small, 'spool'), join(folder, 'second')]);
    const text = JSON.stringify('x'.repeat(20_000));
    const folders = Array.from({ length: 6 }, (_, i) => spool.put(`000${i}`, text).folder);
    expect(new Set(folders)).toEqual(new Set([join(small, 'spool'), join(folder, 'second')]));
    expect(spool.list().map((entry) => spool.read(entry))).toEqual(Array(6).fill(text));
    expect(readdirSync(join(small, 'spool')).filter((name) => name.startsWith('.'))).toEqual([]);
    const alone = new Spool([join(small, 'spool')]);
    expect(() => alone.put('0009', text)).toThrow(expect.objectContaining({ code: 'FULL' }));
  });

  test('and when none can be written, the error tells of the first', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    const spool = new Spool([join(folder, 'file', 'a'), join(folder, 'file', 'b')]);
    expect(() => spool.put('0001', '{}')).toThrow(join(folder, 'file', 'a'));
  });
});

test('a writer that is killed at any moment leaves whole entries only', async () => {
  const folder = join(temporaryFolder(), 'spool');
  for (let round = 0; round < 25; round++) {
    const writers = ['a', 'b', 'c', 'd'].map((name) =>
      start('fill-spool.mjs', { folders: [folder], name: `${round}-${name}` }),
    );
    await Promise.all(
      writers.map(async (writer) => {
        await writer.printed('writing');
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
        writer.process.kill('SIGKILL');
        await writer.done;
      }),
    );
  }
  const spool = new Spool([folder]);
  const entries = spool.list();
  expect(entries.length).toBeGreaterThan(100);
  for (const { name } of entries) {
    const { id, end } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Record<
      string,
      string
    >;
    expect([`${id}.json`, end]).toEqual([name, id]);
  }
});
