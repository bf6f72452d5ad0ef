import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { SpoorDatabase, type SpoorDatabaseOptions } from '../../src/index.js';

/** A folder of the test's own; gone when the test is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'spoor-storage-'));
  onTestFinished(() => {
    chmodSync(folder, 0o700);
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** An open database in a folder of its own; closed when the test is over. */
export function temporaryDatabase(options: SpoorDatabaseOptions = {}): SpoorDatabase {
  return openDatabase({ path: join(temporaryFolder(), 'spoor.db'), ...options });
}

/** An open database; closed when the test is over. */
export function openDatabase(options: SpoorDatabaseOptions): SpoorDatabase {
  const db = new SpoorDatabase(options);
  onTestFinished(() => db.close());
  return db;
}
