import {
  chmodSync,
  chownSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Place } from '../place.ts';
import { othersFolder } from './other-program.ts';
import { NOBODY, type Trouble } from './trouble.ts';

/** The data folder, as it can't be used, or as it can in spite of all. */
export const FOLDERS: readonly Trouble[] = [
  {
    name: 'a read-only data folder',
    asOrdinaryUser: true,
    put: ({ dataDir }) => {
      chmodSync(dataDir, 0o500);
      return { takeAway: () => chmodSync(dataDir, 0o700) };
    },
  },
  {
    name: 'a read-only data folder that holds nothing yet',
    asOrdinaryUser: true,
    onNew: true,
    put: ({ dataDir }) => {
      mkdirSync(dataDir);
      chownSync(dataDir, NOBODY, NOBODY);
      chmodSync(dataDir, 0o500);
      return { takeAway: () => chmodSync(dataDir, 0o700) };
    },
  },
  {
    name: "another user's data folder",
    asOrdinaryUser: true,
    onNew: true,
    put: ({ dataDir }) => {
      mkdirSync(dataDir);
      chmodSync(dataDir, 0o777);
      chownSync(dataDir, 1, 1);
      return { others: [dataDir], takeAway: () => chownSync(dataDir, NOBODY, NOBODY) };
    },
  },
  {
    name: 'a file in the place of the data folder',
    onNew: true,
    put: ({ dataDir }) => {
      writeFileSync(dataDir, 'a file');
      return { others: [dataDir], takeAway: () => rmSync(dataDir) };
    },
  },
  {
    name: 'a data folder that is a symbolic link to a folder of the same user',
    put: (place) => {
      const elsewhere = join(place.home, 'elsewhere');
      renameSync(place.dataDir, elsewhere);
      symlinkSync(elsewhere, place.dataDir);
      return { takeAway: () => {} };
    },
  },
  {
    name: "a data folder that is a symbolic link to another user's folder",
    asOrdinaryUser: true,
    onNew: true,
    put: (place) => {
      const target = othersFolder(place);
      chownSync(target, 1, 1);
      chmodSync(target, 0o777);
      return { ...linked(place, target), others: [target] };
    },
  },
  {
    name: 'a data folder that is a symbolic link to nothing',
    onNew: true,
    put: (place) => {
      const target = join(othersFolder(place), 'nothing');
      return { ...linked(place, target), others: [othersFolder(place)], nowhere: [target] };
    },
  },
];

function linked({ dataDir }: Place, target: string) {
  symlinkSync(target, dataDir);
  return { takeAway: () => rmSync(dataDir) };
}
