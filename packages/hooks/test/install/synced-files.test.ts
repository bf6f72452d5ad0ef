import type * as fs from 'node:fs';
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { installHooks } from '../../src/install/install.js';
import { hookFolder } from '../../src/install/launcher.js';
import { makePlace } from './place.js';

/** Files that were synced, and names whose folder was, by their inodes: renames don't matter. */
const synced = vi.hoisted(() => ({ files: new Set<number>(), names: new Set<number>() }));

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
      synced.files.add(original.fstatSync(file).ino);
      if (!original.statSync(path).isDirectory()) return;
      for (const name of original.readdirSync(path)) {
        synced.names.add(original.statSync(join(path, name)).ino);
      }
    },
  };
});

it('leaves nothing to a power failure: what the settings name is on the disk before they are', () => {
  const { context, dataDir, settings } = makePlace();
  rmSync(dirname(settings), { recursive: true });
  expect(existsSync(dataDir)).toBe(false);
  const { launcher } = installHooks({ context });
  const inodeOf = (path: string) => statSync(path).ino;
  const folder = hookFolder(context);
  const version = join(folder, '0.1.0');
  const files = readdirSync(version).map((name) => join(version, name));
  expect(files.length).toBeGreaterThan(4);
  for (const file of [...files, launcher, settings]) {
    expect([...synced.files], file).toContain(inodeOf(file));
  }
  const names = [...files, version, launcher, folder, dataDir, settings, dirname(settings)];
  for (const name of names) expect([...synced.names], name).toContain(inodeOf(name));
});
