import { sessionNamed } from './file-names.js';
import { type FoundTranscript, type PathProblem, TranscriptWalk } from './transcript-walk.js';

/** What was found in some places. */
export interface Discovery {
  /** Sessions from the oldest to the newest; a session's own file before its subagents'. */
  readonly transcripts: readonly FoundTranscript[];
  readonly problems: readonly PathProblem[];
}

/** How to look. */
export interface DiscoverOptions {
  /**
   * Whether links are followed wherever they lead, as the user's own are; false for files of others:
   * what lies outside the paths is then no part of them. True by default.
   */
  readonly followsLinks?: boolean;
}

/**
 * Finds transcripts. A path may be a profile's folder, its `projects`, the folder of one project, a
 * session's file (its subagents' come along), a session's folder, or that of its subagents. Nothing
 * is opened but files of subagents that stand beside their session's: they don't say otherwise whose
 * they are. Outputs kept under `tool-results` are no transcripts.
 */
export function discoverTranscripts(
  paths: readonly string[],
  { followsLinks = true }: DiscoverOptions = {},
): Discovery {
  const walk = new TranscriptWalk(followsLinks);
  for (const path of paths) walk.path(path);
  return { transcripts: inOrder(walk.found), problems: walk.problems };
}

/** A session's own file, if it is there, and those of its subagents. */
export function transcriptsOf(sessionPath: string): readonly FoundTranscript[] {
  return sessionNamed(sessionPath) === null ? [] : discoverTranscripts([sessionPath]).transcripts;
}

/** Sorts them, and leaves out what was found twice. */
function inOrder(found: readonly FoundTranscript[]): FoundTranscript[] {
  const unique = new Map(found.map((file) => [file.path, file]));
  const ages = new Map<string, number>();
  const files = [...unique.values()].sort(byAge);
  // A session is as old as its own file, else as the oldest of its subagents'.
  for (const { sessionId, mtimeMs } of files) {
    if (!ages.has(sessionId)) ages.set(sessionId, mtimeMs);
  }
  const ageOf = (file: FoundTranscript) => ages.get(file.sessionId) ?? 0;
  return files.sort(
    (a, b) =>
      ageOf(a) - ageOf(b) || compare(a.sessionId, b.sessionId) || rank(a) - rank(b) || byAge(a, b),
  );
}

function byAge(a: FoundTranscript, b: FoundTranscript): number {
  return rank(a) - rank(b) || a.mtimeMs - b.mtimeMs || compare(a.path, b.path);
}

function rank(file: FoundTranscript): number {
  return file.agentId === null ? 0 : 1;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
