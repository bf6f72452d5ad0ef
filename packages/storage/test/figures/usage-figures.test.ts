import { describe, expect, test } from 'vitest';
import {
  ExecutionTracker,
  SessionStore,
  SpoorDatabase,
  ToolCallStore,
  type UsageFigures,
  type UsageGrouping,
  type UsageQuery,
  usageFigures,
} from '../../src/index.js';
import { call, invocation, session, trace } from '../support/records.js';
import { temporaryDatabase } from '../support/temporary.js';
import { minute, numbers, putUsage, type UsageFixture, usage } from '../support/usage-rows.js';

interface World {
  readonly db: SpoorDatabase;
  readonly usages: readonly UsageFixture[];
  readonly calls: readonly ReturnType<typeof call>[];
  readonly turns: readonly ReturnType<typeof trace>[];
  readonly runs: readonly ReturnType<typeof invocation>[];
}

const PROJECTS = ['/p/one', '/p/two', null] as const;
const MODELS = ['model-a', 'model-b', 'unpriced', null] as const;
const STATUSES = ['success', 'success', 'failure', 'denied', 'cancelled', 'running'] as const;

/** Twelve sessions over seven weeks with turns, subagents, messages and calls. */
function world(): World {
  const db = new SpoorDatabase({ inMemory: true });
  const next = numbers(7);
  const of = <T>(values: readonly T[]) => values[next(values.length)] as T;
  const usages: UsageFixture[] = [];
  const calls: ReturnType<typeof call>[] = [];
  const turns: ReturnType<typeof trace>[] = [];
  const runs: ReturnType<typeof invocation>[] = [];
  for (let s = 0; s < 12; s++) {
    const id = `session-${s}`;
    const start = next(50 * 1_440);
    const projectId = PROJECTS[s % 3] ?? null;
    new SessionStore(db).put(
      session(id, { projectId, startedAt: minute(start), lastActivityAt: minute(start + 500) }),
    );
    runs.push(
      invocation(`run-${s}`, {
        sessionId: id,
        agentId: `agent-${s}`,
        agent: of(['Explore', 'Plan']),
        startedAt: minute(start + 3),
        durationMs: next(9_000),
      }),
    );
    for (let t = 0; t < 4; t++) {
      const traceId = `turn-${s}-${t}`;
      const at = start + t * 100;
      turns.push(
        trace(traceId, { taskId: id, projectId, startedAt: minute(at), durationMs: next(99_999) }),
      );
      for (let m = 0; m < 9; m++) {
        const model = of(MODELS);
        const messageId = `message-${s}-${t}-${m}`;
        const agentId = next(4) === 0 ? `agent-${s}` : null;
        const timestamp = minute(at + next(90));
        usages.push(
          usage(messageId, {
            ...{ sessionId: id, agentId, model, timestamp, traceId },
            inputTokens: next(1_000),
            outputTokens: next(2_000),
            cacheReadTokens: next(90_000),
            cacheWriteTokens: next(8_000),
            costUsd: model === 'unpriced' ? null : next(1_000_000) / 1e6,
          }),
        );
        calls.push(
          call(`call-${s}-${t}-${m}`, {
            ...{ sessionId: id, agentId, traceId, messageId, startedAt: timestamp },
            toolName: of(['Bash', 'Read', null]),
            status: of(STATUSES),
          }),
        );
      }
    }
  }
  putUsage(db.getDb(), ...usages);
  for (const row of calls) new ToolCallStore(db).put(row);
  for (const row of turns) new ExecutionTracker(db).putTrace(row);
  for (const row of runs) new ExecutionTracker(db).putInvocation(row);
  return { db, usages, calls, turns, runs };
}

const NOTHING: UsageFigures = {
  ...{ messages: 0, inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 },
  ...{ totalTokens: 0, costUsd: 0, unpricedMessages: 0, unpricedTokens: 0 },
  ...{ turns: 0, durationMs: 0, calls: 0, failures: 0, denied: 0 },
};

type Sum = { -readonly [Name in keyof UsageFigures]: number };

interface Countable {
  readonly time: string;
  readonly session: string;
  readonly agent?: string | null;
  readonly model?: string | null | undefined;
}

