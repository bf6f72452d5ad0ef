import { join } from 'node:path';
import * as spoor from '@spoor/storage';
import { SpoorDatabase } from '@spoor/storage';
import { expect, it, onTestFinished } from 'vitest';
import { createReaderPool } from '../../../src/app/live/reader-pool.js';
import { sessionReaders } from '../../../src/app/screens/session/readers.js';
import { callRecord, putSession, sessionRecord, turnRecord } from '../records.js';
import { scratchFolder } from '../scratch.js';

/** A database with a session of so many calls. */
function recorded(calls: number): { path: string; db: SpoorDatabase } {
  const path = join(scratchFolder(), 'spoor.db');
  const db = new SpoorDatabase({ path });
  onTestFinished(() => db.close());
  putSession(db, sessionRecord('s'), {
    turns: [turnRecord('s', 't')],
    calls: Array.from({ length: calls }, (_, i) => callRecord('s', `c${i}`, { traceId: 't' })),
  });
  return { path, db };
}

const atOnce = (db: SpoorDatabase, id: string) =>
  sessionReaders['session.history'].read(db, spoor, { id });

it('reads a session at once, and one that is not recorded as null', () => {
  const { db } = recorded(3);
  expect(atOnce(db, 's')).toMatchObject({
    large: false,
    contextTokens: null,
    history: { session: { id: 's', toolCalls: 3 }, toolCalls: [{}, {}, {}] },
  });
  expect(atOnce(db, 'gone')).toBeNull();
});

it('tells of a large one only what it is, and reads the rest on another thread', async () => {
  const { db, path } = recorded(1_001);
  expect(atOnce(db, 's')).toMatchObject({ large: true, session: { id: 's', toolCalls: 1_001 } });
  const pool = createReaderPool(path);
  onTestFinished(() => pool.leave());
  const asked = { id: 's' };
  expect(await pool.ask({ kind: 'session.whole', asked })).toMatchObject({
    contextTokens: null,
    history: { toolCalls: { length: 1_001 } },
  });
  expect(await pool.ask({ kind: 'session.usage-of-large', asked })).toEqual({
    steps: [],
    compactions: [],
  });
  expect(await pool.ask({ kind: 'session.whole', asked: { id: 'gone' } })).toBeNull();
});
