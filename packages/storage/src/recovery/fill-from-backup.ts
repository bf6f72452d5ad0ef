import { constants, copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { listBackups } from '../backups/backup-files.js';
import { unpackFile } from '../backups/compress.js';
import { verifyStranger } from '../backups/verify-database.js';
import type { Handle } from '../database/handle.js';
import { SpoorDatabase } from '../database/spoor-database.js';
import { StorageError } from '../errors.js';
import { breathe, type LongWork, stopIfAsked } from '../maintenance/long-work.js';
import { readTableShapes, type TableShape } from './table-shapes.js';

/** What a backup gave. */
export interface FilledFromBackup {
  readonly path: string;
  readonly madeAt: string;
  /** Rows by table; tables that needed none are left out. */
  readonly rows: Readonly<Record<string, number>>;
}

/** What to fill, and from where. */
export interface FillOptions extends LongWork {
  readonly target: Handle;
  /** Tables that lost something. What was deleted on purpose must not come back into the others. */
  readonly tables: ReadonlySet<string>;
  readonly backupsFolder: string;
  /** Where a backup is unpacked; goes away afterwards. */
  readonly workFolder: string;
}

/**
 * Adds rows that a damaged database lost, from the latest backup that is whole. Rows that are there
 * stay as they are; sessions that were forgotten or deleted since stay away.
 * @returns null when there is no good backup.
 */
export async function fillFromBackup(options: FillOptions): Promise<FilledFromBackup | null> {
  const unpacked = join(options.workFolder, 'backup.db');
  for (const { path, createdAt } of listBackups(options.backupsFolder)) {
    stopIfAsked(options);
    try {
      if (!(await unpack(path, unpacked, options)) || !isGood(unpacked)) continue;
      const gone = goneSessions(options.target);
      const rows = await fillFrom(unpacked, { ...options, gone });
      return { path, madeAt: createdAt, rows };
    } finally {
      for (const suffix of ['', '-wal', '-shm']) rmSync(`${unpacked}${suffix}`, { force: true });
    }
  }
  return null;
}

/** @returns whether it could be unpacked. */
async function unpack(from: string, to: string, work: LongWork): Promise<boolean> {
  try {
    if (from.endsWith('.gz')) await unpackFile(from, to, work);
    else copyFileSync(from, to, constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if (error instanceof StorageError && error.code === 'CANCELLED') throw error;
    return false;
  }
}

/** Brings the copy to the current schema too. */
function isGood(path: string): boolean {
  try {
    verifyStranger(path);
    new SpoorDatabase({ path }).close();
    return true;
  } catch {
    return false;
  }
}

/** Where rows come from, and which are wanted. */
export interface FillFromOptions extends LongWork {
  readonly target: Handle;
  readonly tables: ReadonlySet<string>;
  /** Sessions whose rows are left out. */
  readonly gone: readonly string[];
}

/** Adds the rows of another database with the same schema whose keys are not there yet, by table. */
export async function fillFrom(
  path: string,
  options: FillFromOptions,
): Promise<Record<string, number>> {
  const { target, gone } = options;
  target.prepare('ATTACH ? AS other').run(path);
  const rows: Record<string, number> = {};
  try {
    for (const table of readTableShapes(target)) {
      if (!options.tables.has(table.name)) continue;
      const added = target.transaction(() => fillTable(target, table, gone))();
      if (added > 0) rows[table.name] = added;
      await breathe();
      stopIfAsked(options);
    }
  } finally {
    target.exec('DETACH other');
  }
  return rows;
}

function fillTable(target: Handle, table: TableShape, gone: readonly string[]): number {
  const session = sessionColumn(table);
  const wanted =
    session === null
      ? 'true'
      : `coalesce(${session}, '') NOT IN (SELECT value FROM json_each(@gone))`;
  const parameters = session === null ? {} : { gone: JSON.stringify(gone) };
  const insert = (columns: readonly string[], where: string) =>
    target
      .prepare<object>(
        `INSERT INTO main.${table.name} (${columns.join(', ')})
         SELECT ${columns.join(', ')} FROM other.${table.name} WHERE ${where} ON CONFLICT DO NOTHING`,
      )
      .run(parameters).changes;
  const added = insert(table.columns, wanted);
  const { rowidColumn } = table;
  if (rowidColumn === null || !isKeyedToo(target, table)) return added;
  // Another row may have its number meanwhile; its key says that it is missing all the same.
  return (
    added +
    insert(
      table.columns.filter((column) => column !== rowidColumn),
      wanted,
    )
  );
}

/** Whether something besides the number tells a row from all others. */
function isKeyedToo(target: Handle, { name }: TableShape): boolean {
  const indexes = target.pragma(`index_list(${name})`) as { origin: string }[];
  return indexes.some(({ origin }) => origin === 'u');
}

function sessionColumn({ name, columns }: TableShape): string | null {
  if (name === 'sessions') return 'id';
  if (columns.includes('session_id')) return 'session_id';
  return columns.includes('task_id') ? 'task_id' : null;
}

function goneSessions(target: Handle): string[] {
  return target
    .prepare<[], { id: string }>(
      `SELECT session_id AS id FROM forgotten_sessions
       UNION SELECT session_id FROM audit_logs
         WHERE action = 'session.delete' AND session_id IS NOT NULL`,
    )
    .all()
    .map(({ id }) => id);
}
