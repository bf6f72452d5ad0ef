import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catchUp } from '@spoor/hooks';
import Database from 'better-sqlite3';
import type { Place } from './place.ts';

/** Ids of the calls whose events are recorded, each as often as it is. */
export function recordedCalls({ databasePath }: Place): string[] {
  return callsIn(databasePath);
}

/** The same of a copy of the database; none where no schema has been made yet. */
export function callsIn(path: string): string[] {
  const tables = "SELECT name FROM sqlite_schema WHERE name = 'hook_executions'";
  if (read(path, tables).length === 0) return [];
  return read<{ id: string }>(
    path,
    'SELECT tool_use_id AS id FROM hook_executions WHERE tool_use_id IS NOT NULL',
  ).map(({ id }) => id);
}

/** Ids of the calls whose events wait in a spool. */
export function spooledCalls(place: Place): string[] {
  return [place.spoolDir, ...place.fallbackSpools].flatMap((folder) =>
    namesIn(folder)
      // A name that begins with a dot is no entry yet.
      .filter((name) => name.endsWith('.json') && !name.startsWith('.'))
      .flatMap((name) => callIn(join(folder, name))),
  );
}

/** How many events wait in all spools. */
export function spooledEvents(place: Place): number {
  const names = [place.spoolDir, ...place.fallbackSpools].flatMap(namesIn);
  return names.filter((name) => name.endsWith('.json')).length;
}

/** Drains all spools as a listing does. */
export function drain({ databasePath, spoolDir, fallbackSpools }: Place): void {
  catchUp({ databasePath, spoolDirs: [spoolDir, ...fallbackSpools] });
}

/** What SQLite finds wrong with the database. */
export function faultsInFile({ databasePath }: Place): string[] {
  return read<{ integrity_check: string }>(databasePath, 'PRAGMA integrity_check')
    .map((row) => row.integrity_check)
    .filter((line) => line !== 'ok');
}

/** Reads rows of a database; none where there is no file. */
export function read<Row>(path: string, sql: string): Row[] {
  if (!existsSync(path)) return [];
  try {
    return rowsOf<Row>(path, sql, true);
  } catch (error) {
    // Who was killed while it made the file has left a journal, which the next one to open it undoes.
    const isJournal = error instanceof Database.SqliteError && error.code === READONLY_ROLLBACK;
    if (!isJournal) throw error;
    return rowsOf<Row>(path, sql, false);
  }
}

const READONLY_ROLLBACK = 'SQLITE_READONLY_ROLLBACK';

function rowsOf<Row>(path: string, sql: string, readonly: boolean): Row[] {
  const db = new Database(path, { readonly });
  try {
    return db.prepare<[], Row>(sql).all();
  } finally {
    db.close();
  }
}

/** Of all acknowledged calls, those that are missing, and those that are there twice. */
export function compare(
  acknowledged: Iterable<string>,
  kept: readonly string[],
): { readonly missing: string[]; readonly twice: string[] } {
  const seen = new Set<string>();
  const twice = kept.filter((id) => seen.size === seen.add(id).size);
  return { missing: [...acknowledged].filter((id) => !seen.has(id)), twice };
}

/** None in what somebody else has put there. */
function callIn(path: string): string | [] {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats?.isFile() !== true || stats.nlink > 1) return [];
  return JSON.parse(readFileSync(path, 'utf8')).event?.toolUseId ?? [];
}

function namesIn(folder: string): string[] {
  try {
    return lstatSync(folder).isDirectory() ? readdirSync(folder) : [];
  } catch {
    return [];
  }
}