/** Counts with plain loops what a choice holds, by a key of each row. */
function counted(
  { usages, calls, turns }: World,
  keyOf: (row: Countable) => string | null,
  isChosen: (row: Countable) => boolean = () => true,
): Map<string | null, UsageFigures> {
  const sums = new Map<string | null, Sum>();
  const sumOf = (key: string | null) => {
    const sum = sums.get(key) ?? ({ ...NOTHING } as Sum);
    sums.set(key, sum);
    return sum;
  };
  for (const row of usages) {
    const at = {
      time: row.timestamp,
      session: row.sessionId,
      agent: row.agentId,
      model: row.model,
    };
    if (!isChosen(at)) continue;
    const sum = sumOf(keyOf(at));
    const tokens = row.inputTokens + row.outputTokens + row.cacheReadTokens + row.cacheWriteTokens;
    sum.messages += 1;
    sum.inputTokens += row.inputTokens;
    sum.outputTokens += row.outputTokens;
    sum.cacheReadTokens += row.cacheReadTokens;
    sum.cacheWriteTokens += row.cacheWriteTokens;
    sum.totalTokens += tokens;
    sum.costUsd += row.costUsd ?? 0;
    if (row.costUsd === null) {
      sum.unpricedMessages += 1;
      sum.unpricedTokens += tokens;
    }
  }
  for (const row of calls) {
    const { model } = usages.find(({ messageId }) => messageId === row.messageId) ?? {};
    const at = { time: row.startedAt ?? '', session: row.sessionId, agent: row.agentId, model };
    if (!isChosen(at)) continue;
    const sum = sumOf(keyOf(at));
    sum.calls += 1;
    if (row.status === 'failure') sum.failures += 1;
    if (row.status === 'denied') sum.denied += 1;
  }
  for (const row of turns) {
    const at = { time: row.startedAt, session: row.taskId };
    if (!isChosen(at)) continue;
    const sum = sumOf(keyOf(at));
    sum.turns += 1;
    sum.durationMs += row.durationMs ?? 0;
  }
  return new Map(
    [...sums].map(([key, sum]) => {
      const isUnknown = sum.messages > 0 && sum.unpricedMessages === sum.messages;
      return [key, { ...sum, costUsd: isUnknown ? null : expect.closeTo(sum.costUsd, 8) }];
    }),
  );
}

function reported(db: SpoorDatabase, query: UsageQuery): Map<string | null, UsageFigures> {
  return new Map(usageFigures(db, query).rows.map(({ key, ...figures }) => [key, figures]));
}

const dayOf = ({ time }: { time: string }) => time.slice(0, 10);
const projectOf = ({ session: id }: { session: string }) =>
  PROJECTS[Number(id.split('-')[1]) % 3] ?? null;

