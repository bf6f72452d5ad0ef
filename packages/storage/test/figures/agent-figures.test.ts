import { expect, test } from 'vitest';
import {
  agentFigures,
  ExecutionTracker,
  SessionStore,
  type SpoorDatabase,
} from '../../src/index.js';
import { invocation, session, trace } from '../support/records.js';
import { temporaryDatabase } from '../support/temporary.js';
import { minute, putUsage, usage } from '../support/usage-rows.js';

const OUTCOMES = ['success', 'failure', 'partial', null] as const;

/** Runs of an explorer, and turns of the main agent, every ten minutes. */
function world(): SpoorDatabase {
  const db = temporaryDatabase({ inMemory: true });
  const tracker = new ExecutionTracker(db);
  new SessionStore(db).put(session('s1', { projectId: '/p/one' }));
  for (let i = 0; i < 8; i++) {
    tracker.putTrace(
      trace(`t${i}`, {
        startedAt: minute(i * 10),
        success: i === 3 ? 0 : i === 7 ? null : 1,
        durationMs: (i + 1) * 1_000,
      }),
    );
    tracker.putInvocation(
      invocation(`r${i}`, {
        agentId: `a${i}`,
        startedAt: minute(i * 10 + 1),
        outcome: OUTCOMES[i % 4] ?? null,
        durationMs: (i + 1) * 10,
      }),
    );
    putUsage(
      db.getDb(),
      usage(`main ${i}`, { timestamp: minute(i * 10), outputTokens: 100 }),
      usage(`sub ${i}`, {
        agentId: `a${i}`,
        timestamp: minute(i * 10 + 1),
        outputTokens: 7,
        costUsd: i === 0 ? null : 0.25,
      }),
    );
  }
  return db;
}

test('the main agent and each type of subagent have their runs, tokens and cost', () => {
  const [main, explore, ...others] = agentFigures(world(), { trendPoints: 4 });
  expect(others).toEqual([]);
  expect(main).toMatchObject({
    agent: 'main',
    ...{ runs: 8, finished: 7, successes: 6, failures: 1, successRate: 6 / 7 },
    ...{ p50DurationMs: 4_000, p95DurationMs: 8_000 },
    ...{ outputTokens: 800, totalTokens: 8 * 4_401, avgTokensPerRun: 4_401 },
    ...{ costUsd: 4, unpricedTokens: 0, lastUsedAt: minute(70), trend: [2, 2, 2, 2] },
  });
  expect(explore).toMatchObject({
    agent: 'Explore',
    ...{ runs: 8, finished: 6, successes: 2, failures: 2, successRate: 1 / 3 },
    ...{ p50DurationMs: 40, p95DurationMs: 80 },
    ...{ outputTokens: 56, totalTokens: 8 * 4_308 },
    ...{ costUsd: 1.75, unpricedTokens: 4_308, lastUsedAt: minute(71) },
  });
});

test('of a range and a project', () => {
  const db = world();
  const range = { from: minute(20), until: minute(45) };
  const [main, explore] = agentFigures(db, { ...range, trendPoints: 5 });
  expect(main).toMatchObject({ runs: 3, outputTokens: 300, trend: [1, 0, 1, 0, 1] });
  expect(explore).toMatchObject({ runs: 3, outputTokens: 21, trend: [1, 0, 1, 0, 1] });
  expect(agentFigures(db, { projectId: '/p/one' })[0]).toMatchObject({ agent: 'main', runs: 8 });
  expect(agentFigures(db, { projectId: '/elsewhere' })).toEqual([]);
});

test('a run whose messages nobody has says its tokens itself; their price is not known', () => {
  const db = temporaryDatabase({ inMemory: true });
  const tracker = new ExecutionTracker(db);
  const tokenUsage = { inputTokens: 3, outputTokens: 4, totalTokens: 7 };
  const traceId = tracker.startTrace('/p', 'task', 'x');
  tracker.recordInvocation({ traceId, agent: 'own', tokenUsage, outcome: 'success' });
  expect(agentFigures(db, {})).toMatchObject([
    { agent: 'main', runs: 1, costUsd: 0 },
    { agent: 'own', runs: 1, totalTokens: 7, unpricedTokens: 7, costUsd: null },
  ]);
});

test('nothing ran', () => {
  expect(agentFigures(temporaryDatabase({ inMemory: true }), {})).toEqual([]);
});
