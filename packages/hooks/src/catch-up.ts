import {
  blockForWalRoom,
  checkpoint,
  type DrainReport,
  drain,
  SessionRecords,
  Spool,
  SpoorDatabase,
} from '@spoor/storage';
import { isClientAlive } from './capture/client-process.js';
import { openStores } from './record/context.js';
import { fromEnvelope } from './record/envelope.js';
import { FORSAKEN_MS } from './record/forsaken.js';
import { giveUp } from './record/give-up.js';
import { createRecorder } from './record/recorder.js';
import { type SessionFacts, sessionRecord, spanOf } from './record/session-facts.js';
import { type CatchUpTranscripts, catchUpTranscripts } from './transcript/catch-up-transcripts.js';

/** What to catch up with. */
export interface CatchUpOptions {
  readonly databasePath: string;
  readonly spoolDirs: readonly string[];
  /** Transcripts are read as well, by this configuration; absent: they are not. */
  readonly transcripts?: CatchUpTranscripts | undefined;
  /**
   * Whether to wait, for some seconds at most, while a backup or another long reader keeps the WAL
   * from being emptied, and to bring in some of the spool only: for those who come again.
   */
  readonly patient?: boolean;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** A session is not called abandoned before it has been quiet for so long: its last hooks may run. */
const QUIET_MS = 2_000;

/** What a process has left half written for so long, it will not finish. */
const STALE_MS = 3_600_000;

/** The WAL is moved into the database's file when it is larger than this. */
const WAL_BYTES = 1024 * 1024;

/**
 * Brings the database up to what has happened: drains the spool, whatever its entries' age, reads
 * what transcripts have that is new, and marks sessions whose client is gone, with what was going on
 * in them. Every command that lists does this first.
 * @throws StorageError when the database can't be written; what is in the spool stays there.
 */
export function catchUp(options: CatchUpOptions): DrainReport {
  const db = new SpoorDatabase({ path: options.databasePath });
  try {
    if (options.patient === true) blockForWalRoom(db);
    const recorder = createRecorder({ db });
    const spool = new Spool(options.spoolDirs);
    spool.sweep(STALE_MS);
    const apply = (text: string) => void recorder.recordRedacted(fromEnvelope(text));
    const report = drain(db, spool, apply, { patient: options.patient === true });
    const now = options.now ?? Date.now;
    if (options.transcripts !== undefined) catchUpTranscripts(db, options.transcripts, now());
    markAbandoned(db, now);
    checkpoint(db, WAL_BYTES);
    return report;
  } finally {
    db.close();
  }
}

/** Gives up sessions whose client is gone. */
export function markAbandoned(db: SpoorDatabase, now: () => number): void {
  const sessions = new SessionRecords(db);
  if (!sessions.open().some((open) => isAbandoned(open.facts, now()))) return;
  db.transaction(() => {
    const stores = openStores(db);
    for (const { id, facts } of sessions.open()) {
      if (!isAbandoned(facts, now())) continue;
      const abandonedAt = new Date(now()).toISOString();
      sessions.put(sessionRecord(id, { ...(JSON.parse(facts) as SessionFacts), abandonedAt }));
      giveUp(db, stores, id);
    }
  });
}

function isAbandoned(factsJson: string, nowMs: number): boolean {
  const facts = JSON.parse(factsJson) as SessionFacts;
  const client = facts.process?.value;
  const quietMs = nowMs - Date.parse(spanOf(facts)?.last ?? '');
  if (client === undefined) return quietMs >= FORSAKEN_MS;
  if (quietMs < QUIET_MS) return false;
  return !isClientAlive(client.pid, client.start);
}
