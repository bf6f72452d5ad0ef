import type { SessionOverview } from '@spoor/storage';
import { at } from './records.js';

/** A session as a list shows it. */
export function overview(id: string, more: Partial<SessionOverview> = {}): SessionOverview {
  return {
    id,
    client: 'claude-code',
    name: null,
    title: null,
    status: 'idle',
    projectId: '/home/dev/spoor',
    workingDirectory: '/home/dev/spoor',
    gitBranch: 'main',
    source: 'startup',
    model: 'claude-opus-4-1-20250805',
    clientVersion: null,
    startedAt: at(0),
    lastActivityAt: at(60),
    endedAt: null,
    endReason: null,
    durationMs: 60_000,
    firstPrompt: `prompt of ${id}`,
    turns: 1,
    toolCalls: 2,
    runningCalls: 0,
    failedCalls: 0,
    deniedCalls: 0,
    subagents: 0,
    rounds: 1,
    origin: 'hook',
    forkedFrom: null,
    entrypoint: null,
    clientCostUsd: null,
    usage: {
      messages: 0,
      inputTokens: 0,
      outputTokens: 0,
      cacheReadTokens: 0,
      cacheWriteTokens: 0,
      costUsd: null,
      unpriced: 0,
    },
    ...more,
  };
}
