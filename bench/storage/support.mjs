import { mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** better-sqlite3, as the storage package has it. */
export const Database = createRequire(
  join(import.meta.dirname, '../../packages/storage/package.json'),
)('better-sqlite3');

const folders = [];
process.on('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** An empty folder that goes with the process. */
export function temporaryFolder(name) {
  const folder = join(tmpdir(), `spoor-bench-${process.pid}-${name}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  folders.push(folder);
  return folder;
}

/** The time as the store writes it. */
export const now = () => new Date().toISOString();
