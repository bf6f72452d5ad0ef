import {
  ExecutionTracker,
  type InvocationRecord,
  type SessionRecord,
  SessionStore,
  type SpoorDatabase,
  type ToolCallRecord,
  ToolCallStore,
  type TraceRecord,
} from '@spoor/storage';

/** A time, seconds from a start in the fixtures. */
export const START = Date.parse('2026-11-21T09:00:00.000Z');

export const at = (seconds: number, start = START) =>
  new Date(start + seconds * 1_000).toISOString();

export function sessionRecord(id: string, more: Partial<SessionRecord> = {}): SessionRecord {
  return {
    id,
    title: null,
    status: 'idle',
    projectId: '/home/dev/src/spoor',
    workingDirectory: '/home/dev/src/spoor',
    gitBranch: 'main',
    source: 'startup',
    model: 'claude-opus-4-1-20250805',
    clientVersion: '2.1.0',
    transcriptPath: null,
    startedAt: at(0),
    lastActivityAt: at(60),
    endedAt: null,
    endReason: null,
    durationMs: 60_000,
    origin: 'hook',
    forkedFrom: null,
    forkPoint: null,
    entrypoint: null,
    clientCostUsd: null,
    clientUsage: null,
    facts: '{}',
    ...more,
  };
}

export function turnRecord(
  sessionId: string,
  id: string,
  more: Partial<TraceRecord> = {},
): TraceRecord {
  return {
    id,
    projectId: '/home/dev/src/spoor',
    taskId: sessionId,
    prompt: `prompt of ${id}`,
    startedAt: at(0),
    completedAt: null,
    success: null,
    durationMs: null,
    origin: 'hook',
    facts: '{}',
    ...more,
  };
}

export function callRecord(
  sessionId: string,
  toolUseId: string,
  more: Partial<ToolCallRecord> = {},
): ToolCallRecord {
  return {
    sessionId,
    toolUseId,
    traceId: null,
    agentId: null,
    toolName: 'Bash',
    summary: null,
    filePath: null,
    status: 'success',
    startedAt: at(1),
    completedAt: at(2),
    durationMs: 1_000,
    error: null,
    origin: 'hook',
    messageId: null,
    resultBytes: null,
    facts: '{}',
    ...more,
  };
}

/** Writes a session with what happened in it, in one transaction. */
export function putSession(
  db: SpoorDatabase,
  session: SessionRecord,
  parts: {
    turns?: readonly TraceRecord[];
    calls?: readonly ToolCallRecord[];
    agents?: readonly InvocationRecord[];
  } = {},
): void {
  db.transaction(() => {
    const tracker = new ExecutionTracker(db);
    const calls = new ToolCallStore(db);
    new SessionStore(db).put(session);
    for (const turn of parts.turns ?? []) tracker.putTrace(turn);
    for (const call of parts.calls ?? []) calls.put(call);
    for (const agent of parts.agents ?? []) tracker.putInvocation(agent);
  });
}
