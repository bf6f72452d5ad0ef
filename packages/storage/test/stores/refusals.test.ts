import { describe, expect, it } from 'vitest';
import {
  AsyncDatabase,
  type AuditCategory,
  AuditLogger,
  ExecutionTracker,
  type LessonCategory,
  LessonsStore,
  MessageStore,
  type SessionStatus,
  SessionStore,
  type SpoorDatabase,
  StorageError,
} from '../../src/index.js';
import { temporaryDatabase } from '../support/temporary.js';

const RUN = { traceId: 't', sessionId: 's', agentId: 'a', agent: 'Explore' };

const REFUSED: readonly [string, string, string, (db: SpoorDatabase) => unknown][] = [
  [
    'a second run of one subagent',
    'CONFLICT',
    'sessionId, agentId: there is one with that already',
    (db) => {
      const tracker = new ExecutionTracker(db);
      tracker.recordInvocation(RUN);
      return tracker.recordInvocation(RUN);
    },
  ],
  [
    'a change to the number of another subagent',
    'CONFLICT',
    'sessionId, agentId: there is one with that already',
    (db) => {
      const tracker = new ExecutionTracker(db);
      tracker.recordInvocation(RUN);
      const other = tracker.recordInvocation({ ...RUN, agentId: 'b' });
      return tracker.updateInvocation(other, { agentId: 'a' });
    },
  ],
  [
    'an audit category that is none',
    'INVALID',
    'category: must be one of state, file, agent, security, user',
    (db) => new AuditLogger(db).log({ action: 'x', category: 'odd' as AuditCategory }),
  ],
  [
    'a status that is none',
    'INVALID',
    'status: must be one of active, idle, waiting, ended, abandoned',
    (db) => new SessionStore(db).create({ status: 'odd' as SessionStatus }),
  ],
  [
    'a session without a start',
    'INVALID',
    'startedAt: must be given',
    (db) => {
      const sessions = new SessionStore(db);
      const id = sessions.create();
      return sessions.update(id, { startedAt: null as unknown as string });
    },
  ],
  [
    'a message of no session',
    'INVALID',
    'sessionId: must be given',
    (db) => new MessageStore(db).add({ sessionId: null as unknown as string, type: 'user' }),
  ],
  [
    'a lesson of no category',
    'INVALID',
    'category',
    (db) =>
      new LessonsStore(db).create({ category: 'odd' as LessonCategory, title: 'x', summary: 'x' }),
  ],
];

describe.each(REFUSED)('%s', (_what, code, message, act) => {
  it('is refused by its field', () => {
    const db = temporaryDatabase({ inMemory: true });
    expect(failureOf(() => act(db))).toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });

  it('is refused so inside a transaction too, which goes on', () => {
    const db = temporaryDatabase({ inMemory: true });
    db.transaction(() => {
      expect(failureOf(() => act(db))).toMatchObject({ code });
      new AuditLogger(db).log({ action: 'after', category: 'user' });
    });
    expect(new AuditLogger(db).query({ action: 'after' })).toHaveLength(1);
  });
});

it('what SQL of the caller breaks is told in the same words', async () => {
  const path = temporaryDatabase().getDb().name;
  const db = await AsyncDatabase.open({ path, readers: 1 });
  const insert = (value: unknown, name: string | null) =>
    db.run(`INSERT INTO counters (scope, name, value, updated_at) VALUES ('s', ?, ?, '')`, [
      name,
      value,
    ]);
  try {
    await insert(1, 'n');
    await expect(insert(1, 'n')).rejects.toMatchObject({
      code: 'CONFLICT',
      message: 'scope, name: there is one with that already',
    });
    await expect(insert(1, null)).rejects.toMatchObject({ code: 'INVALID' });
    await expect(insert('text', 'm')).rejects.toMatchObject({
      code: 'INVALID',
      message: 'value: cannot store TEXT value in INTEGER column counters.value',
    });
  } finally {
    await db.close();
  }
});

function failureOf(act: () => unknown): StorageError {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(StorageError);
    return error as StorageError;
  }
  throw new Error('was not refused');
}
