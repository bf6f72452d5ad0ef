import { closeSync, openSync, statSync, writeSync } from 'node:fs';

const PAGE = 4_096;

/** Overwrites pages in the middle of a database that nobody has open and that needs no WAL. */
export function damage(path: string): void {
  const middle = Math.floor(statSync(path).size / PAGE / 2);
  const file = openSync(path, 'r+');
  try {
    for (let page = middle; page < middle + 10; page++) {
      writeSync(file, Buffer.alloc(PAGE, 1), 0, PAGE, page * PAGE);
    }
  } finally {
    closeSync(file);
  }
}
