import { AsyncDatabase } from '@spoor/storage';
import type { Reader } from './reader.js';
import type { Query } from './readers.js';
import { READERS } from './readers.js';

/**
 * Answers questions that may take long, one after the other on a thread of its own, which is started
 * at the first one: a second thread would hold 25 MB for what is hardly ever asked at once.
 */
export interface ReaderPool {
  readonly ask: (query: Query) => Promise<unknown>;
  /** Closes its connections; the next question opens them anew. */
  readonly leave: () => Promise<void>;
}

/** Makes a pool of readers on a database. */
export function createReaderPool(databasePath: string, idleMs = IDLE_MS): ReaderPool {
  let opening: Promise<AsyncDatabase> | null = null;
  let running = 0;
  let resting: NodeJS.Timeout | undefined;
  const leave = async () => {
    clearTimeout(resting);
    const opened = opening;
    opening = null;
    await opened?.then(
      (db) => db.close(),
      () => undefined,
    );
  };
  const ask = async (query: Query) => {
    opening ??= AsyncDatabase.open({
      path: databasePath,
      readonly: true,
      migrations: 'none',
      readers: 1,
    });
    const opened = opening;
    const db = await opened.catch((error: unknown) => {
      if (opening === opened) opening = null;
      throw error;
    });
    const reader = READERS[query.kind] as Reader<unknown, unknown>;
    return await db.read(reader.read, query.asked);
  };
  return {
    ask: async (query) => {
      clearTimeout(resting);
      running += 1;
      try {
        return await ask(query);
      } finally {
        running -= 1;
        // Threads hold memory: where nothing is asked for a while they end.
        if (running === 0)
          resting = setTimeout(() => leave().catch(() => undefined), idleMs).unref();
      }
    },
    leave,
  };
}

const IDLE_MS = 30_000;
