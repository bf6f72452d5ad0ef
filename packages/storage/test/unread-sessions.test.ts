import { describe, expect, test } from 'vitest';
import {
  hasLooseEnds,
  SessionStore,
  type SpoorDatabase,
  TranscriptCursors,
  unreadSessions,
} from '../src/index.js';
import { at } from './support/events.js';
import { session } from './support/records.js';
import { temporaryDatabase } from './support/temporary.js';

const PATH = '/t/s1.jsonl';
const NOW = Date.parse(at(50));

function setUp(status: 'active' | 'ended', transcriptPath: string | null): SpoorDatabase {
  const db = temporaryDatabase({ inMemory: true });
  new SessionStore(db).put(session('s1', { status, transcriptPath, lastActivityAt: at(10) }));
  return db;
}

function noteRead(db: SpoorDatabase, updatedAt: string, mtimeMs = 1): void {
  new TranscriptCursors(db).put({
    path: PATH,
    sessionId: 's1',
    agentId: null,
    identity: '1',
    size: 9,
    mtimeMs,
    offset: 9,
    line: 1,
    headHash: null,
    tailHash: null,
    badLines: 0,
    updatedAt,
  });
}

describe('there is something to catch up with', () => {
  test('while a session is open, with or without a transcript', () => {
    expect(hasLooseEnds(setUp('active', null), NOW)).toBe(true);
  });

  test('until the transcript of one that ended was read after its end', () => {
    const db = setUp('ended', PATH);
    expect(unreadSessions(db, NOW)).toMatchObject([{ id: 's1', path: PATH, isOver: 1 }]);
    noteRead(db, at(15));
    expect(hasLooseEnds(db, NOW)).toBe(true);
    noteRead(db, at(40));
    expect(hasLooseEnds(db, NOW)).toBe(false);
    noteRead(db, at(40), 0);
    expect(hasLooseEnds(db, NOW)).toBe(true);
  });

  test('no more once the client has deleted its transcripts, or where there never was one', () => {
    const later = NOW + 36 * 24 * 3_600_000;
    expect(hasLooseEnds(setUp('ended', PATH), later)).toBe(false);
    expect(hasLooseEnds(setUp('ended', null), NOW)).toBe(false);
    expect(hasLooseEnds(temporaryDatabase({ inMemory: true }), NOW)).toBe(false);
  });
});
