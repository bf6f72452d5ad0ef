import { MODEL_PRICES } from '@spoor/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  costBy,
  ExecutionRecords,
  ExecutionTracker,
  refreshUsageTotals,
  SessionRecords,
  type SpoorDatabase,
  UsageRecords,
  type UsageTold,
} from '../../../src/index.js';
import { at } from '../../support/events.js';
import { invocation, session, trace } from '../../support/records.js';
import { temporaryDatabase } from '../../support/temporary.js';
import { told } from '../../support/usage.js';

function open() {
  const db = temporaryDatabase({ inMemory: true });
  const rows = () => db.prepare<[], object>('SELECT * FROM token_usage ORDER BY message_id').all();
  return { db, rows, usage: new UsageRecords(db, costBy(MODEL_PRICES)) };
}

function clear(db: SpoorDatabase): void {
  for (const table of ['token_usage', 'messages', 'sessions']) {
    db.getDb().exec(`DELETE FROM ${table}`);
  }
}

function startSession(db: SpoorDatabase, id: string, seconds: number, forkedFrom?: string): void {
  const record = session(id, { startedAt: at(seconds), forkedFrom: forkedFrom ?? null });
  new SessionRecords(db).put(record);
}

describe('a message', () => {
  test('has one row with the greatest figures of all its lines, and what they cost', () => {
    const { rows, usage } = open();
    usage.put(told('m1', { outputTokens: 1, thinkingTokens: 7, speed: null, timestamp: at(2) }));
    usage.put(told('m1', { outputTokens: 20, requestId: null, traceId: null }));
    expect(usage.put(told('m1', { outputTokens: 5 }))).toBeNull();
    expect(rows()).toEqual([
      {
        message_id: 'm1',
        session_id: 's1',
        trace_id: 't1',
        agent_id: null,
        request_id: 'req_1',
        model: 'claude-opus-5-5',
        input_tokens: 100,
        output_tokens: 20,
        cache_read_tokens: 500,
        cache_write_tokens: 10,
        cache_write_1h_tokens: 0,
        thinking_tokens: 7,
        web_search_requests: 0,
        web_fetch_requests: 0,
        speed: 'standard',
        service_tier: 'standard',
        inference_geo: '',
        cost_usd: 0.00095,
        timestamp: at(1),
      },
    ]);
  });

  test('of which several lines and sessions come at once gives the same row', () => {
    const { rows, usage } = open();
    const tellings = [
      told('m1', { outputTokens: 1 }),
      told('m2'),
      told('m1', { sessionId: 's0', outputTokens: 2 }),
      told('m1', { traceId: null, thinkingTokens: 9 }),
    ];
    expect(usage.putAll(tellings)).toHaveLength(3);
    expect(rows()).toMatchObject([
      { session_id: 's0', output_tokens: 20, thinking_tokens: 9 },
      { message_id: 'm2' },
    ]);
    expect(usage.putAll(tellings)).toEqual([]);
  });

  test('of a model without a price has no cost', () => {
    const { rows, usage } = open();
    usage.put(told('m1', { model: 'claude-opus-99' }));
    usage.put(told('m2', { model: null }));
    expect(rows()).toMatchObject([{ cost_usd: null }, { cost_usd: null }]);
  });

  test('goes to the session that started first, which is told', () => {
    const { db, rows, usage } = open();
    startSession(db, 'late', 10);
    startSession(db, 'early', 5);
    const late = { sessionId: 'late', traceId: 'late:p', agentId: 'a' };
    const early = { sessionId: 'early', traceId: 'early:p', agentId: null };
    expect(usage.put(told('m1', late))).toEqual({ owner: late, lost: null });
    expect(usage.put(told('m1', { ...early, outputTokens: 3 }))).toEqual({
      owner: early,
      lost: late,
    });
    expect(usage.put(told('m1', { ...late, outputTokens: 90 }))).toEqual({
      owner: early,
      lost: null,
    });
    expect(rows()).toMatchObject([{ session_id: 'early', agent_id: null, output_tokens: 90 }]);
  });

  test('of a session that is not known yet goes to one that is', () => {
    const { db, rows, usage } = open();
    usage.put(told('m1', { sessionId: 'a' }));
    startSession(db, 'b', 5);
    usage.put(told('m1', { sessionId: 'b' }));
    expect(rows()).toMatchObject([{ session_id: 'b' }]);
  });
});

