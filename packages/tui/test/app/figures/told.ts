import type {
  AgentFigures,
  ListedCall,
  ListedRun,
  ToolCounts,
  ToolShare,
  ToolTrend,
  UsagePart,
  UsagePeriod,
  UsageSeriesQuery,
} from '@spoor/storage';
import { periodAt } from '@spoor/storage';
import type { Answer } from '../../../src/app/live/readers.js';
import { NOW } from './drive.js';

const HOSTILE = '\u001b[31mred\u0007\u202e ‮ 漢字 👩‍👩‍👧 \n\t x';

/** Counts of a tool; what a test doesn't name has a plain value. */
export function toolCount(key: string | null, more: Partial<ToolCounts> = {}): ToolCounts {
  return {
    key,
    calls: 10,
    finished: 10,
    successes: 8,
    failures: 1,
    denied: 1,
    cancelled: 0,
    successRate: 0.8,
    failureRate: 0.1,
    deniedRate: 0.1,
    avgDurationMs: 20,
    p50DurationMs: 10,
    p95DurationMs: 90,
    totalDurationMs: 200,
    resultBytes: 2_048,
    ...more,
  };
}

/** What a tool's calls have cost; what a test doesn't name has a plain value. */
export function toolShare(key: string | null, more: Partial<ToolShare> = {}): ToolShare {
  return { key, outputTokens: 1_000, costUsd: 0.5, unpricedCalls: 0, ...more };
}

/** How a tool was used in the course of time. */
export function toolTrend(tool: string | null, calls: readonly number[]): ToolTrend {
  return { tool, calls, failures: calls.map((count) => Math.min(1, count)) };
}

/** Figures of a type of agent; what a test doesn't name has a plain value. */
export function agentFigure(agent: string | null, more: Partial<AgentFigures> = {}): AgentFigures {
  return {
    agent,
    runs: 4,
    finished: 4,
    successes: 3,
    failures: 1,
    successRate: 0.75,
    failureRate: 0.25,
    avgDurationMs: 2_000,
    p50DurationMs: 1_000,
    p95DurationMs: 9_000,
    totalTokens: 40_000,
    outputTokens: 4_000,
    costUsd: 1.25,
    unpricedTokens: 0,
    avgTokensPerRun: 10_000,
    lastUsedAt: new Date(NOW - 90_000).toISOString(),
    trend: [1, 0, 3],
    ...more,
  };
}

/** A call in a list; what a test doesn't name has a plain value. */
export function listedCall(seq: number, more: Partial<ListedCall> = {}): ListedCall {
  return {
    seq,
    sessionId: 's1',
    toolUseId: `toolu_${seq}`,
    agentId: null,
    toolName: 'Bash',
    summary: `call ${seq}`,
    status: 'success',
    startedAt: new Date(NOW - 60_000 * (10_000 - seq)).toISOString(),
    durationMs: 12,
    resultBytes: 100,
    error: null,
    session: { name: null, title: 'a title', projectId: '/home/me/one', firstPrompt: null },
    ...more,
  };
}

/** A run in a list; what a test doesn't name has a plain value. */
export function listedRun(id: string, more: Partial<ListedRun> = {}): ListedRun {
  return {
    id,
    sessionId: 's1',
    agentId: `agent-${id}`,
    about: 'look into it',
    outcome: 'success',
    startedAt: new Date(NOW - 60_000).toISOString(),
    durationMs: 4_000,
    error: null,
    totalTokens: 1_000,
    costUsd: 0.1,
    unpricedMessages: 0,
    session: null,
    ...more,
  };
}

/** What a model, or a project, used. */
export function part(key: string | null, more: Partial<UsagePart> = {}): UsagePart {
  return {
    key,
    messages: 2,
    inputTokens: 10,
    outputTokens: 20,
    cacheReadTokens: 900,
    cacheWriteTokens: 70,
    totalTokens: 1_000,
    costUsd: 1,
    unpricedMessages: 0,
    unpricedTokens: 0,
    ...more,
  };
}

