import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  linkSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import type { Place } from '../place.ts';
import { emptyLog, makeOthersDatabase, othersFolder, othersText } from './other-program.ts';
import type { InTheWay, Trouble } from './trouble.ts';

const SIDE_FILES = ['-wal', '-shm', '-journal'] as const;

/** What can be planted where SQLite keeps a file of its own; gives what it may not touch. */
const PLANTS: readonly {
  readonly name: string;
  readonly plant: (path: string, letter: string) => readonly string[];
}[] = [
  {
    name: 'a symbolic link to a text',
    plant: (path, letter) => {
      symlinkSync(letter, path);
      return [path, letter];
    },
  },
  {
    name: 'a symbolic link to nothing',
    plant: (path, letter) => {
      symlinkSync(`${letter}-missing`, path);
      return [path];
    },
  },
  {
    name: 'a second name of a text',
    plant: (path, letter) => {
      linkSync(letter, path);
      return [letter];
    },
  },
  {
    name: 'a folder',
    plant: (path) => {
      mkdirSync(path);
      return [path];
    },
  },
  {
    name: 'a pipe',
    plant: (path) => {
      execFileSync('mkfifo', [path]);
      return [path];
    },
  },
  {
    name: 'garbage',
    plant: (path) => {
      writeFileSync(path, 'no log at all, '.repeat(5_000), { mode: 0o600 });
      return [];
    },
  },
];

function planted(place: Place, suffix: string, plant: (typeof PLANTS)[number]['plant']): InTheWay {
  const letter = othersText(place);
  const path = `${place.databasePath}${suffix}`;
  // A hook leaves its event in the log: the plant may not be what loses it.
  emptyLog(place.databasePath);
  rmSync(path, { recursive: true, force: true });
  const untouched = plant(path, letter);
  return {
    others: [...untouched, othersFolder(place)],
    nowhere: [`${letter}-missing`],
    // Otherwise SQLite has made it its own, with the events in it.
    takeAway: () => {
      if (untouched.length > 0) rmSync(path, { recursive: true, force: true });
    },
  };
}

/** What is planted beside the database. */
export const BESIDE_IT: readonly Trouble[] = [
  ...SIDE_FILES.flatMap((suffix) =>
    PLANTS.map(({ name, plant }) => ({
      name: `spoor.db${suffix}: ${name}`,
      put: (place: Place) => planted(place, suffix, plant),
    })),
  ),
  {
    name: "spoor.db-wal: another database's log, whole",
    put: (place) =>
      planted(place, '-wal', (path) => {
        const made = `${path}.made`;
        makeOthersDatabase(made, { log: true });
        renameSync(`${made}-wal`, path);
        chmodSync(path, 0o600);
        for (const end of ['', '-shm']) rmSync(made + end, { force: true });
        return [place.databasePath];
      }),
  },
];