describe('a session that turns out to have started earlier', () => {
  function hold(db: SpoorDatabase, sessionId: string, messageId: string): void {
    db.prepare<object>(
      `INSERT INTO messages (session_id, id, message_id, type, prompt_id, timestamp)
       VALUES (@sessionId, @messageId || '-line', @messageId, 'assistant', 'p', @at)
       ON CONFLICT DO NOTHING`,
    ).run({ sessionId, messageId, at: at(1) });
  }

  test('takes over what later ones had of it', () => {
    const { db, rows, usage } = open();
    startSession(db, 'a', 5);
    startSession(db, 'b', 10);
    for (const id of ['m1', 'm2']) {
      usage.put(told(id, { sessionId: 'a', traceId: 'a:p' }));
      usage.put(told(id, { sessionId: 'b', traceId: 'b:p' }));
    }
    hold(db, 'b', 'm1');
    startSession(db, 'b', 1);
    const changes = usage.takeOver('b', ({ promptId }) => `b:${promptId}`);
    expect(changes).toEqual([
      {
        owner: { sessionId: 'b', traceId: 'b:p', agentId: null },
        lost: { sessionId: 'a', traceId: 'a:p', agentId: null },
      },
    ]);
    expect(rows()).toMatchObject([{ session_id: 'b', trace_id: 'b:p' }, { session_id: 'a' }]);
    expect(usage.takeOver('b', () => null)).toEqual([]);
  });

  test('takes nothing when it is a fork', () => {
    const { db, rows, usage } = open();
    startSession(db, 'a', 5);
    startSession(db, 'b', 1, 'a');
    usage.put(told('m1', { sessionId: 'a' }));
    hold(db, 'b', 'm1');
    expect(usage.takeOver('b', () => null)).toEqual([]);
    expect(rows()).toMatchObject([{ session_id: 'a' }]);
  });

  test('has what it would have had, had all been known from the beginning', () => {
    const name = fc.constantFrom('a', 'b', 'c');
    const figure = fc.integer({ min: 0, max: 5 });
    const telling = fc.record({
      messageId: fc.constantFrom('m1', 'm2'),
      sessionId: name,
      traceId: fc.constantFrom(null, 't1', 't2'),
      agentId: fc.constantFrom(null, 'x', 'y'),
      inputTokens: figure,
      outputTokens: figure,
      cacheReadTokens: figure,
      cacheWriteTokens: figure,
      webSearchRequests: figure,
      model: fc.constantFrom(null, 'claude-opus-5-5', 'claude-haiku-5-5'),
      speed: fc.constantFrom(null, 'fast', 'standard'),
      timestamp: fc.constantFrom(at(1), at(2)),
    });
    const start = fc.record({ id: name, seconds: fc.integer({ min: 0, max: 3 }) });
    const stage = open();
    fc.assert(
      fc.property(
        fc.array(telling, { minLength: 1, maxLength: 12 }),
        fc.array(start, { maxLength: 6 }),
        fc.infiniteStream(fc.nat()),
        (tellings, starts, numbers) => {
          const steps = [
            ...tellings.map((telling) => ({ telling, start: null })),
            ...starts.map((start) => ({ telling: null, start })),
          ];
          const shuffled = [...steps, ...steps.slice(0, 4)]
            .map((step) => ({ step, key: numbers.next().value ?? 0 }))
            .sort((a, b) => a.key - b.key)
            .map(({ step }) => step);
          const first = [...starts.map((start) => ({ telling: null, start })), ...steps];
          expect(play(stage, shuffled)).toEqual(play(stage, first));
        },
      ),
    );
  });

  type Step =
    | { telling: Partial<UsageTold> & { messageId: string; sessionId: string }; start: null }
    | { telling: null; start: { id: string; seconds: number } };

  /** Sessions start at the earliest time that was heard of; what they hold is known as messages. */
  function play({ db, rows, usage }: ReturnType<typeof open>, steps: readonly Step[]): unknown {
    clear(db);
    const began = new Map<string, number>();
    for (const { telling, start } of steps) {
      if (telling !== null) {
        // One place a message and session: takeOver finds it in the session's messages.
        const { sessionId, messageId } = telling;
        const place = { traceId: `${sessionId}:p`, agentId: null };
        hold(db, sessionId, messageId);
        usage.put(told(messageId, { ...telling, ...place }));
      } else if (start.seconds < (began.get(start.id) ?? Number.POSITIVE_INFINITY)) {
        began.set(start.id, start.seconds);
        startSession(db, start.id, start.seconds);
        usage.takeOver(start.id, ({ promptId }) => `${start.id}:${promptId}`);
      }
    }
    return rows();
  }

  test('of one session alone, the order of lines plays no part in whose they are', () => {
    const places = [
      { traceId: null, agentId: 'x' },
      { traceId: 't2', agentId: null },
      { traceId: 't1', agentId: 'y' },
    ];
    const { rows, usage, db } = open();
    fc.assert(
      fc.property(fc.shuffledSubarray(places, { minLength: 3 }), (order) => {
        clear(db);
        for (const place of order) usage.put(told('m1', place));
        expect(rows()).toMatchObject([{ trace_id: 't1', agent_id: 'x' }]);
      }),
    );
  });
});

