import type * as fs from 'node:fs';
import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { SpoorDatabase } from '../src/database/spoor-database.js';
import { makeFolders } from '../src/files/make-folders.js';
import { makeAsideFolder, moveAside } from '../src/recovery/damaged-files.js';
import { takeRepairLock } from '../src/recovery/repair-lock.js';
import { repairLockPath } from '../src/recovery/under-repair.js';
import { Spool } from '../src/spool/spool.js';
import { temporaryFolder } from './support/temporary.js';

/** Names whose folder was synced while they were in it: a power failure may take all others. */
const synced = vi.hoisted(() => new Set<string>());

vi.mock('node:fs', async (importOriginal) => {
  const original = await importOriginal<typeof fs>();
  const paths = new Map<number, string>();
  return {
    ...original,
    openSync: (...args: Parameters<typeof fs.openSync>) => {
      const file = original.openSync(...args);
      paths.set(file, String(args[0]));
      return file;
    },
    fsyncSync: (file: number) => {
      original.fsyncSync(file);
      const path = paths.get(file) ?? '';
      if (!original.statSync(path).isDirectory()) return;
      for (const name of original.readdirSync(path)) synced.add(join(path, name));
    },
  };
});

it('syncs the names of the folders that it makes, and those alone', () => {
  const folder = temporaryFolder();
  synced.clear();
  makeFolders(join(folder, 'one', 'two'));
  expect([...synced].sort()).toEqual([join(folder, 'one'), join(folder, 'one', 'two')]);
  synced.clear();
  makeFolders(join(folder, 'one', 'two'));
  expect([...synced]).toEqual([]);
});

it('syncs the names above a database before there is anything in it', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'data', 'spoor.db');
  // Another process has made the folder, and its sync of the name is still to come.
  makeFolders(dirname(path));
  synced.clear();
  new SpoorDatabase({ path }).close();
  expect(synced).toContain(dirname(path));
  synced.clear();
  new SpoorDatabase({ path }).close();
  expect([...synced]).toEqual([]);
});

it('syncs the name of a spool that it makes', () => {
  const spool = join(temporaryFolder(), 'spool');
  synced.clear();
  new Spool([spool]).put('one', '{}');
  expect(existsSync(spool)).toBe(true);
  expect(synced).toContain(spool);
});

it('moves a damaged database aside, with its log, so that it is found after a power failure', () => {
  const path = join(temporaryFolder(), 'spoor.db');
  for (const suffix of ['', '-wal']) writeFileSync(path + suffix, 'damaged');
  const lock = takeRepairLock(path);
  synced.clear();
  const folder = makeAsideFolder(path, 0);
  lock.note({ folder, isMoving: true });
  expect(synced).toContain(repairLockPath(path));
  const moved = moveAside(path, folder);
  lock.release();
  expect([...synced]).toEqual(expect.arrayContaining([folder, moved, `${moved}-wal`]));
});
