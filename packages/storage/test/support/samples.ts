import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Dump } from './dump.js';

const FOLDER = new URL('../fixtures/databases/', import.meta.url);

/** What was frozen of a database. */
export interface Frozen {
  readonly rows: Dump;
  readonly schema: readonly string[];
}

/** The schemas that there are samples of. */
export const SAMPLES: readonly number[] = readdirSync(FOLDER)
  .map((name) => /^schema-(\d+)\.db\.gz$/.exec(name)?.[1])
  .filter((version) => version !== undefined)
  .map(Number)
  .sort((a, b) => a - b);

/** Puts a frozen database at a path. @returns what it holds. */
export function unpackSample(version: number, path: string): Frozen {
  const packed = readFileSync(new URL(`schema-${version}.db.gz`, FOLDER));
  writeFileSync(path, gunzipSync(packed), { mode: 0o600 });
  const frozen = readFileSync(new URL(`schema-${version}.json`, FOLDER), 'utf8');
  return JSON.parse(frozen) as Frozen;
}
