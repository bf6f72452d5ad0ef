import type { TranscriptCursor } from '@spoor/storage';
import { isUnchanged } from '../files/read-transcript.js';
import type { FoundTranscript } from '../files/transcript-walk.js';
import { FirstUuids } from './first-uuid.js';

/** The files of one session, of which some have something to read. */
export interface SessionFiles {
  readonly sessionId: string;
  /** Its own first, then its subagents'. */
  readonly files: readonly FoundTranscript[];
  /** Bytes to read, as far as sizes tell. */
  readonly bytes: number;
}

/** Sessions that one thread reads, one after the other. */
export interface SessionFamily {
  readonly sessions: readonly SessionFiles[];
  readonly bytes: number;
}

/** What there is to read. */
export interface HistoryPlan {
  readonly families: readonly SessionFamily[];
  /** Files of which everything is read. */
  readonly unchanged: number;
  readonly bytes: number;
  /** Files that were changed last before this time end as they are; milliseconds since 1970. */
  readonly finalBefore: number;
}

/** A file that nobody has written to for so long ends as it is, ms. */
const STILL_MS = 60_000;

/** A family of so great a part of all keeps a thread busy when the others are done. */
const LARGE_PART = 1 / 8;

/**
 * Says what there is to read, and in which order. A session's files stay together, and so do sessions
 * that begin with the same message: forks, of which older clients don't say that they are. One thread
 * reads them, the oldest first, so that copies meet what they are copies of. The families that take
 * longest come before the others, which come by age.
 * @param transcripts in the order of `discoverTranscripts`.
 */
export function planSessions(
  transcripts: readonly FoundTranscript[],
  cursors: ReadonlyMap<string, TranscriptCursor>,
  nowMs: number,
): HistoryPlan {
  const finalBefore = nowMs - STILL_MS;
  const sessions = new Map<string, FoundTranscript[]>();
  let unchanged = 0;
  for (const file of transcripts) {
    const cursor = cursors.get(file.path);
    if (cursor !== undefined && isUnchanged(file, cursor, { finalBefore })) {
      unchanged += 1;
      continue;
    }
    const files = sessions.get(file.sessionId);
    if (files === undefined) sessions.set(file.sessionId, [file]);
    else files.push(file);
  }
  const planned = [...sessions].map(([sessionId, files]) => ({
    sessionId,
    files,
    bytes: files.reduce((sum, file) => sum + leftIn(file, cursors.get(file.path)), 0),
  }));
  const families = familiesOf(planned);
  const bytes = families.reduce((sum, family) => sum + family.bytes, 0);
  const isLarge = (family: SessionFamily) => family.bytes > bytes * LARGE_PART;
  return {
    families: families.sort((a, b) => Number(isLarge(b)) - Number(isLarge(a))),
    unchanged,
    bytes,
    finalBefore,
  };
}

function familiesOf(sessions: readonly SessionFiles[]): SessionFamily[] {
  const families = new Map<string, SessionFiles[]>();
  const firstUuids = new FirstUuids();
  for (const session of sessions) {
    const own = session.files.find(({ agentId }) => agentId === null);
    const first = own === undefined ? null : firstUuids.of(own.path);
    const key = first ?? `session ${session.sessionId}`;
    const family = families.get(key);
    if (family === undefined) families.set(key, [session]);
    else family.push(session);
  }
  return [...families.values()].map((family) => ({
    sessions: family,
    bytes: family.reduce((sum, { bytes }) => sum + bytes, 0),
  }));
}

/** A file that is smaller than what was read of it is another one by now. */
function leftIn({ size }: FoundTranscript, cursor: TranscriptCursor | undefined): number {
  const read = cursor?.offset ?? 0;
  return read <= size ? size - read : size;
}
