import { expect, test } from 'vitest';
import {
  AuditLogger,
  ExecutionTracker,
  HookExecutionLog,
  MessageStore,
  SessionStore,
  type SpoorDatabase,
} from '../../src/index.js';
import { temporaryDatabase } from '../support/temporary.js';

type Listing = (db: SpoorDatabase, bounds: { limit?: number; offset?: number }) => unknown[];

test.each<[string, Listing]>([
  ['the audit log', (db, bounds) => new AuditLogger(db).query(bounds)],
  ['its search', (db, bounds) => new AuditLogger(db).query({ text: 'x', ...bounds })],
  ['its tail', (db, { limit, offset }) => new AuditLogger(db).tail(0, limit ?? offset)],
  ['events', (db, bounds) => new HookExecutionLog(db).list(bounds)],
  ['sessions', (db, bounds) => new SessionStore(db).list(bounds)],
  ['messages', (db, bounds) => new MessageStore(db).list('s1', bounds)],
  [
    'turns',
    (db, { limit, offset }) => new ExecutionTracker(db).getRecentTraces('/p', limit ?? offset),
  ],
])('a listing of %s takes whole numbers from 0 on', (_name, list) => {
  const db = temporaryDatabase({ inMemory: true });
  expect(list(db, { limit: 0 })).toEqual([]);
  for (const bad of [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    for (const bounds of [{ limit: bad }, { offset: bad }]) {
      expect(() => list(db, bounds)).toThrow(expect.objectContaining({ code: 'INVALID' }));
    }
  }
});
