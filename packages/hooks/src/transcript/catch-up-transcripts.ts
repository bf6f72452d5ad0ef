import { type Configuration, isoTime } from '@spoor/core';
import {
  addProject,
  hasProjectFile,
  type LoadedConfiguration,
  pausedProject,
  type ResolvedStore,
  readPause,
  type SpoorDatabase,
  StorageError,
  type UnreadSession,
  unreadSessions,
  uptimeMs,
} from '@spoor/storage';
import { withSecretsOf } from '../capture/known-secrets.js';
import { isTranscriptOf } from '../wire/transcript-path.js';
import { transcriptsOf } from './files/discover.js';
import { ingestTranscript } from './ingest.js';

/** How transcripts are caught up with. Plain data. Times are milliseconds. */
export interface CatchUpTranscripts {
  /** The user's; projects add theirs. */
  readonly settings: LoadedConfiguration;
  /** Where it stands that recording is paused: nothing is read then. */
  readonly dataDir: string;
  /** What isn't done by then is left for the next time. */
  readonly budgetMs: number;
}

/** Time that a listing gives to transcripts, ms. */
const LISTING_MS = 1_000;

/** What a configuration says of catching up with transcripts; undefined: they are not read. */
export function transcriptsBy(
  { configuration, layers, sources, warnings, paths }: Omit<ResolvedStore, 'spoolDirs'>,
  budgetMs = LISTING_MS,
): CatchUpTranscripts | undefined {
  if (!configuration.transcripts.enabled) return undefined;
  const settings = { configuration, layers, sources, warnings };
  return { settings, dataDir: paths.dataDir, budgetMs };
}

/**
 * Takes in what the transcripts of sessions that hooks told of have that is new: those of open
 * sessions, and of others that were not yet read to their end. What is wrong with one session doesn't
 * keep the others from being read.
 * @param nowMs milliseconds since 1970.
 * @throws StorageError when the database can't be written; what was read before that stays.
 */
export function catchUpTranscripts(
  db: SpoorDatabase,
  { settings, dataDir, budgetMs }: CatchUpTranscripts,
  nowMs: number,
): void {
  if (readPause(dataDir, nowMs) !== null) return;
  const end = uptimeMs() + budgetMs;
  const { projects } = settings.configuration.pause;
  const settled: UnreadSession[] = [];
  const failures: unknown[] = [];
  for (const session of unreadSessions(db, nowMs)) {
    if (uptimeMs() >= end) break;
    const places = [session.project, session.directory].map((place) => place ?? undefined);
    if (pausedProject(projects, places) !== undefined) continue;
    try {
      const isDone = readSession(db, session, configurationFor(session, settings), end, nowMs);
      if (isDone && session.isOver === 1) settled.push(session);
    } catch (error) {
      if (isOfStore(error)) throw error;
      failures.push(error);
    }
  }
  settle(db, settled, nowMs);
  if (failures.length > 0) throw failures[0];
}

/** @returns whether there is nothing left to do, now. */
function readSession(
  db: SpoorDatabase,
  { id, path, isOver }: UnreadSession,
  configuration: Configuration,
  end: number,
  nowMs: number,
): boolean {
  if (!isTranscriptOf(path, id)) return true;
  const files = transcriptsOf(path);
  // Its own file last: that it was read says that all were.
  for (const { path: file, ...owner } of isOver === 1 ? files.toReversed() : files) {
    const budgetMs = end - uptimeMs();
    if (budgetMs <= 0) return false;
    const options = { configuration, budgetMs, owner, now: () => nowMs };
    const report = ingestTranscript(db, file, options);
    if (!report.isComplete && report.problem === null) return false;
  }
  return true;
}

/** A project may want more to be redacted, and have values that are secret. */
function configurationFor({ project, directory }: UnreadSession, settings: LoadedConfiguration) {
  const folder = project ?? undefined;
  const { configuration } = hasProjectFile(folder) ? addProject(settings, folder) : settings;
  return withSecretsOf(configuration, {
    env: process.env,
    folders: [folder, directory ?? undefined],
  });
}

/** What goes wrong for all sessions alike. */
function isOfStore(error: unknown): boolean {
  return error instanceof StorageError && !['INVALID', 'CONFLICT'].includes(error.code);
}

/**
 * Notes that transcripts of sessions that are over were read after that, or are not there to be read:
 * nobody looks again, unless something happens in the session.
 */
function settle(db: SpoorDatabase, sessions: readonly UnreadSession[], nowMs: number): void {
  if (sessions.length === 0) return;
  db.transaction(() => {
    const note = db.prepare<[string, string, string]>(
      `INSERT INTO transcript_cursors (path, session_id, identity, updated_at) VALUES (?, ?, '', ?)
       ON CONFLICT (path) DO UPDATE SET updated_at = excluded.updated_at`,
    );
    for (const { id, path } of sessions) note.run(path, id, isoTime(nowMs));
  });
}
