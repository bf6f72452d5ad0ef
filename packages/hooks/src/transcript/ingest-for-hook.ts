import { type SpoorDatabase, uptimeMs } from '@spoor/storage';
import type { TranscriptEvent, TranscriptOptions } from '../capture/read-transcripts.js';
import { transcriptsOf } from './files/discover.js';
import type { OwnedFile } from './files/find-cursor.js';
import { ingestTranscript } from './ingest.js';

/**
 * What one hook reads at most: every MB leaves some 3 MB in the WAL, which every later hook has to
 * read until one of them empties it, 0.4 ms a MB.
 */
const HOOK_BYTES = 4 * 1024 * 1024;

/**
 * A longer line is left to a reader that nobody waits for: it can't be broken off, and takes some
 * 15 ms a MB. Images have up to 5 MB.
 */
const LONG_LINE_BYTES = 8 * 1024 * 1024;

/**
 * Takes in what an event's transcripts have that is new: first the file that the event is about, then
 * the session's others.
 * @throws StorageError when the database can't be written; what was written before that stays.
 */
export function ingestForHook(
  db: SpoorDatabase,
  event: TranscriptEvent,
  { configuration, budgetMs, nowMs }: TranscriptOptions,
): void {
  const end = uptimeMs() + budgetMs;
  inHaste(db, () => {
    let leftBytes = HOOK_BYTES;
    for (const { path, ...owner } of filesOf(event)) {
      const leftMs = end - uptimeMs();
      if (leftMs <= 0 || leftBytes <= 0) return;
      const { bytes } = ingestTranscript(db, path, {
        configuration,
        owner,
        budgetMs: leftMs,
        maxBytes: leftBytes,
        leaveBytes: LONG_LINE_BYTES,
        now: () => nowMs,
      });
      leftBytes -= bytes;
    }
  });
}

/** A generator: the session's other files are looked for once the event's own is read. */
function* filesOf({ sessionId, path, agent }: TranscriptEvent): Generator<OwnedFile> {
  const own = agent?.path ?? path;
  yield { path: own, sessionId, agentId: agent?.id ?? null };
  for (const file of transcriptsOf(path)) if (file.path !== own) yield file;
}

/** What is read can be read again: until then a commit need not reach the disk at once. */
function inHaste(db: SpoorDatabase, run: () => void): void {
  const handle = db.getDb();
  const synchronous = handle.pragma('synchronous', { simple: true });
  handle.pragma('synchronous = NORMAL');
  try {
    run();
  } finally {
    handle.pragma(`synchronous = ${synchronous}`);
  }
}