/** Answers to whatever is asked: plain ones, empty ones, and such as nobody expects. */
export function tellAnything(kind: Answer['kind'], asked: unknown, seed: number): unknown {
  const count = seed % 7 === 0 ? 0 : seed;
  const names = Array.from({ length: count }, (_, i) => nameOf(i, seed));
  switch (kind) {
    case 'figures.projects':
      return names.map((projectId) => ({
        projectId: projectId ?? '/',
        sessions: 1,
        lastActivityAt: '',
      }));
    case 'tools.figures':
      return names.map((name, i) =>
        toolCount(name, i % 5 === 0 ? { failureRate: null, calls: 1e12 } : {}),
      );
    case 'tools.more':
      return {
        shares: names
          .slice(0, seed % 3)
          .map((name, i) => toolShare(name, i % 5 === 0 ? { costUsd: null } : {})),
        trends: names.map((name) => toolTrend(name, [seed, 0, 3])),
      };
    case 'agents.figures':
      return names.map((name, i) => agentFigure(name, i % 4 === 0 ? { lastUsedAt: null } : {}));
    case 'tools.detail':
    case 'agents.detail':
      return {
        durations: names.map((_, i) => ({
          below: i === count - 1 ? null : 10 ** i,
          count: i * seed,
        })),
        failures: names.map((name, i) => ({ times: i, firstAt: '', newest: failure(name, i) })),
      };
    case 'calls.newest':
    case 'calls.older':
      return Array.from({ length: pageLength(seed) }, (_, i) =>
        listedCall(9_000 - i - (kind === 'calls.older' ? 300 : 0), {
          summary: i % 3 === 0 ? HOSTILE.repeat(50) : 'plain',
          toolName: nameOf(i, seed),
          session: i % 2 === 0 ? null : listedCall(1).session,
          startedAt: i % 11 === 0 ? 'no time' : listedCall(i).startedAt,
        }),
      );
    case 'runs.newest':
    case 'runs.older':
      return Array.from({ length: pageLength(seed) }, (_, i) =>
        listedRun(`${kind}${i}`, {
          about: i % 3 === 0 ? HOSTILE : null,
          sessionId: i % 2 === 0 ? null : 's1',
          outcome: i % 5 === 0 ? null : 'partial',
        }),
      );
    case 'usage.models':
    case 'usage.projects':
      return series(asked as UsageSeriesQuery, names, seed);
    case 'usage.spent': {
      const spent = {
        costUsd: seed,
        unpricedTokens: 0,
        messages: seed,
        unpricedMessages: seed % 3,
      };
      return { day: spent, week: spent, month: spent };
    }
    default:
      throw new Error(`nobody expects ${kind}`);
  }
}

function series(
  { unit }: UsageSeriesQuery,
  names: readonly (string | null)[],
  seed: number,
): UsagePeriod[] {
  const starts = [90, 40, 3, 0].map((days) => periodAt(NOW - days * 86_400_000, unit));
  const distinct = [...new Map(starts.map((period) => [period.from, period])).values()];
  return distinct.slice(0, seed % 5).map((period) => ({
    period,
    parts: names.map((name, i) =>
      part(name, { costUsd: i % 4 === 0 ? null : seed, unpricedMessages: i % 4 === 0 ? 2 : 0 }),
    ),
  }));
}

function failure(name: string | null, i: number) {
  return {
    kind: i % 2 === 0 ? 'call' : 'denied',
    at: i % 3 === 0 ? 'no time' : new Date(NOW).toISOString(),
    sessionId: null,
    projectId: null,
    traceId: null,
    prompt: null,
    what: name,
    about: HOSTILE,
    cause: i % 3 === 0 ? null : `${HOSTILE}\nmore`,
  };
}

function pageLength(seed: number): number {
  return seed % 3 === 0 ? 200 : seed;
}

function nameOf(i: number, seed: number): string | null {
  if (i === 0) return null;
  if (i === 1) return `${HOSTILE}${'x'.repeat(300)}`;
  return i % 2 === 0 ? `mcp__server${i % 3}__tool${i}` : `/home/me/one${i}/${seed}`;
}
