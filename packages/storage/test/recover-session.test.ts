import { expect, test } from 'vitest';
import {
  CounterStore,
  ExecutionTracker,
  MessageStore,
  recoverSession,
  SessionStore,
  ToolCallStore,
  WorkflowLog,
} from '../src/index.js';
import { at } from './support/events.js';
import { call, invocation, session, trace } from './support/records.js';
import { temporaryDatabase } from './support/temporary.js';

test('a session is recovered with all that belongs to it, in one call', () => {
  const db = temporaryDatabase({ inMemory: true });
  expect(recoverSession(db, 's1')).toBeNull();
  for (const id of ['s1', 's2']) {
    new SessionStore(db).put(session(id));
    const tracker = new ExecutionTracker(db);
    tracker.putTrace(trace(`t-${id}`, { taskId: id }));
    tracker.putInvocation(invocation(`i-${id}`, { sessionId: id, traceId: `t-${id}` }));
    new ToolCallStore(db).put(call(`c-${id}`, { sessionId: id }));
    new CounterStore(db).increment(id, 'rounds', 3);
    const messages = Array.from({ length: 5 }, (_, i) => ({
      sessionId: id,
      id: `m${i}`,
      type: 'user',
      timestamp: at(i),
      content: `${id} ${i}`,
    }));
    new MessageStore(db).addMany(messages);
    const log = new WorkflowLog(db);
    for (const [i, toState] of ['active', 'idle'].entries()) {
      const timestamp = at(i);
      log.addTransition({
        id: `${id}-${i}`,
        taskId: id,
        projectId: null,
        toState,
        trigger: 'x',
        timestamp,
      });
    }
    const checkpoint = { taskId: id, name: 'compaction', state: 'idle', createdAt: at(2) };
    log.putCheckpoint({ id: `k-${id}`, ...checkpoint, data: '{"prompt":"p"}' });
    const usage = db.getDb().prepare(
      `INSERT INTO token_usage (message_id, session_id, model, input_tokens, output_tokens, cost_usd, timestamp)
       VALUES (?, ?, ?, 10, 20, ?, '')`,
    );
    usage.run(`u1-${id}`, id, 'big', 0.5);
    usage.run(`u2-${id}`, id, 'big', null);
    usage.run(`u3-${id}`, id, null, null);
  }
  const recovered = recoverSession(db, 's1');
  expect(JSON.stringify(recovered)).not.toContain('s2');
  expect(recovered).toMatchObject({
    session: { id: 's1', metadata: {} },
    turns: [{ id: 't-s1' }],
    toolCalls: [{ toolUseId: 'c-s1' }],
    subagents: [{ id: 'i-s1' }],
    workflow: {
      state: 'idle',
      context: {},
      transitions: [
        { fromState: null, toState: 'active' },
        { fromState: 'active', toState: 'idle' },
      ],
      checkpoints: [{ id: 'k-s1', data: { prompt: 'p' } }],
    },
    counters: [{ name: 'rounds', value: 3 }],
    usage: [
      { model: null, messages: 1, inputTokens: 10, costUsd: null },
      { model: 'big', messages: 2, inputTokens: 20, outputTokens: 40, costUsd: 0.5 },
    ],
  });
  expect(recovered?.messages.map(({ content }) => content)).toEqual(
    [0, 1, 2, 3, 4].map((i) => `s1 ${i}`),
  );
  const newest = recoverSession(db, 's1', { messageLimit: 2 })?.messages;
  expect(newest?.map(({ id }) => id)).toEqual(['m3', 'm4']);
});

test('a session of which nothing but itself is known is recovered too', () => {
  const db = temporaryDatabase({ inMemory: true });
  new SessionStore(db).put(session('s1'));
  expect(recoverSession(db, 's1')).toMatchObject({
    turns: [],
    messages: [],
    workflow: null,
    counters: [],
    usage: [],
  });
});
