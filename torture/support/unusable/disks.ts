import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Place } from '../place.ts';
import { NOBODY, type Trouble } from './trouble.ts';

/** Mounts a file system in memory over the data folder. */
function mountDisk({ dataDir }: Place, options: string): void {
  rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(dataDir, { mode: 0o700 });
  execFileSync('mount', ['-t', 'tmpfs', '-o', `mode=0700,${options}`, 'tmpfs', dataDir]);
}

function remount({ dataDir }: Place, options: string): void {
  execFileSync('mount', ['-o', `remount,${options}`, dataDir]);
}

function unmount({ dataDir }: Place): void {
  execFileSync('umount', ['-l', dataDir]);
}

/** Takes up what is left of a disk. */
function fill({ dataDir }: Place): void {
  try {
    writeFileSync(join(dataDir, 'filler'), Buffer.alloc(64 * 1024 * 1024));
  } catch {
    // It is full now.
  }
}

/** Disks that take nothing, or nothing more. */
export const DISKS: readonly Trouble[] = [
  {
    name: 'a read-only mount',
    asOrdinaryUser: true,
    prepare: (place) => mountDisk(place, `size=64m,uid=${NOBODY}`),
    put: (place) => {
      remount(place, 'ro');
      return { takeAway: () => remount(place, 'rw') };
    },
    cleanUp: unmount,
  },
  {
    name: 'a disk that is full',
    prepare: (place) => mountDisk(place, 'size=2m'),
    put: (place) => {
      fill(place);
      return { takeAway: () => remount(place, 'size=64m') };
    },
    cleanUp: unmount,
  },
  {
    name: 'a disk that fills up',
    hooks: 120,
    prepare: (place) => mountDisk(place, 'size=768k'),
    put: (place) => ({ takeAway: () => remount(place, 'size=64m') }),
    cleanUp: unmount,
  },
];
