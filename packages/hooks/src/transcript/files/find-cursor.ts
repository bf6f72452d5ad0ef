import { existsSync } from 'node:fs';
import type { SpoorDatabase, TranscriptCursor, TranscriptCursors } from '@spoor/storage';
import { holdsSame } from './fingerprint.js';
import { LineFile, Unreadable } from './line-file.js';

/** A file, and whose it is. */
export interface OwnedFile {
  readonly path: string;
  readonly sessionId: string;
  /** Null for the session's own file. */
  readonly agentId: string | null;
}

/**
 * How far a file was read, by `findCursor` in a transaction where that has to write. Most files that
 * aren't known are new: nobody is to wait for the lock of them.
 */
export function positionOf(
  db: SpoorDatabase,
  cursors: TranscriptCursors,
  file: OwnedFile,
): TranscriptCursor | null {
  const known = cursors.get(file.path);
  if (known !== null || movedCursor(cursors, file) === undefined) return known;
  return db.transaction(() => findCursor(cursors, file));
}

/**
 * How far a file was read. A file that was moved (its project's folder was renamed, say) is known
 * again, and its cursor has its new path from then on.
 * @returns null for a file that was never read.
 */
export function findCursor(cursors: TranscriptCursors, file: OwnedFile): TranscriptCursor | null {
  const known = cursors.get(file.path);
  if (known !== null) return known;
  const moved = movedCursor(cursors, file);
  if (moved === undefined) return null;
  cursors.move(moved.path, file.path);
  return { ...moved, path: file.path };
}

function movedCursor(
  cursors: TranscriptCursors,
  { path, sessionId, agentId }: OwnedFile,
): TranscriptCursor | undefined {
  const file = openFile(path);
  if (file === undefined) return undefined;
  try {
    return cursors
      .ofIdentity(file.state.identity)
      .find(
        (cursor) =>
          cursor.sessionId === sessionId &&
          cursor.agentId === agentId &&
          cursor.offset > 0 &&
          !existsSync(cursor.path) &&
          holdsSame(file, cursor),
      );
  } finally {
    file.close();
  }
}

function openFile(path: string): LineFile | undefined {
  try {
    return new LineFile(path);
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}