describe('figures of usage', () => {
  const all = world();
  const { db } = all;

  test('by day are what a plain count gives', () => {
    expect(reported(db, { by: 'day', utc: true })).toEqual(counted(all, dayOf));
  });

  test('by month, and by week of ISO 8601', () => {
    const months = counted(all, ({ time }) => time.slice(0, 7));
    expect(reported(db, { by: 'month', utc: true })).toEqual(months);
    // 1 November 2026 is a Sunday: the last day of week 44.
    const weeks = counted(all, ({ time }) => {
      const days = (Date.parse(time) - Date.parse('2026-11-02')) / 86_400_000;
      return `2026-W${45 + Math.floor(days / 7)}`;
    });
    expect(reported(db, { by: 'week', utc: true })).toEqual(weeks);
  });

  test('by project and session', () => {
    expect(reported(db, { by: 'project' })).toEqual(counted(all, projectOf));
    const sessions = counted(all, (row) => row.session);
    expect(reported(db, { by: 'session' })).toEqual(sessions);
  });

  test('by model: turns count for each model that wrote in them, and have no time', () => {
    const expected = counted({ ...all, turns: [] }, ({ model = null }) => model);
    for (const [model, figures] of expected) {
      const turns = new Set(all.usages.filter((u) => u.model === model).map((u) => u.traceId));
      expected.set(model, { ...figures, turns: turns.size, durationMs: null });
    }
    expect(reported(db, { by: 'model' })).toEqual(expected);
    const { total } = usageFigures(db, { by: 'model' });
    expect(total.turns).toBe(all.turns.length);
  });

  test('by agent: the main one has the turns, the others their runs', () => {
    const typeOf = (agentId: string | null | undefined) =>
      agentId == null ? 'main' : (all.runs.find((run) => run.agentId === agentId)?.agent ?? null);
    const expected = counted(all, ({ agent }) => typeOf(agent));
    for (const type of ['Explore', 'Plan']) {
      const runs = all.runs.filter((run) => run.agent === type);
      const durationMs = runs.reduce((sum, run) => sum + (run.durationMs ?? 0), 0);
      expected.set(type, { ...(expected.get(type) ?? NOTHING), turns: null, durationMs });
    }
    expect(reported(db, { by: 'agent' })).toEqual(expected);
  });

  test.each<[string, Partial<UsageQuery>, (row: { time: string; session: string }) => boolean]>([
    ['a project', { projectId: '/p/two' }, (row) => projectOf(row) === '/p/two'],
    ['a session', { sessionId: 'session-5' }, (row) => row.session === 'session-5'],
    [
      'days',
      { from: '2026-11-05T00:00:00.000Z', until: '2026-11-20T00:00:00.000Z' },
      ({ time }) => time >= '2026-11-05' && time < '2026-11-20',
    ],
    [
      'a range that no quarter of an hour begins or ends with',
      { from: minute(9_001), until: minute(40_007) },
      ({ time }) => time >= minute(9_001) && time < minute(40_007),
    ],
    [
      'a project and a range',
      { projectId: '/p/one', from: minute(9_001) },
      (row) => projectOf(row) === '/p/one' && row.time >= minute(9_001),
    ],
  ])('of %s', (_, query, isChosen) => {
    for (const [by, keyOf] of [
      ['day', dayOf],
      ['project', projectOf],
    ] as const) {
      const expected = counted(all, keyOf, isChosen);
      expect(expected.size).toBeGreaterThan(0);
      expect(reported(db, { by, utc: true, ...query })).toEqual(expected);
    }
  });

  test('of a model: its messages, the calls that they asked for, the turns that they are in', () => {
    const { total } = usageFigures(db, { by: 'day', model: 'model-a' });
    const own = all.usages.filter(({ model }) => model === 'model-a');
    const ids = new Set(own.map(({ messageId }) => messageId));
    expect(total.messages).toBe(own.length);
    expect(total.calls).toBe(all.calls.filter((row) => ids.has(row.messageId ?? '')).length);
    expect(total.turns).toBe(new Set(own.map(({ traceId }) => traceId)).size);
  });

  test('add up to the same total, whatever they are grouped by', () => {
    const groupings: UsageGrouping[] = ['day', 'week', 'month', 'project', 'model', 'agent'];
    const [first, ...others] = [...groupings, 'session' as const].map(
      (by) => usageFigures(db, { by }).total,
    );
    expect(first?.messages).toBe(all.usages.length);
    for (const total of others) expect(total).toEqual(first);
  });

  test('say which models have no price, and how many lines are missing', () => {
    const { unpriced, unreadableLines } = usageFigures(db, { by: 'day' });
    const own = all.usages.filter(({ costUsd }) => costUsd === null);
    expect(unpriced).toEqual([
      { model: 'unpriced', messages: own.length, tokens: expect.any(Number) },
    ]);
    expect(unreadableLines).toBe(0);
    const add = db
      .getDb()
      .prepare("INSERT INTO transcript_problems VALUES (?, 0, 1, 9, 'x', ?, '2026-11-30')");
    add.run('/a', 'session-1');
    add.run('/b', null);
    expect(usageFigures(db, { by: 'day' }).unreadableLines).toBe(2);
    expect(usageFigures(db, { by: 'day', sessionId: 'session-1' }).unreadableLines).toBe(1);
    expect(usageFigures(db, { by: 'day', until: '2020-01-01' }).unreadableLines).toBe(1);
    db.getDb().exec('DELETE FROM transcript_problems');
  });
});

test('where nothing has a price, the cost is not known', () => {
  const db = temporaryDatabase({ inMemory: true });
  putUsage(db.getDb(), usage('m1', { costUsd: null }));
  expect(usageFigures(db, { by: 'day' }).total).toMatchObject({
    costUsd: null,
    unpricedMessages: 1,
    unpricedTokens: 4_321,
  });
});

test('years without anything cost nothing, and times that are none do no harm', () => {
  const db = temporaryDatabase({ inMemory: true });
  putUsage(
    db.getDb(),
    usage('m1', { timestamp: '0001-01-01T00:00:00.000Z' }),
    usage('m2', { timestamp: '9999-12-31T23:59:59.999Z' }),
    usage('m3', { timestamp: 'hostile' }),
  );
  const { rows } = usageFigures(db, { by: 'day', utc: true });
  expect(rows.map(({ key }) => key)).toEqual(['0001-01-01', '9999-12-31']);
  const of = usageFigures(db, { by: 'day', utc: true, sessionId: 's1' });
  expect(of.rows.map(({ key }) => key)).toEqual(['0001-01-01', '9999-12-31']);
});

test('a range that is no time is refused', () => {
  const db = temporaryDatabase({ inMemory: true });
  expect(() => usageFigures(db, { by: 'day', from: 'yesterday' })).toThrow(/no time/);
});
