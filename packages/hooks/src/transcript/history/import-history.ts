import { existsSync } from 'node:fs';
import {
  type ConfiguredOptions,
  type LoadedConfiguration,
  type LongWork,
  NOTHING_RECORDED,
  SpoorDatabase,
  type TranscriptCursor,
  TranscriptCursors,
} from '@spoor/storage';
import { discoverTranscripts } from '../files/discover.js';
import type { FoundTranscript } from '../files/transcript-walk.js';
import type { IngestConfiguration } from '../ingest-context.js';
import type { HistoryReport } from './history-report.js';
import { HistoryTally } from './history-tally.js';
import { openForImport } from './open-for-import.js';
import { planSessions } from './plan-sessions.js';
import { readPlanned } from './read-planned.js';

/** Where history is, and what is to become of it. */
export interface HistoryOptions extends LongWork {
  readonly database: ConfiguredOptions['database'];
  /** Folders or files of the client's; what is in them is found as by `discoverTranscripts`. */
  readonly places: readonly string[];
  /** Whether links in them are followed out of them; true by default. */
  readonly followsLinks?: boolean;
  /** What is kept, and how; the defaults otherwise. */
  readonly configuration?: IngestConfiguration;
  /**
   * In place of `configuration`: the user's, to which projects add theirs, and which says in which of
   * them nothing is recorded.
   */
  readonly settings?: LoadedConfiguration | undefined;
  /** Only files changed since then; milliseconds since 1970. */
  readonly sinceMs?: number | undefined;
  /** Changes nothing; the report says what would be read. */
  readonly dryRun?: boolean;
  /** Threads that read; 0: the caller's. By default as many as there are processors, four at most. */
  readonly threads?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/**
 * Takes in what the client has kept of its sessions: makes sessions, turns, calls, subagents,
 * messages and usage as if the hooks had been there. A file that was read before and hasn't changed
 * costs one `stat`. Hooks go on recording meanwhile. Stopped through its signal, it ends after the
 * batches that it is at; they are kept, and the next import goes on from there.
 * @throws StorageError when the database can't be used; `LOCKED` while another import runs.
 */
export async function importHistory(options: HistoryOptions): Promise<HistoryReport> {
  const { now = Date.now, dryRun = false, sinceMs = 0, followsLinks = true } = options;
  const startMs = now();
  const { transcripts, problems } = discoverTranscripts(options.places, { followsLinks });
  const found = transcripts.filter(({ mtimeMs }) => mtimeMs >= sinceMs);
  const tally = new HistoryTally();
  for (const { path, reason } of problems) tally.refuse(path, reason);
  const added = dryRun ? lookThrough(found, tally, options) : await take(found, tally, options);
  return {
    dryRun,
    isStopped: options.signal?.aborted === true,
    files: { found: found.length, ...tally.files() },
    bytes: tally.bytes,
    added,
    badLines: tally.badLines,
    problems: tally.problems,
    forgotten: tally.forgotten,
    paused: tally.paused,
    durationMs: Math.max(0, now() - startMs),
  };
}

async function take(
  found: readonly FoundTranscript[],
  tally: HistoryTally,
  options: HistoryOptions,
): Promise<HistoryReport['added']> {
  // Nothing is made for nothing.
  if (found.length === 0) return NOTHING_RECORDED;
  const db = openForImport(options.database);
  try {
    const plan = planSessions(found, new TranscriptCursors(db).all(), (options.now ?? Date.now)());
    tally.passOver(plan.unchanged);
    return plan.families.length === 0
      ? NOTHING_RECORDED
      : await readPlanned(db, plan, tally, options);
  } finally {
    db.close();
  }
}

function lookThrough(
  found: readonly FoundTranscript[],
  tally: HistoryTally,
  { database, now = Date.now }: HistoryOptions,
): HistoryReport['added'] {
  tally.plan(planSessions(found, cursorsOf(database), now()));
  return NOTHING_RECORDED;
}

/** None where there is no database yet. */
function cursorsOf(database: HistoryOptions['database']): ReadonlyMap<string, TranscriptCursor> {
  if (!existsSync(database.path)) return new Map();
  const db = new SpoorDatabase({ ...database, readonly: true });
  try {
    return new TranscriptCursors(db).all();
  } finally {
    db.close();
  }
}
