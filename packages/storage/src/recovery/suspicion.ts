import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isoTime, messageOf } from '@spoor/core';
import { StorageError, sqliteCode } from '../errors.js';

/** What made somebody think that the database is damaged. */
export interface Suspicion {
  readonly at: string;
  /** SQLite's or the store's code of the error. */
  readonly code: string;
  readonly message: string;
}

/**
 * Leaves a mark beside the database when an error says that it is damaged, for a check to look at:
 * one such error condemns nothing yet. The first mark stays. Never throws.
 * @param databasePath null where no database is used: nothing is left then.
 * @returns whether the error was of that kind.
 */
export function noteSuspicion(
  databasePath: string | null,
  error: unknown,
  nowMs = Date.now(),
): boolean {
  const code = corruptionCode(error);
  if (code === undefined || databasePath === null) return false;
  const suspicion: Suspicion = { at: isoTime(nowMs), code, message: messageOf(error) };
  try {
    writeFileSync(markerPath(databasePath), `${JSON.stringify(suspicion)}\n`, {
      flag: 'wx',
      mode: 0o600,
    });
  } catch {
    // There is one already, or none can be left: the error itself is told either way.
  }
  return true;
}

/** The mark that was left beside the database, if any. One that can't be understood counts too. */
export function readSuspicion(databasePath: string): Suspicion | null {
  let text: string;
  try {
    text = readFileSync(markerPath(databasePath), 'utf8');
  } catch {
    return null;
  }
  const { at, code, message } = parse(text);
  return { at: textOr(at, ''), code: textOr(code, 'CORRUPT'), message: textOr(message, '') };
}

/** Takes the mark away: a check found the database whole, or it was repaired. */
export function clearSuspicion(databasePath: string): void {
  rmSync(markerPath(databasePath), { force: true });
}

function markerPath(databasePath: string): string {
  return join(dirname(databasePath), 'suspect');
}

/** The errors by which SQLite says that what it read can't be right. */
function corruptionCode(error: unknown): string | undefined {
  const code = sqliteCode(error);
  if (code === 'CORRUPT' || code === 'NOTADB') return code;
  if (!(error instanceof StorageError) || error.code !== 'CORRUPT') return;
  return sqliteCode(error.cause) ?? error.code;
}

function parse(text: string): Partial<Record<keyof Suspicion, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

function textOr(value: unknown, other: string): string {
  return typeof value === 'string' ? value : other;
}
