import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import Database from 'better-sqlite3';
import type { Place } from '../place.ts';
import type { Trouble } from './trouble.ts';

function pragma({ databasePath }: Place, sql: string): void {
  const db = new Database(databasePath);
  db.exec(sql);
  db.close();
}

/** Spoor's own database, as it can't be used. */
export const DATABASES: readonly Trouble[] = [
  {
    name: 'a newer schema',
    put: (place) => {
      const db = new Database(place.databasePath);
      const version = db.pragma('user_version', { simple: true });
      db.pragma('user_version=999');
      db.close();
      return {
        others: [place.databasePath],
        takeAway: () => pragma(place, `PRAGMA user_version=${version}`),
      };
    },
  },
  {
    name: 'a read-only file',
    asOrdinaryUser: true,
    put: ({ databasePath }) => {
      chmodSync(databasePath, 0o400);
      return { takeAway: () => chmodSync(databasePath, 0o600) };
    },
  },
  {
    name: 'a file that may not be read',
    asOrdinaryUser: true,
    put: ({ databasePath }) => {
      chmodSync(databasePath, 0o000);
      return { takeAway: () => chmodSync(databasePath, 0o600) };
    },
  },
  {
    name: 'a repair under way',
    put: ({ dataDir }) => {
      const lock = `${dataDir}/repair.lock`;
      writeFileSync(lock, JSON.stringify({ pid: process.pid }));
      return { others: [lock], takeAway: () => rmSync(lock) };
    },
  },
];
