import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type { Place } from '../place.ts';

/** A folder that isn't Spoor's, which anybody may look into. */
export function othersFolder({ home }: Place): string {
  const folder = join(home, 'others');
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  return folder;
}

/** A text in it. */
export function othersText(place: Place): string {
  const path = join(othersFolder(place), 'letter.txt');
  writeFileSync(path, 'Dear reader\n'.repeat(200), { mode: 0o644 });
  return path;
}

/** Makes another program's database, with a mode that others may read it by. */
export function makeOthersDatabase(
  path: string,
  { id = 0x2a2a, log = false }: { readonly id?: number; readonly log?: boolean } = {},
): void {
  runSql(path, `PRAGMA journal_mode=WAL; PRAGMA application_id=${id}; CREATE TABLE cash (n INT)`);
  if (log) runSql(path, 'INSERT INTO cash VALUES (1)', 'process.kill(process.pid, 9)');
  chmodSync(path, 0o644);
}

/** Moves all of a database's log into it: afterwards the log can be taken away. */
export function emptyLog(path: string): void {
  runSql(path, 'PRAGMA wal_checkpoint(TRUNCATE)');
  for (const end of ['-wal', '-shm']) rmSync(path + end, { force: true });
}

/** In a process of its own, which may end without closing: then a log is left. */
function runSql(path: string, sql: string, end = 'db.close()'): void {
  const script = `const [, path, sql] = process.argv;
    const db = new (require('better-sqlite3'))(path); db.exec(sql); ${end}`;
  spawnSync(process.execPath, ['-e', script, path, sql], { cwd: import.meta.dirname });
}
