import { addMs, elapsedMs, type HookEvent, type IsoTime } from '@spoor/core';
import type { InvocationRecord } from '@spoor/storage';
import { cutText, durationField, objectField, textField } from '../wire/payload.js';
import { earlierOf, earliest, later, laterOf, latest, type Mark, markOf } from './mark.js';
import { originOf } from './origin.js';
import {
  type EndRead,
  endRead,
  joinSubagentTelling,
  type SubagentTelling,
} from './subagent-telling.js';
import { turnId } from './turn-facts.js';

/** What the events of a subagent's run tell, merged; its row follows from it. */
export interface SubagentFacts {
  /** The first event; absent when hooks told of none. */
  readonly first?: IsoTime | undefined;
  readonly type?: Mark<string> | undefined;
  readonly prompt?: Mark<string> | undefined;
  readonly end?: Mark<End> | undefined;
  readonly transcript?: Mark<string> | undefined;
  /** The session's own transcript; the subagent's lies beside it. */
  readonly parentTranscript?: Mark<string> | undefined;
  /** The call that started it. */
  readonly call?: Mark<Call> | undefined;
  /** What transcripts tell. */
  readonly fromTranscript?: SubagentTelling | undefined;
  /** The last sign of its session, when it was given up. */
  readonly goneAt?: IsoTime | undefined;
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

/** Longest part of a run's last words that is kept, characters. */
export const MESSAGE_LENGTH = 500;

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
    first: earlierOf(a?.first, b.first),
    type: earliest(a?.type, b.type),
    prompt: earliest(a?.prompt, b.prompt),
    end: latest(a?.end, b.end),
    transcript: latest(a?.transcript, b.transcript),
    parentTranscript: earliest(a?.parentTranscript, b.parentTranscript),
    call: earliest(a?.call, b.call),
    fromTranscript: joinSubagentTelling(a?.fromTranscript, b.fromTranscript),
    goneAt: laterOf(a?.goneAt, b.goneAt),
  };
}

/** Whether hooks or transcripts say how a run came out. */
export function isSubagentOver({ end, fromTranscript: told }: SubagentFacts): boolean {
  return end !== undefined || (told !== undefined && endRead(told) !== undefined);
}

/**
 * The run's row. What hooks tell stands above what transcripts tell.
 * @param sessionEnd when the session ended after the run started; closes a run without an end.
 */
export function invocationRecord(
  sessionId: string,
  agentId: string,
  facts: SubagentFacts,
  sessionEnd: IsoTime | null,
): InvocationRecord {
  const { call, fromTranscript: told } = facts;
  const meta = told?.meta;
  const callRead = told?.call?.value;
  const startedAt = subagentStart(facts) ?? '';
  const end = endOf(facts, sessionEnd);
  const completedAt = end === undefined ? null : later(startedAt, end.at);
  const promptId = facts.prompt?.value ?? told?.prompt?.value ?? callRead?.promptId ?? null;
  return {
    id: invocationId(sessionId, agentId),
    traceId: promptId === null ? null : turnId(sessionId, promptId),
    sessionId,
    agentId,
    agent: facts.type?.value ?? call?.value.type ?? meta?.agentType ?? null,
    parentAgentId:
      call === undefined
        ? (meta?.parentAgentId ?? callRead?.parentAgentId ?? null)
        : call.value.parentAgentId,
    toolUseId: call?.value.toolUseId ?? meta?.toolUseId ?? callRead?.toolUseId ?? null,
    taskFragment: call?.value.description ?? meta?.description ?? null,
    startedAt,
    completedAt,
    durationMs: completedAt === null ? null : elapsedMs(startedAt, completedAt),
    outcome: end?.outcome ?? null,
    outputSummary: end?.message ?? null,
    error: end?.error ?? null,
    transcriptPath:
      facts.transcript?.value ?? told?.path ?? besideParent(sessionId, agentId, facts),
    origin: originOf(facts.first !== undefined, told !== undefined),
    model: meta?.model ?? told?.model?.value ?? null,
    depth: meta?.spawnDepth ?? null,
    facts: JSON.stringify(joinSubagent(facts, {})),
  };
}

/** When a run began: by hooks, else by its own first line, else by the call that started it. */
export function subagentStart({ first, fromTranscript: told }: SubagentFacts): IsoTime | undefined {
  return first ?? told?.first ?? told?.call?.at ?? told?.notice?.at;
}

function endOf(facts: SubagentFacts, sessionEnd: IsoTime | null): EndRead | undefined {
  const { end, fromTranscript: told, goneAt } = facts;
  if (end !== undefined) return { at: end.at, ...end.value };
  const read = told === undefined ? undefined : endRead(told);
  if (read !== undefined) return read;
  const open = { outcome: 'partial', message: null, error: null } as const;
  if (sessionEnd !== null) return { at: sessionEnd, ...open };
  const last = told?.last ?? subagentStart(facts);
  const isGone = goneAt !== undefined && last !== undefined && goneAt >= last;
  return isGone ? { at: told?.last ?? goneAt, ...open } : undefined;
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
