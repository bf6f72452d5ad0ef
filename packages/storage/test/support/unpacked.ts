import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect } from 'vitest';
import type { SpoorDatabase } from '../../src/index.js';
import { openDatabase, temporaryFolder } from './temporary.js';

/** Opens a backup in a copy of its own, and holds that it is whole. */
export async function unpacked(path: string): Promise<SpoorDatabase> {
  const bytes = readFileSync(path);
  const copy = join(temporaryFolder(), 'spoor.db');
  writeFileSync(copy, path.endsWith('.gz') ? gunzipSync(bytes) : bytes, { mode: 0o600 });
  const db = openDatabase({ path: copy });
  expect(db.getDb().pragma('integrity_check', { simple: true })).toBe('ok');
  return db;
}
