import { existsSync } from 'node:fs';
import { messageOf } from '@spoor/core';
import {
  HookExecutionLog,
  readTranscriptFigures,
  removeSession,
  resolveStore,
  SpoorDatabase,
} from '@spoor/storage';
import { catchUp } from '../catch-up.js';
import type { DoctorStore } from '../install/doctor.js';
import { transcriptsBy } from '../transcript/catch-up-transcripts.js';
import type { HookCliIo } from './io.js';

/** The database as `status` and `doctor` ask it; opened for each question, and left at once. */
export function databaseStore(io: HookCliIo): DoctorStore {
  const store = resolveStore(io);
  const { paths, spoolDirs, configuration } = store;
  const { databasePath } = paths;
  const drain = () => {
    if (configuration.database.enabled)
      catchUp({
        databasePath,
        spoolDirs,
        transcripts: transcriptsBy(store),
        now: io.now,
      });
  };
  return {
    path: databasePath,
    drain,
    problem: () => {
      if (!configuration.database.enabled) return 'is off: `database.enabled` is false';
      try {
        drain();
        return null;
      } catch (error) {
        return messageOf(error);
      }
    },
    findEvent: (sessionId) =>
      read(databasePath, (db) => new HookExecutionLog(db).latest(sessionId)),
    lastEvent: () =>
      read(databasePath, (db) => {
        const event = new HookExecutionLog(db).latest();
        if (event === null) return null;
        const { createdAt: at, hookType, sessionId } = event;
        return { at, event: hookType ?? 'malformed input', sessionId };
      }),
    transcripts: () => read(databasePath, (db) => readTranscriptFigures(db.getDb())),
    forgetSession: (sessionId) => {
      const db = new SpoorDatabase({ path: databasePath });
      try {
        removeSession(db, sessionId);
      } finally {
        db.close();
      }
    },
  };
}

/** Asks a database that is there; none is made to be asked. */
function read<T>(path: string, question: (db: SpoorDatabase) => T | null): T | null {
  if (!existsSync(path)) return null;
  const db = new SpoorDatabase({ path, readonly: true, migrations: 'none' });
  try {
    return question(db);
  } finally {
    db.close();
  }
}
