import type { SessionRow } from '@spoor/storage';
import type { Surroundings } from '../../../src/app/state/screen.js';
import { at, START } from '../records.js';

/** A session as the list reads it. */
export function sessionRow(id: string, more: Partial<SessionRow> = {}): SessionRow {
  return {
    id,
    name: null,
    title: null,
    firstPrompt: `prompt of ${id}`,
    status: 'idle',
    phase: null,
    projectId: '/home/dev/spoor',
    workingDirectory: '/home/dev/spoor',
    gitBranch: 'main',
    model: 'claude-opus-4-1-20250805',
    forkedFrom: null,
    startedAt: at(0),
    lastActivityAt: at(60),
    durationMs: 60_000,
    turns: 1,
    lastTurn: 'done',
    lastTurnEndedAt: null,
    toolCalls: 2,
    runningCalls: 0,
    failedCalls: 0,
    deniedCalls: 0,
    runningCall: null,
    lastError: null,
    subagents: 0,
    contextTokens: null,
    messages: 0,
    tokens: 0,
    costUsd: null,
    unpriced: 0,
    ...more,
  };
}

/** What a screen of a size knows of the world, a minute and a half after the fixtures' start. */
export function around(more: Partial<Surroundings> = {}): Surroundings {
  return {
    columns: 80,
    rows: 24,
    nowMs: START + 90_000,
    facts: { databasePath: '/x/spoor.db', homeDir: null, configuration: null },
    health: null,
    history: null,
    ...more,
  };
}
