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
import { othersFolder, othersText } from './other-program.ts';
import { type InTheWay, NOBODY, type Trouble } from './trouble.ts';

/** Puts something where the spool is. */
function instead(place: Place, make: (path: string) => readonly string[]): InTheWay {
  rmSync(place.spoolDir, { recursive: true, force: true });
  const others = make(place.spoolDir);
  return { others, takeAway: () => rmSync(place.spoolDir, { recursive: true, force: true }) };
}

/** Puts something among the spool's entries, older than hooks let each other's be. */
function among(place: Place, make: (path: string) => readonly string[]): InTheWay {
  mkdirSync(place.spoolDir, { recursive: true, mode: 0o700 });
  const path = join(place.spoolDir, '00000000-0000-7000-8000-000000000000.json');
  const others = make(path);
  const hourAgo = Date.now() / 1000 - 3600;
  execFileSync('touch', ['-h', '-d', `@${Math.floor(hourAgo)}`, path]);
  const takeAway = () => {
    for (const left of [path, join(place.spoolDir, 'rejected')])
      rmSync(left, { recursive: true, force: true });
  };
  return { others, takeAway };
}

/** Spools that somebody has planted; the database can be used. */
export const SPOOLS: readonly Trouble[] = [
  {
    name: 'a file in the place of the spool',
    put: (place) =>
      instead(place, (path) => {
        writeFileSync(path, 'a file');
        return [path];
      }),
  },
  {
    name: 'a pipe in the place of the spool',
    put: (place) =>
      instead(place, (path) => {
        execFileSync('mkfifo', [path]);
        return [path];
      }),
  },
  {
    name: 'a symbolic link in the place of the spool',
    put: (place) =>
      instead(place, (path) => {
        symlinkSync(othersFolder(place), path);
        return [path, othersFolder(place)];
      }),
  },
  {
    name: "another user's folder in the place of the spool",
    asOrdinaryUser: true,
    put: (place) =>
      instead(place, (path) => {
        mkdirSync(path);
        chmodSync(path, 0o777);
        return [path];
      }),
  },
  {
    name: 'a pipe among the entries',
    put: (place) =>
      among(place, (path) => {
        execFileSync('mkfifo', [path]);
        return [];
      }),
  },
  {
    name: 'a folder among the entries',
    put: (place) =>
      among(place, (path) => {
        mkdirSync(path);
        return [];
      }),
  },
  {
    name: 'a symbolic link to a text among the entries',
    put: (place) =>
      among(place, (path) => {
        symlinkSync(othersText(place), path);
        return [othersFolder(place)];
      }),
  },
  {
    name: 'a symbolic link to an endless device among the entries',
    put: (place) =>
      among(place, (path) => {
        symlinkSync('/dev/zero', path);
        return [];
      }),
  },
  {
    name: 'a second name of a text among the entries',
    put: (place) =>
      among(place, (path) => {
        linkSync(othersText(place), path);
        return [othersFolder(place)];
      }),
  },
  {
    name: 'an unwritable spool and an unwritable database, but another file system',
    asOrdinaryUser: true,
    put: ({ spoolDir, databasePath }) => {
      mkdirSync(spoolDir, { recursive: true, mode: 0o700 });
      chownSync(spoolDir, NOBODY, NOBODY);
      chmodSync(spoolDir, 0o500);
      chmodSync(databasePath, 0o400);
      return {
        takeAway: () => {
          chmodSync(spoolDir, 0o700);
          chmodSync(databasePath, 0o600);
        },
      };
    },
  },
];
