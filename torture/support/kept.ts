import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catchUp } from '@spoor/hooks';
import Database from 'better-sqlite3';
import type { Place } from './place.ts';

/** Ids of the calls whose events are recorded, each as often as it is. */
export function recordedCalls({ databasePath }: Place): string[] {
  return read<{ id: string }>(
    databasePath,
    'SELECT tool_use_id AS id FROM hook_executions WHERE tool_use_id IS NOT NULL',
  ).map(({ id }) => id);
}

/** Ids of the calls whose events wait in a spool. */
export function spooledCalls(place: Place): string[] {
  return [place.spoolDir, ...place.fallbackSpools].flatMap((folder) =>
    namesIn(folder)
      .filter((name) => name.endsWith('.json'))
      .flatMap((name) => callIn(join(folder, name))),
  );
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
  const db = new Database(path, { readonly: true });
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