describe('totals', () => {
  function stage() {
    const stage = open();
    const executions = new ExecutionRecords(stage.db);
    executions.putTrace(trace('t1'));
    executions.putTrace(trace('t2'));
    executions.putInvocation(invocation('x'));
    const tracker = new ExecutionTracker(stage.db);
    const put = (...tellings: UsageTold[]) => {
      const changes = stage.usage.putAll(tellings);
      const places = changes.flatMap(({ owner, lost }) => (lost === null ? owner : [owner, lost]));
      refreshUsageTotals(stage.db, places);
    };
    const turn = (id: string) => tracker.getTrace(id)?.tokenUsage;
    const agent = () => tracker.getInvocations('t1')[0]?.tokenUsage;
    return { ...stage, put, turn, agent };
  }

  test('of a turn hold its subagents, those of a subagent its own messages', () => {
    const { put, turn, agent } = stage();
    put(told('m1'), told('m2', { agentId: 'x' }), told('m3', { traceId: 't2' }));
    const one = { inputTokens: 100, outputTokens: 20, cacheReadTokens: 500, cacheWriteTokens: 10 };
    expect(agent()).toEqual({ ...one, totalTokens: 630, costUsd: 0.00095 });
    expect(turn('t2')).toEqual({ ...one, totalTokens: 630, costUsd: 0.00095 });
    expect(turn('t1')).toEqual({
      inputTokens: 200,
      outputTokens: 40,
      cacheReadTokens: 1_000,
      cacheWriteTokens: 20,
      totalTokens: 1_260,
      costUsd: 0.0019,
    });
  });

  test('do not know their cost where a message has none', () => {
    const { put, turn } = stage();
    put(told('m1'), told('m2', { model: 'unheard-of' }));
    expect(turn('t1')).toMatchObject({ totalTokens: 1_260, costUsd: null });
    expect(turn('t2')).toBeNull();
  });

  test('are the same to the last digit in any order of messages', () => {
    const odd = [100_003, 700_002, 999_999_999, 300_001, 0, 12_340_037].map((inputTokens, i) =>
      told(`m${i}`, { inputTokens, outputTokens: i }),
    );
    const { db, put, turn } = stage();
    put(...odd);
    const expected = turn('t1');
    fc.assert(
      fc.property(fc.shuffledSubarray(odd, { minLength: odd.length }), (order) => {
        db.getDb().exec('DELETE FROM token_usage');
        put(...order);
        expect(turn('t1')).toEqual(expected);
      }),
    );
  });

  test('can be formed whatever a transcript claims', () => {
    const { put, turn } = stage();
    const most = Number.MAX_SAFE_INTEGER;
    const claims = { inputTokens: most, outputTokens: most, cacheWriteTokens: most };
    put(...Array.from({ length: 2_000 }, (_, i) => told(`m${i}`, { ...claims, speed: 'fast' })));
    expect(turn('t1')).toMatchObject({
      inputTokens: 2_000 * 1_000_000_000,
      costUsd: expect.closeTo(2_000 * 2 * (4_000 + 20_000 + 5_000 + 0.0001), 0),
    });
  });

  test('of who lost a message go down, at last to nothing', () => {
    const { db, put, turn, agent } = stage();
    startSession(db, 's0', -10);
    startSession(db, 's1', 0);
    put(told('m1', { agentId: 'x' }));
    expect(agent()).not.toBeNull();
    put(told('m1', { sessionId: 's0', traceId: 't2' }));
    expect(turn('t1')).toBeNull();
    expect(agent()).toBeNull();
    expect(turn('t2')).toMatchObject({ totalTokens: 630 });
  });

  test('leave the rows of library users as they are', () => {
    const { db, put } = stage();
    const tracker = new ExecutionTracker(db);
    const id = tracker.startTrace('/p', 'task', 'do');
    tracker.completeTrace(id, true, { inputTokens: 1, outputTokens: 2, totalTokens: 3 });
    put(told('m1'));
    expect(tracker.getTrace(id)?.tokenUsage).toEqual({
      inputTokens: 1,
      outputTokens: 2,
      totalTokens: 3,
    });
  });

  test('find their messages by an index', () => {
    const { db } = stage();
    const plan = db
      .prepare<[], { detail: string }>(
        'EXPLAIN QUERY PLAN SELECT sum(input_tokens) FROM token_usage WHERE trace_id = 1',
      )
      .all();
    expect(plan.map(({ detail }) => detail).join()).toContain('token_usage_by_trace');
  });

  test("of a subagent's messages come to its turn once that is known", () => {
    const { db, usage, put, turn } = stage();
    put(told('m1', { agentId: 'x', traceId: null }), told('m2', { agentId: 'x', traceId: 't2' }));
    expect(usage.fillTraces('s1', 'nobody')).toBeNull();
    expect(usage.fillTraces('s1', 'x')).toBe('t1');
    expect(usage.fillTraces('s1', 'x')).toBeNull();
    refreshUsageTotals(db, [{ sessionId: 's1', traceId: 't1', agentId: null }]);
    expect(turn('t1')).toMatchObject({ totalTokens: 630 });
  });
});
