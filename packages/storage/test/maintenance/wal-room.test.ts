import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { SpoorDatabase } from '../../src/index.js';
import { blockForWalRoom, checkpoint, hasWalRoom } from '../../src/index.js';
import { writeGently } from '../../src/maintenance/write-gently.js';
import { openDatabase, temporaryFolder } from '../support/temporary.js';

/** Pages of zeros: what is in them doesn't matter. */
const MEGABYTE = 1024 * 1024;

function makePlace() {
  const path = join(temporaryFolder(), 'spoor.db');
  const db = openDatabase({ path, autoCheckpointPages: 0 });
  db.getDb().exec('CREATE TABLE ballast (bytes BLOB)');
  return { path, db, walMb: () => statSync(`${path}-wal`).size / MEGABYTE };
}

function write(db: SpoorDatabase, megabytes: number): void {
  for (let n = 0; n < megabytes; n++) {
    db.getDb().prepare('INSERT INTO ballast VALUES (zeroblob(?))').run(MEGABYTE);
  }
}

/** A reader that sees the database as it is now, until it ends. */
function startReading(path: string): () => void {
  const reader = openDatabase({ path, readonly: true });
  reader.getDb().exec('BEGIN; SELECT count(*) FROM ballast');
  return () => reader.getDb().exec('COMMIT');
}

test('a WAL that is full is emptied, and takes more', () => {
  const { db, walMb } = makePlace();
  write(db, 7);
  expect(hasWalRoom(db)).toBe(true);
  expect(walMb()).toBeGreaterThan(7);
  write(db, 4);
  expect(hasWalRoom(db)).toBe(true);
  expect(walMb()).toBe(0);
});

test('a WAL that a reader needs takes nothing that can wait, until the reader ends', () => {
  const { path, db, walMb } = makePlace();
  write(db, 1);
  const end = startReading(path);
  write(db, 10);
  expect(hasWalRoom(db)).toBe(false);
  expect(walMb()).toBeGreaterThan(10);
  end();
  expect(hasWalRoom(db)).toBe(true);
  expect(walMb()).toBe(0);
});

test('no writer is kept waiting for a reader while the WAL is small: what it needs is left', () => {
  const { path, db } = makePlace();
  write(db, 1);
  const end = startReading(path);
  write(db, 5);
  const other = openDatabase({ path });
  // While one that empties the WAL waits for a reader, it has the lock on writing.
  const statements: string[] = [];
  const handle = db.getDb();
  const pragma = handle.pragma.bind(handle);
  handle.pragma = ((source: string, options?: object) => {
    statements.push(source);
    return pragma(source, options);
  }) as typeof handle.pragma;
  expect(checkpoint(db)).toBe(true);
  expect(statements).toEqual(['wal_checkpoint(PASSIVE)']);
  write(other, 1);
  end();
});

test('work in the background waits for the reader to end', async () => {
  const { path, db, walMb } = makePlace();
  write(db, 1);
  const end = startReading(path);
  write(db, 10);
  let isOver = false;
  const work = writeGently(db, () => write(db, 1)).then(() => {
    isOver = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(isOver).toBe(false);
  end();
  await work;
  expect(walMb()).toBeLessThan(2);
});

test('work in the background goes on at last, and waits for a stuck reader only once', async () => {
  const { path, db, walMb } = makePlace();
  write(db, 1);
  startReading(path);
  write(db, 10);
  const start = performance.now();
  blockForWalRoom(db);
  const first = performance.now() - start;
  await writeGently(db, () => write(db, 1));
  await writeGently(db, () => write(db, 1));
  expect(performance.now() - start - first).toBeLessThan(first);
  expect(walMb()).toBeGreaterThan(12);
});
