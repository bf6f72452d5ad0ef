import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The rows of a file of this folder with a tab between its columns; lines with `#` are remarks. */
export function readTable(name: string): string[][] {
  return readFileSync(join(import.meta.dirname, `${name}.tsv`), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('# '))
    .map((line) => line.split('\t'));
}
