import { addMs, elapsedMs, type HookEvent, type IsoTime } from '@spoor/core';
import type { ToolCallRecord, ToolCallStatus } from '@spoor/storage';
import { cutText, durationField, objectField, textField } from '../wire/payload.js';
import { lookUp } from './look-up.js';
import { earlier, earliest, latest, type Mark, markOf } from './mark.js';
import { filePathOf, summarizeToolInput } from './tool-summary.js';
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
const ERROR_LENGTH = 2_000;

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
  const { cancelledAt } = told;
  return {
    start: told.start === undefined ? facts.start : earlier(facts.start, told.start),
    about: earliest(facts.about, told.about),
    end: latest(facts.end, told.end),
    cancelledAt:
      cancelledAt === undefined ? facts.cancelledAt : earlier(facts.cancelledAt, cancelledAt),
  };
}

/** The call's row. */
export function toolRecord(sessionId: string, toolUseId: string, facts: ToolFacts): ToolCallRecord {
  const { about, end } = facts;
  const startedAt = startOf(facts);
  const completedAt = end?.at ?? facts.cancelledAt ?? null;
  const promptId = about?.value.promptId ?? null;
  return {
    sessionId,
    toolUseId,
    traceId: promptId === null ? null : turnId(sessionId, promptId),
    agentId: about?.value.agentId ?? null,
    toolName: about?.value.toolName ?? null,
    summary: about?.value.summary ?? null,
    filePath: about?.value.filePath ?? null,
    status: statusOf(facts),
    startedAt,
    completedAt,
    durationMs: durationOf(facts, completedAt),
    error: end?.value.error ?? null,
    origin: 'hook',
    messageId: null,
    resultBytes: null,
    facts: JSON.stringify(facts),
  };
}

/** When a call started: the earlier of its first event and what the client's own measure says. */
function startOf({ start, end }: ToolFacts): IsoTime | null {
  if (end === undefined) return start ?? null;
  const measured = addMs(end.at, -(end.value.durationMs ?? 0));
  return start === undefined ? measured : earlier(start, measured);
}

function statusOf({ end, cancelledAt }: ToolFacts): ToolCallStatus {
  return end?.value.status ?? (cancelledAt === undefined ? 'running' : 'cancelled');
}

function durationOf({ start, end }: ToolFacts, completedAt: IsoTime | null): number | null {
  if (end !== undefined && end.value.durationMs !== null) return Math.round(end.value.durationMs);
  return start === undefined || completedAt === null ? null : elapsedMs(start, completedAt);
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
