import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { isoTime, type JsonValue } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { asStorageError, isEnvironmental, StorageError } from '../errors.js';
import { util } from '../lazy-builtins.js';
import { redactName } from './redact-name.js';
import { isSameJson, redactWhole } from './whole-json.js';

/** A file changed so shortly before it was read may change again within the same tick of its clock. */
const SETTLED_AFTER_MS = 2_000;

const LARGEST = 1024 * 1024;

interface CacheRow {
  readonly size: number;
  readonly mtimeMs: number;
  readonly hash: string;
  readonly value: string;
  readonly cachedAt: string;
}

interface FileState {
  readonly size: number;
  readonly mtimeMs: number;
}

/**
 * The parsed form of small files, so that a process that needs one needn't parse and check it again.
 * A file counts as the same while size and time of change are; when it was changed shortly before
 * it was cached, its hash decides. What holds a secret is never cached.
 */
export class ConfigurationCache {
  readonly #db: SpoorDatabase;

  constructor(db: SpoorDatabase) {
    this.#db = db;
  }

  /**
   * Reads a file's parsed form. A cache that can't be written is no error: the file is parsed.
   * @param parse its result must be JSON to be cached; what it throws passes.
   * @throws StorageError `NOT_FOUND` when there is no file, `INVALID` for what is no regular file or
   *   larger than 1 MiB, else what kept it from being read.
   */
  read<T>(path: string, parse: (text: string) => T): T {
    const file = openFile(path);
    try {
      const state = stateOf(file, path);
      const row = this.#row(path);
      if (row !== undefined && isUnchanged(row, state)) return JSON.parse(row.value) as T;
      const text = readFileSync(file, 'utf8');
      return this.#readText(path, text, { state, row, parse });
    } finally {
      closeSync(file);
    }
  }

  /** Forgets a file. @returns whether it was known. */
  forget(path: string): boolean {
    return this.#db.transaction(
      () =>
        this.#db.prepare<[string]>('DELETE FROM config_cache WHERE path = ?').run(redactName(path))
          .changes === 1,
    );
  }

  #readText<T>(
    path: string,
    text: string,
    {
      state,
      row,
      parse,
    }: { state: FileState; row: CacheRow | undefined; parse: (text: string) => T },
  ): T {
    const hash = hashOf(text);
    const known = row !== undefined && row.hash === hash;
    const value = known ? (JSON.parse(row.value) as T) : parse(text);
    if (!known || isWorthNoting(row, state)) this.#keep(path, { ...state, hash }, value);
    return value;
  }

  #row(path: string): CacheRow | undefined {
    return this.#db
      .prepare<[string], CacheRow>(
        `SELECT size, mtime_ms AS mtimeMs, hash, value, cached_at AS cachedAt
         FROM config_cache WHERE path = ?`,
      )
      .get(redactName(path));
  }

  #keep(path: string, state: FileState & { hash: string }, value: unknown): void {
    const json = cacheable(value);
    if (json === null || this.#db.getDb().readonly) return;
    try {
      this.#db.transaction(() =>
        this.#db
          .prepare<object>(
            `INSERT INTO config_cache (path, size, mtime_ms, hash, value, cached_at)
             VALUES (@path, @size, @mtimeMs, @hash, @json, @now)
             ON CONFLICT (path) DO UPDATE SET size = excluded.size, mtime_ms = excluded.mtime_ms,
               hash = excluded.hash, value = excluded.value, cached_at = excluded.cached_at`,
          )
          .run({ path: redactName(path), ...state, json, now: isoTime(Date.now()) }),
      );
    } catch (error) {
      if (!isEnvironmental(error)) throw error;
    }
  }
}

/** The content is known; noting the file's state saves the next reader from hashing it. */
function isWorthNoting(row: CacheRow, { size, mtimeMs }: FileState): boolean {
  const settled = Date.now() - mtimeMs >= SETTLED_AFTER_MS;
  return settled || row.size !== size || row.mtimeMs !== mtimeMs;
}

function isUnchanged(row: CacheRow, { size, mtimeMs }: FileState): boolean {
  const settled = Date.parse(row.cachedAt) - mtimeMs >= SETTLED_AFTER_MS;
  return settled && row.size === size && row.mtimeMs === mtimeMs;
}

/** The JSON of a value that comes back as it is and holds no secret, else null. */
function cacheable(value: unknown): string | null {
  const json = JSON.stringify(value) as string | undefined;
  if (json === undefined) return null;
  const copy = JSON.parse(json) as JsonValue;
  const safe = util().isDeepStrictEqual(copy, value) && isSameJson(redactWhole(copy), copy);
  return safe ? json : null;
}

/** The module is loaded only here: a process that finds its file unchanged doesn't need it. */
function hashOf(text: string): string {
  const { createHash } = process.getBuiltinModule('node:crypto');
  return createHash('sha256').update(text).digest('hex');
}

function stateOf(file: number, path: string): FileState {
  const stats = fstatSync(file);
  if (!stats.isFile()) throw new StorageError('INVALID', `${path}: is no regular file`);
  if (stats.size > LARGEST) throw new StorageError('INVALID', `${path}: is larger than 1 MiB`);
  return { size: stats.size, mtimeMs: Math.floor(stats.mtimeMs) };
}

/** A pipe at the file's place, in a hostile folder, would block for ever otherwise. */
function openFile(path: string): number {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new StorageError('NOT_FOUND', `${path}: there is no such file`, { cause: error });
    }
    throw asStorageError(error, path);
  }
}
