import { addMs, elapsedMs, type HookEvent, type IsoTime } from '@spoor/core';
import type { ToolCallRecord, ToolCallStatus } from '@spoor/storage';
import { cutText, durationField, objectField, textField } from '../wire/payload.js';
import { lookUp } from './look-up.js';
import { earlierOf, earliest, later, laterOf, latest, type Mark, markOf } from './mark.js';
import { originOf } from './origin.js';
import { filePathOf, summarizeToolInput } from './tool-summary.js';
import { answerOf, joinToolTelling, measureOf, type ToolTelling } from './tool-telling.js';
import { turnId } from './turn-facts.js';

/** What a tool call's events tell, merged; its row follows from it. */
export interface ToolFacts {
  /** The earliest PreToolUse. */
  readonly start?: IsoTime | undefined;
  readonly about?: Mark<About> | undefined;
  /** The last event that says how it came out. */
  readonly end?: Mark<End> | undefined;
  /** When it was broken off; counts only while nothing says how it came out. */
  readonly cancelledAt?: IsoTime | undefined;
  /** What the transcript tells. */
  readonly fromTranscript?: ToolTelling | undefined;
  /** When its session was given up; of a call that began before, nobody will hear again. */
  readonly goneAt?: IsoTime | undefined;
}

interface About {
  readonly toolName: string | null;
  readonly promptId: string | null;
  readonly agentId: string | null;
  readonly summary: string | null;
  readonly filePath: string | null;
}

interface End {
  readonly status: 'success' | 'failure' | 'denied';
  /** The client's own measure. */
  readonly durationMs: number | null;
  readonly error: string | null;
}

const ENDS: Readonly<Record<string, End['status']>> = {
  PostToolUse: 'success',
  PostToolUseFailure: 'failure',
  PermissionDenied: 'denied',
};

/** Longest error text kept with a call; the event's payload has the whole. */
export const ERROR_LENGTH = 2_000;

/** Merges what one event tells of its tool call; commutative and idempotent. */
export function mergeTool(facts: ToolFacts, event: HookEvent): ToolFacts {
  const end = endTold(event);
  return joinTool(facts, {
    start: event.hookType === 'PreToolUse' ? event.capturedAt : undefined,
    about: markOf(event, aboutTold(event)),
    end: end === undefined ? undefined : markOf(event, end),
  });
}

/** Merges two tellings of one call. */
export function joinTool(facts: ToolFacts, told: ToolFacts): ToolFacts {
  return {
    start: earlierOf(facts.start, told.start),
    about: earliest(facts.about, told.about),
    end: latest(facts.end, told.end),
    cancelledAt: earlierOf(facts.cancelledAt, told.cancelledAt),
    fromTranscript: joinToolTelling(facts.fromTranscript, told.fromTranscript),
    goneAt: laterOf(facts.goneAt, told.goneAt),
  };
}

/** Whether hooks or the transcript say how a call came out. */
export function isAnswered({ end, fromTranscript: transcript }: ToolFacts): boolean {
  return end !== undefined || (transcript !== undefined && answerOf(transcript) !== undefined);
}

/**
 * The call's row. What hooks tell stands above what the transcript tells, for it was told as it
 * happened; but for a failure that the transcript knows to have been a denial or a stop: hooks have
 * one event for all three. What follows from other events (that it was broken off) stands below both.
 */
export function toolRecord(sessionId: string, toolUseId: string, facts: ToolFacts): ToolCallRecord {
  const { end, fromTranscript: transcript } = facts;
  const about = aboutOf(facts);
  const answer = transcript === undefined ? undefined : answerOf(transcript);
  const startedAt = startOf(facts);
  const endedAt = end?.at ?? answer?.at ?? facts.cancelledAt;
  const completedAt = endedAt === undefined ? null : later(startedAt ?? undefined, endedAt);
  return {
    sessionId,
    toolUseId,
    traceId: about.promptId === null ? null : turnId(sessionId, about.promptId),
    agentId: about.agentId,
    toolName: about.toolName,
    summary: about.summary,
    filePath: about.filePath,
    status: statusOf(facts),
    startedAt,
    completedAt,
    durationMs: durationOf(facts, completedAt),
    error: end?.value.error ?? answer?.value.error ?? null,
    origin: originOf(
      end !== undefined || facts.about !== undefined || facts.start !== undefined,
      transcript !== undefined,
    ),
    messageId: transcript?.asked?.value.messageId ?? null,
    resultBytes: transcript?.answered?.value.bytes ?? null,
    facts: JSON.stringify(joinTool(facts, {})),
  };
}

/** What a call is about, by hooks where they tell of it. */
function aboutOf({ about, fromTranscript: transcript }: ToolFacts): About {
  const asked = transcript?.asked?.value;
  const told = about?.value;
  return {
    toolName: told?.toolName ?? asked?.toolName ?? null,
    promptId: told?.promptId ?? asked?.promptId ?? null,
    agentId: (told === undefined ? asked?.agentId : told.agentId) ?? null,
    summary: told?.summary ?? asked?.summary ?? null,
    filePath: told?.filePath ?? asked?.filePath ?? null,
  };
}

/**
 * When a call started: by hooks, where they tell of its end too, the earlier of its first event and
 * what the client's own measure says; else the earlier of what both tell.
 */
export function startOf({ start, end, fromTranscript: transcript }: ToolFacts): IsoTime | null {
  if (end === undefined) return earlierOf(start, transcript?.asked?.at) ?? null;
  return earlierOf(start, addMs(end.at, -(end.value.durationMs ?? 0))) ?? null;
}

function statusOf(facts: ToolFacts): ToolCallStatus {
  const { end, fromTranscript: transcript, cancelledAt, goneAt } = facts;
  const told = end?.value.status;
  const read = transcript === undefined ? undefined : answerOf(transcript)?.value.status;
  if (told === 'failure' && (read === 'denied' || read === 'cancelled')) return read;
  const status = told ?? read;
  if (status !== undefined) return status;
  if (cancelledAt !== undefined) return 'cancelled';
  const startedAt = startOf(facts);
  return goneAt !== undefined && (startedAt === null || goneAt >= startedAt)
    ? 'unknown'
    : 'running';
}

function durationOf(facts: ToolFacts, completedAt: IsoTime | null): number | null {
  const { start, end, fromTranscript: transcript } = facts;
  if (end !== undefined && end.value.durationMs !== null) return Math.round(end.value.durationMs);
  if (end === undefined && transcript !== undefined && answerOf(transcript) !== undefined) {
    return measureOf(transcript, elapsedMs);
  }
  const startedAt = end === undefined ? startOf(facts) : start;
  return startedAt === undefined || startedAt === null || completedAt === null
    ? null
    : elapsedMs(startedAt, completedAt);
}

function endTold({ hookType, payload }: HookEvent): End | undefined {
  const status = lookUp(ENDS, hookType);
  if (status === undefined) return undefined;
  const error = textField(payload, status === 'denied' ? 'reason' : 'error');
  return {
    status,
    durationMs: durationField(payload) ?? null,
    error: error === undefined ? null : cutText(error, ERROR_LENGTH),
  };
}

function aboutTold(event: HookEvent): About {
  const input = objectField(event.payload, 'tool_input');
  return {
    toolName: event.toolName ?? null,
    promptId: event.promptId ?? null,
    agentId: event.agentId ?? null,
    summary: summarizeToolInput(event.toolName ?? '', input),
    filePath: filePathOf(input),
  };
}
