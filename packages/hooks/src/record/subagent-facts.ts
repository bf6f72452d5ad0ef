import { addMs, elapsedMs, type HookEvent, type IsoTime } from '@spoor/core';
import type { InvocationRecord } from '@spoor/storage';
import { cutText, durationField, objectField, textField } from '../wire/payload.js';
import { earlier, earliest, latest, type Mark, markOf } from './mark.js';
import { turnId } from './turn-facts.js';

/** What the events of a subagent's run tell, merged; its row follows from it. */
export interface SubagentFacts {
  readonly first: IsoTime;
  readonly type?: Mark<string> | undefined;
  readonly prompt?: Mark<string> | undefined;
  readonly end?: Mark<End> | undefined;
  readonly transcript?: Mark<string> | undefined;
  /** The session's own transcript; the subagent's lies beside it. */
  readonly parentTranscript?: Mark<string> | undefined;
  /** The call that started it. */
  readonly call?: Mark<Call> | undefined;
}

interface End {
  readonly outcome: 'success' | 'failure';
  readonly message: string | null;
  readonly error: string | null;
}

interface Call {
  readonly toolUseId: string | null;
  readonly parentAgentId: string | null;
  readonly description: string | null;
  readonly type: string | null;
}

const MESSAGE_LENGTH = 500;

/** The id of a subagent's row. */
export function invocationId(sessionId: string, agentId: string): string {
  return `${sessionId}:${agentId}`;
}

/** Merges what an event inside a subagent tells of its run; commutative and idempotent. */
export function mergeSubagent(facts: SubagentFacts | null, event: HookEvent): SubagentFacts {
  const mark = <T>(value: T | undefined) =>
    value === undefined ? undefined : markOf(event, value);
  return joinSubagent(facts, {
    first: event.capturedAt,
    type: mark(event.agentType),
    prompt: mark(event.promptId),
    end: mark(endTold(event)),
    transcript: mark(event.agentTranscriptPath),
    parentTranscript: mark(event.transcriptPath),
  });
}

/** Merges what the end of the call that started a subagent tells of it. */
export function mergeStartingCall(facts: SubagentFacts | null, event: HookEvent): SubagentFacts {
  const input = objectField(event.payload, 'tool_input');
  const call = {
    toolUseId: event.toolUseId ?? null,
    parentAgentId: event.agentId ?? null,
    description: textField(input, 'description') ?? null,
    type: textField(input, 'subagent_type') ?? null,
  };
  const mark = <T>(value: T | undefined) =>
    value === undefined ? undefined : markOf(event, value);
  return joinSubagent(facts, {
    first: addMs(event.capturedAt, -(durationField(event.payload) ?? 0)),
    prompt: mark(event.promptId),
    parentTranscript: mark(event.transcriptPath),
    call: mark(call),
  });
}

/** Merges two tellings of one run. */
export function joinSubagent(a: SubagentFacts | null, b: SubagentFacts): SubagentFacts {
  return {
    first: earlier(a?.first, b.first),
    type: earliest(a?.type, b.type),
    prompt: earliest(a?.prompt, b.prompt),
    end: latest(a?.end, b.end),
    transcript: latest(a?.transcript, b.transcript),
    parentTranscript: earliest(a?.parentTranscript, b.parentTranscript),
    call: earliest(a?.call, b.call),
  };
}

/**
 * The run's row.
 * @param sessionEnd when the session ended after the run started; closes a run without an end.
 */
export function invocationRecord(
  sessionId: string,
  agentId: string,
  facts: SubagentFacts,
  sessionEnd: IsoTime | null,
): InvocationRecord {
  const { end, call } = facts;
  const completedAt = end?.at ?? sessionEnd;
  return {
    id: invocationId(sessionId, agentId),
    traceId: facts.prompt === undefined ? null : turnId(sessionId, facts.prompt.value),
    sessionId,
    agentId,
    agent: facts.type?.value ?? call?.value.type ?? null,
    parentAgentId: call?.value.parentAgentId ?? null,
    toolUseId: call?.value.toolUseId ?? null,
    taskFragment: call?.value.description ?? null,
    startedAt: facts.first,
    completedAt,
    durationMs: completedAt === null ? null : elapsedMs(facts.first, completedAt),
    outcome: end?.value.outcome ?? (sessionEnd === null ? null : 'partial'),
    outputSummary: end?.value.message ?? null,
    error: end?.value.error ?? null,
    transcriptPath: facts.transcript?.value ?? besideParent(sessionId, agentId, facts),
    origin: 'hook',
    model: null,
    depth: null,
    facts: JSON.stringify(facts),
  };
}

/** Claude Code keeps a subagent's transcript in a folder named like the session's. */
function besideParent(sessionId: string, agentId: string, facts: SubagentFacts): string | null {
  const parent = facts.parentTranscript?.value;
  const folder = parent?.replace(/[\\/][^\\/]*$/, '');
  return folder === undefined || folder === parent
    ? null
    : `${folder}/${sessionId}/subagents/agent-${agentId}.jsonl`;
}

function endTold({ hookType, payload }: HookEvent): End | undefined {
  const text = textField(payload, 'last_assistant_message');
  const message = text === undefined ? null : cutText(text, MESSAGE_LENGTH);
  if (hookType === 'SubagentStop') return { outcome: 'success', message, error: null };
  if (hookType !== 'StopFailure') return undefined;
  return { outcome: 'failure', message, error: textField(payload, 'error') ?? null };
}
