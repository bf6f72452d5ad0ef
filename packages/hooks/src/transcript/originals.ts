import { existsSync, statSync } from 'node:fs';
import { isForgotten, MessageRecords, type SpoorDatabase, TranscriptCursors } from '@spoor/storage';
import { openStores } from '../record/context.js';
import type { SessionFacts } from '../record/session-facts.js';
import { withdrawTranscript } from '../record/withdraw-transcript.js';
import { headOf, lastTimeIn } from './files/file-ends.js';
import type { OwnedFile } from './files/find-cursor.js';

/** What is to be read because a session's own file is read for the first time. */
export interface ReadingOrder {
  /** To be read to their end before it. */
  readonly before: readonly OwnedFile[];
  /** To be read from their beginning after it. */
  readonly after: readonly OwnedFile[];
}

const ALONE: ReadingOrder = { before: [], after: [] };

/** A session that begins with the same message. */
interface Member {
  readonly sessionId: string;
  readonly rank: string;
  /** Its own file first. */
  readonly files: readonly OwnedFile[];
  readonly isRead: boolean;
}

/**
 * Says which of several sessions comes first that begin with the same messages: forks that don't say
 * that they are. Whose a line is depends on which session was read first; so that every order of files
 * gives the same, they count in one order: by their first hook event, without hooks by the last time
 * in their files (what was copied ended first), then by id. When a session turns up that comes before
 * others which have been read, what their transcripts told is taken back here, and they are to be
 * read again. Those whose files are gone stay as they are.
 * @param write runs what writes, when there is anything to be taken back; one transaction by default.
 * @throws StorageError when the database can't be written.
 */
export function orderForks(
  db: SpoorDatabase,
  file: OwnedFile,
  write = (run: () => void) => db.transaction(run),
): ReadingOrder {
  const { sessionId, agentId, path } = file;
  if (agentId !== null) return ALONE;
  const stores = openStores(db);
  const factsOf = (id: string) => JSON.parse(stores.sessions.facts(id) ?? '{}') as SessionFacts;
  if (factsOf(sessionId).fromTranscript?.lastMessage !== undefined) return ALONE;
  const head = headOf(path);
  if (head === null || head.isMarked) return ALONE;
  const holders = new MessageRecords(db).elsewhere(sessionId, [head.uuid]).get(head.uuid) ?? [];
  if (holders.length === 0) return ALONE;

  const rankOf = (id: string, own: string) =>
    `${factsOf(id).first ?? lastTimeIn(own) ?? '~'} ${id}`;
  const rank = rankOf(sessionId, path);
  const members = holders
    .flatMap((id) => memberOf(db, id, head.uuid, rankOf) ?? [])
    .sort((a, b) => (a.rank < b.rank ? -1 : 1));
  const later = members.filter((member) => member.rank > rank);
  if (later.length > 0) {
    write(() => {
      const cursors = new TranscriptCursors(db);
      for (const member of later) {
        withdrawTranscript(db, stores, member.sessionId);
        for (const one of member.files) cursors.remove(one.path);
      }
    });
  }
  return {
    before: members.filter((it) => it.rank < rank && !it.isRead).flatMap(({ files }) => files),
    after: later.flatMap(({ files }) => files),
  };
}

/** Null for a session that can't be read again, or that says itself what it is copied from. */
function memberOf(
  db: SpoorDatabase,
  sessionId: string,
  uuid: string,
  rankOf: (sessionId: string, path: string) => string,
): Member | null {
  const known = new TranscriptCursors(db).ofSession(sessionId);
  const own = known.find(({ agentId }) => agentId === null);
  if (own === undefined || isForgotten(db, sessionId)) return null;
  if (!known.every(({ path }) => existsSync(path))) return null;
  const head = headOf(own.path);
  if (head?.uuid !== uuid || head.isMarked) return null;
  const files = [own, ...known.filter((it) => it !== own)];
  return {
    sessionId,
    rank: rankOf(sessionId, own.path),
    files: files.map(({ path, agentId }) => ({ path, sessionId, agentId })),
    isRead: (statSync(own.path, { throwIfNoEntry: false })?.size ?? 0) <= own.offset,
  };
}
