import { expect, test } from 'vitest';
import { indexTexts, unindexedTexts } from '../../src/index.js';
import { temporaryDatabase } from '../support/temporary.js';

test('what the indexes lack is counted until they have it', () => {
  const db = temporaryDatabase({ inMemory: true });
  expect(unindexedTexts(db)).toBe(0);
  const say = db.prepare<[string]>(
    `INSERT INTO messages (session_id, id, type, kind, content, timestamp)
     VALUES ('s', ?, 'user', 'prompt', 'apple', '')`,
  );
  const call = db.prepare<[string]>(
    `INSERT INTO tool_calls (session_id, tool_use_id, summary) VALUES ('s', ?, 'berry')`,
  );
  for (const id of ['m1', 'm2', 'm3']) say.run(id);
  for (const id of ['c1', 'c2']) call.run(id);
  expect(unindexedTexts(db)).toBe(5);
  indexTexts(db, { limit: 2 });
  expect(unindexedTexts(db)).toBe(3);
  indexTexts(db);
  expect(unindexedTexts(db)).toBe(0);
  db.prepare<[]>('DELETE FROM messages').run();
  expect(unindexedTexts(db)).toBe(0);
});
