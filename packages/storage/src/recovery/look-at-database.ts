import { statSync } from 'node:fs';
import type { Handle } from '../database/handle.js';
import { sqliteCode } from '../errors.js';
import { breathe, type LongWork, stopIfAsked } from '../maintenance/long-work.js';
import { findFedTextProblems, findLessonTextProblems } from './check-full-text.js';
import { findSchemaProblems } from './check-schema.js';
import { findForeignKeyProblems, findStructureProblems } from './check-structure.js';
import { findSumProblems } from './check-sums.js';
import { findTextProblems } from './check-texts.js';
import type { OpenForCheck } from './open-for-check.js';
import { type Problem, problemOf } from './problem.js';
import { lookRaw } from './raw-look.js';
import { readUnfinishedRepair } from './repair-lock.js';
import { requireOurs } from './require-ours.js';

/** How to look. */
export interface LookOptions extends LongWork {
  readonly deep: boolean;
  readonly open: OpenForCheck;
}

/** What one look found. */
export interface Look {
  readonly problems: readonly Problem[];
  readonly isReadable: boolean;
  readonly pages: number | null;
}

/** Looks at a database once, over connections of its own. */
export async function lookAtDatabase(path: string, options: LookOptions): Promise<Look> {
  const problems = lookAtLog(path);
  const hopeless = findUnfinishedRepair(path) ?? emptyFile(path);
  if (hopeless !== null) {
    return { problems: [hopeless, ...problems], isReadable: false, pages: null };
  }
  // The last connection that could write deletes a WAL that it takes for empty.
  const open: OpenForCheck =
    problems.length > 0 ? (file) => options.open(file, 'read') : options.open;
  let handle: Handle;
  try {
    handle = openOurs(path, open);
  } catch (error) {
    return { problems: [problemOf(error, path), ...problems], isReadable: false, pages: null };
  }
  try {
    for (const [index, step] of STEPS.entries()) {
      if (step.deep && !options.deep) continue;
      stopIfAsked(options);
      options.onProgress?.({ done: index, total: STEPS.length, unit: 'steps' });
      await breathe();
      problems.push(...attempt(path, () => step.find(handle, path, { ...options, open })));
    }
    return { problems, isReadable: true, pages: pageCount(handle) };
  } finally {
    handle.close();
  }
}

const STEPS: readonly {
  readonly deep: boolean;
  readonly find: (handle: Handle, path: string, options: LookOptions) => Problem[];
}[] = [
  { deep: false, find: (handle) => findSchemaProblems(handle) },
  { deep: false, find: (handle, _path, { deep }) => findStructureProblems(handle, deep) },
  { deep: false, find: (handle) => findForeignKeyProblems(handle) },
  { deep: true, find: (handle) => findFedTextProblems(handle) },
  { deep: true, find: (_handle, path, { open }) => findLessonTextProblems(path, open) },
  { deep: true, find: (handle) => findSumProblems(handle) },
  { deep: true, find: (handle) => findTextProblems(handle) },
];

function findUnfinishedRepair(path: string): Problem | null {
  const left = readUnfinishedRepair(path);
  if (left === null) return null;
  const message = `a repair was stopped half-way; what is to be saved lies in ${left.folder}`;
  return { kind: 'repair', table: null, message };
}

/** SQLite deletes a WAL that lies beside an empty file: such a pair must not be opened. */
function emptyFile(path: string): Problem | null {
  if (sizeOf(path) > 0) return null;
  return { kind: 'header', table: null, message: 'the file is empty' };
}

/** SQLite takes a WAL whose beginning is wrong for an empty one, and says nothing. */
function lookAtLog(path: string): Problem[] {
  if (sizeOf(`${path}-wal`) <= WAL_HEADER_BYTES) return [];
  const look = lookRaw(`${path}-wal`, 4);
  const magic = look === null || look.head.length < 4 ? WAL_MAGIC : look.head.readUInt32BE(0);
  if ((magic & ~1) >>> 0 === WAL_MAGIC) return [];
  const message = 'the write-ahead log is damaged: what was not yet in the file is lost';
  return [{ kind: 'log', table: null, message }];
}

/** Behind it come the pages: without any there is nothing to lose, however a power failure tore it. */
const WAL_HEADER_BYTES = 32;

/** "SQLite's file format", 4.1; the last bit tells the order of bytes. */
const WAL_MAGIC = 0x377f_0682;

/**
 * Opens to look only. A connection that may not write leaves CHECKs out of the schema, so rows would
 * not be held against them; where the file can't be written, that has to do.
 */
function openOurs(path: string, open: OpenForCheck): Handle {
  const reader = open(path, 'read');
  try {
    requireOurs(reader);
    const handle = open(path, 'write');
    reader.close();
    handle.pragma('query_only=ON');
    return handle;
  } catch (error) {
    if (['READONLY', 'CANTOPEN', 'PERM'].includes(sqliteCode(error) ?? '')) return reader;
    reader.close();
    throw error;
  }
}

function attempt(path: string, find: () => Problem[]): Problem[] {
  try {
    return find();
  } catch (error) {
    return [problemOf(error, path)];
  }
}

function pageCount(handle: Handle): number | null {
  try {
    return Number(handle.pragma('page_count', { simple: true }));
  } catch {
    return null;
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
