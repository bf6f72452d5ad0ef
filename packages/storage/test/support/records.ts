import type {
  InvocationRecord,
  SessionRecord,
  ToolCallRecord,
  TraceRecord,
} from '../../src/index.js';
import { at } from './events.js';

/** A session's record; what a test doesn't name has a plain value. */
export function session(id: string, fields: Partial<SessionRecord> = {}): SessionRecord {
  return {
    id,
    title: null,
    status: 'active',
    projectId: '/work',
    workingDirectory: '/work',
    gitBranch: null,
    source: 'startup',
    model: null,
    clientVersion: null,
    transcriptPath: null,
    startedAt: at(0),
    lastActivityAt: at(0),
    endedAt: null,
    endReason: null,
    durationMs: 0,
    origin: 'hook',
    forkedFrom: null,
    forkPoint: null,
    entrypoint: null,
    clientCostUsd: null,
    clientUsage: null,
    facts: '{}',
    ...fields,
  };
}

/** A turn's record; what a test doesn't name has a plain value. */
export function trace(id: string, fields: Partial<TraceRecord> = {}): TraceRecord {
  return {
    id,
    projectId: '/work',
    taskId: 's1',
    prompt: 'do it',
    startedAt: at(0),
    completedAt: null,
    success: null,
    durationMs: null,
    origin: 'hook',
    facts: '{}',
    ...fields,
  };
}

/** A tool call's record; what a test doesn't name has a plain value. */
export function call(toolUseId: string, fields: Partial<ToolCallRecord> = {}): ToolCallRecord {
  return {
    sessionId: 's1',
    toolUseId,
    traceId: 't1',
    agentId: null,
    toolName: 'Bash',
    summary: null,
    filePath: null,
    status: 'running',
    startedAt: at(0),
    completedAt: null,
    durationMs: null,
    error: null,
    origin: 'hook',
    messageId: null,
    resultBytes: null,
    facts: '{}',
    ...fields,
  };
}

/** The record of a subagent's run; what a test doesn't name has a plain value. */
export function invocation(id: string, fields: Partial<InvocationRecord> = {}): InvocationRecord {
  return {
    id,
    traceId: 't1',
    sessionId: 's1',
    agentId: id,
    agent: 'Explore',
    parentAgentId: null,
    toolUseId: null,
    taskFragment: null,
    startedAt: at(0),
    completedAt: null,
    durationMs: null,
    outcome: null,
    outputSummary: null,
    error: null,
    transcriptPath: null,
    origin: 'hook',
    model: null,
    depth: null,
    facts: '{}',
    ...fields,
  };
}
