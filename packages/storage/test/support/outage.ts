import { chmodSync, mkdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import { SCHEMA_VERSION } from '../../src/index.js';

/** A way to make a database unusable; `begin` returns what ends it. */
export interface Outage {
  readonly name: string;
  /** The code that a writer tells. */
  readonly code: string;
  readonly begin: (path: string) => () => void;
}

/** Puts something else in the file's place. */
function inPlaceOf(path: string, put: () => void, remove: () => void): () => void {
  // What is in the WAL would heal whatever is put in the file's place.
  const handle = new BetterSqlite3(path);
  handle.pragma('wal_checkpoint(TRUNCATE)');
  handle.close();
  renameSync(path, `${path}.away`);
  put();
  return () => {
    remove();
    renameSync(`${path}.away`, path);
  };
}

/** Outages that need no other process, and no privilege. */
export const OUTAGES: readonly Outage[] = [
  {
    name: 'a folder in its place',
    code: 'UNSAFE_FILE',
    begin: (path) =>
      inPlaceOf(
        path,
        () => mkdirSync(path),
        () => rmdirSync(path),
      ),
  },
  {
    name: 'garbage in its place',
    code: 'CORRUPT',
    begin: (path) =>
      inPlaceOf(
        path,
        () => {
          writeFileSync(path, 'no database at all '.repeat(500));
          chmodSync(path, 0o600);
        },
        () => rmSync(path),
      ),
  },
  {
    name: 'a newer schema',
    code: 'NEWER_SCHEMA',
    begin: (path) => {
      setVersion(path, SCHEMA_VERSION + 1);
      return () => setVersion(path, SCHEMA_VERSION);
    },
  },
  {
    name: "another's lock",
    code: 'LOCKED',
    begin: (path) => {
      const handle = new BetterSqlite3(path);
      handle.exec('BEGIN IMMEDIATE');
      return () => {
        handle.exec('ROLLBACK');
        handle.close();
      };
    },
  },
];

function setVersion(path: string, version: number): void {
  const handle = new BetterSqlite3(path);
  handle.pragma(`user_version=${version}`);
  handle.close();
}
