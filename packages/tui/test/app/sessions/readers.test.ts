import { join } from 'node:path';
import * as spoor from '@spoor/storage';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createReaderPool } from '../../../src/app/live/reader-pool.js';
import { sessionsReaders } from '../../../src/app/screens/sessions/readers.js';
import { at, callRecord, putSession, sessionRecord, turnRecord } from '../records.js';
import { scratchFolder } from '../scratch.js';

let folder: string;
let db: spoor.SpoorDatabase;

beforeEach(() => {
  folder = scratchFolder();
  db = new spoor.SpoorDatabase({ path: join(folder, 'spoor.db') });
  putSession(db, sessionRecord('a', { lastActivityAt: at(4_000) }), {
    turns: [turnRecord('a', 'a-1')],
    calls: [callRecord('a', 'c', { startedAt: at(3_700) })],
  });
  putSession(db, sessionRecord('b', { lastActivityAt: at(100) }));
});

afterEach(() => db.close());

it('reads what may have changed, with the activity of what was active', () => {
  const asked = {
    ids: ['b'],
    after: at(1_000),
    limit: 5,
    from: at(3_600),
    stretchSeconds: 300,
    stretches: 12,
  };
  const told = sessionsReaders['sessions.recent'].read(db, spoor, asked);
  expect(told).toMatchObject({ rows: [{ id: 'a', turns: 1, toolCalls: 1 }, { id: 'b' }] });
  expect(told).toMatchObject({ activity: { a: [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] } });
  expect(Object.keys(Object(told).activity)).toEqual(['a']);
});

it('reads all of a range on a thread of its own', async () => {
  const readers = createReaderPool(join(folder, 'spoor.db'));
  try {
    const all = (after: string | null, limit = 10) =>
      readers.ask({ kind: 'sessions.all', asked: { after, limit } });
    expect(await all(null)).toMatchObject([{ id: 'a' }, { id: 'b' }]);
    expect(await all(at(1_000))).toMatchObject([{ id: 'a' }]);
    expect(await all(null, 1)).toHaveLength(1);
  } finally {
    await readers.leave();
  }
});
