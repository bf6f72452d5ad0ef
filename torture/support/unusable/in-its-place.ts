import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  linkSync,
  mkdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Place } from '../place.ts';
import { makeOthersDatabase, othersFolder, othersText } from './other-program.ts';
import { type InTheWay, NOBODY, type Trouble } from './trouble.ts';

/** Takes the database away with all that SQLite keeps beside it. */
function clear({ databasePath }: Place): void {
  for (const end of ['', '-wal', '-shm']) rmSync(databasePath + end, { force: true });
}

/** Lets something else be where the database was, until it is taken away. */
function instead(place: Place, make: (path: string) => Partial<InTheWay> | undefined): InTheWay {
  clear(place);
  mkdirSync(place.dataDir, { recursive: true, mode: 0o700 });
  const takeAway = () => rmSync(place.databasePath, { recursive: true, force: true });
  return { takeAway, ...make(place.databasePath) };
}

/** What is no database, where the database should be. */
export const IN_ITS_PLACE: readonly Trouble[] = [
  {
    name: 'a folder',
    onNew: true,
    put: (place) =>
      instead(place, (path) => {
        mkdirSync(path);
        writeFileSync(join(path, 'inside.txt'), 'inside');
        return { others: [path] };
      }),
  },
  {
    name: 'garbage',
    onNew: true,
    put: (place) =>
      instead(place, (path) => {
        writeFileSync(path, 'no database at all, '.repeat(500), { mode: 0o600 });
        return { others: [path] };
      }),
  },
  {
    name: 'a pipe',
    onNew: true,
    put: (place) =>
      instead(place, (path) => {
        execFileSync('mkfifo', [path]);
        return { others: [path] };
      }),
  },
  {
    name: 'a device that is always full',
    onNew: true,
    put: (place) =>
      instead(place, (path) => {
        execFileSync('mknod', ['-m', '666', path, 'c', '1', '7']);
        return { others: [path] };
      }),
  },
  {
    name: '/dev/full by the configuration',
    onNew: true,
    put: () => ({
      others: ['/dev/full'],
      nowhere: ['/dev/full-wal', '/dev/full-shm', '/dev/spoor.db', '/dev/suspect'],
      env: { SPOOR_DATABASE_PATH: '/dev/full' },
      takeAway: () => {},
    }),
  },
  {
    name: 'a symbolic link to nothing',
    onNew: true,
    put: (place) =>
      instead(place, (path) => {
        const target = join(othersFolder(place), 'nothing.db');
        symlinkSync(target, path);
        return { others: [path, othersFolder(place)], nowhere: [target] };
      }),
  },
  {
    name: 'a symbolic link to a text',
    onNew: true,
    put: (place) =>
      instead(place, (path) => {
        symlinkSync(othersText(place), path);
        return { others: [path, othersFolder(place)] };
      }),
  },
  {
    name: "a symbolic link to another program's database",
    onNew: true,
    put: (place) =>
      instead(place, (path) => {
        const target = join(othersFolder(place), 'accounts.db');
        makeOthersDatabase(target);
        symlinkSync(target, path);
        return { others: [path, othersFolder(place)] };
      }),
  },
  {
    name: 'a second name of a text',
    onNew: true,
    put: (place) =>
      instead(place, (path) => {
        linkSync(othersText(place), path);
        return { others: [othersFolder(place)] };
      }),
  },
  {
    name: "another user's file",
    onNew: true,
    asOrdinaryUser: true,
    put: (place) =>
      instead(place, (path) => {
        writeFileSync(path, '', { mode: 0o666 });
        chmodSync(path, 0o666);
        chownSync(place.dataDir, NOBODY, NOBODY);
        return { others: [path] };
      }),
  },
  {
    name: "another program's database",
    onNew: true,
    put: (place) =>
      instead(place, (path) => {
        makeOthersDatabase(path);
        return { others: [path] };
      }),
  },
  {
    name: "another program's database with its log",
    onNew: true,
    put: (place) =>
      instead(place, (path) => {
        makeOthersDatabase(path, { log: true });
        return {
          others: [path, `${path}-wal`],
          takeAway: () => clear(place),
        };
      }),
  },
  {
    name: "another program's database without an id",
    onNew: true,
    put: (place) =>
      instead(place, (path) => {
        makeOthersDatabase(path, { id: 0 });
        return { others: [path] };
      }),
  },
];
