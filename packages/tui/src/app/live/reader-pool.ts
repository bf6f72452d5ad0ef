import { AsyncDatabase } from '@spoor/storage';
import type { Reader } from './reader.js';
import type { Query } from './readers.js';
import { READERS } from './readers.js';

/** Answers questions that may take long, on threads of their own; opened at the first one. */
export interface ReaderPool {
  readonly ask: (query: Query) => Promise<unknown>;
  /** Closes its connections; the next question opens them anew. */
  readonly leave: () => Promise<void>;
}

/** Makes a pool of readers on a database. */
export function createReaderPool(databasePath: string): ReaderPool {
  let opening: Promise<AsyncDatabase> | null = null;
  return {
    ask: async (query) => {
      opening ??= AsyncDatabase.open({
        path: databasePath,
        readonly: true,
        migrations: 'none',
        readers: READER_THREADS,
      });
      const opened = opening;
      const db = await opened.catch((error: unknown) => {
        if (opening === opened) opening = null;
        throw error;
      });
      const reader = READERS[query.kind] as Reader<unknown, unknown>;
      return await db.read(reader.read, query.asked);
    },
    leave: async () => {
      const opened = opening;
      opening = null;
      await opened?.then(
        (db) => db.close(),
        () => undefined,
      );
    },
  };
}

/** One for the screen's heavy question, one for what is asked while that runs. */
const READER_THREADS = 2;
