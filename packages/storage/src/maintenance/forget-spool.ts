import { lstatSync, readFileSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { isJsonObject } from '@spoor/core';
import { heldFolders } from '../degradation/held-folders.js';
import { namesIn } from '../files/names-in.js';

/** Where a session's entries may wait, and how to tell whose an entry is. */
export interface SpoolOfSession {
  readonly folders: readonly string[];
  /** The session of an entry's event; null for a text that is no event. */
  readonly sessionOf: (text: string) => string | null;
}

/** A half-written entry is left to its hook for so long. */
const HOOK_MS = 60_000;

/**
 * Removes a session's entries from the spool: waiting, set aside, and left half-written. A text that
 * is no event goes when it holds the session's id.
 * @returns how many were removed.
 */
export function forgetInSpool(spool: SpoolOfSession, sessionId: string): number {
  const folders = spool.folders.flatMap((folder) => [folder, join(folder, 'rejected')]);
  return folders.reduce((removed, folder) => removed + forgetIn(folder, spool, sessionId), 0);
}

/** The writes that a library held back for a database, as {@link forgetInSpool} looks through them. */
export function heldWritesOf(databasePath: string): SpoolOfSession {
  return { folders: heldFolders(databasePath), sessionOf: sessionOfWrite };
}

function sessionOfWrite(text: string): string | null {
  try {
    const write: unknown = JSON.parse(text);
    const kept = isJsonObject(write) ? write['kept'] : undefined;
    if (!isJsonObject(kept)) return '';
    const { sessionId, taskId } = kept;
    return String(sessionId ?? taskId ?? '');
  } catch {
    return null;
  }
}

function forgetIn(folder: string, { sessionOf }: SpoolOfSession, sessionId: string): number {
  let removed = 0;
  for (const name of namesIn(folder)) {
    const path = join(folder, name);
    const text = readOwn(path, name.startsWith('.') ? HOOK_MS : 0);
    if (text === null) continue;
    const session = sessionOf(text);
    if (session === null ? !text.includes(sessionId) : session !== sessionId) continue;
    if (removeFile(path)) removed++;
  }
  return removed;
}

/** A regular file's text; null for others, and for those younger than `minAgeMs`. */
function readOwn(path: string, minAgeMs: number): string | null {
  try {
    const stats = lstatSync(path);
    if (!stats.isFile() || Math.abs(Date.now() - stats.mtimeMs) < minAgeMs) return null;
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function removeFile(path: string): boolean {
  try {
    unlinkSync(path);
    return true;
  } catch {
    return false;
  }
}
