import { elapsedMs, type HookEvent, type IsoTime } from '@spoor/core';
import type { Origin, SessionRecord, SessionStatus } from '@spoor/storage';
import { textField } from '../wire/payload.js';
import { totalCost } from './client-costs.js';
import { earliest, isAfter, later, latest, type Mark, markOf } from './mark.js';
import { statusAfter } from './session-status.js';
import {
  joinSpans,
  joinTellings,
  type SessionTelling,
  type Span,
  saidGoodbye,
  spanTold,
} from './session-telling.js';

/**
 * What a session's events and transcripts tell, merged; the session's row follows from it. All but
 * `fromTranscript` and `abandonedAt` is from events.
 */
export interface SessionFacts {
  /** Of the first event, and of the last; absent when no event told of the session. */
  readonly first?: IsoTime | undefined;
  readonly last?: IsoTime | undefined;
  /** The last event that says what the session does, but for calls that begin. */
  readonly status?: Mark<SessionStatus> | undefined;
  /** The last call that began. */
  readonly call?: Mark<true> | undefined;
  /** The last SessionEnd, with its reason. */
  readonly end?: Mark<string | null> | undefined;
  /** The last event that is no SessionEnd: it opens an ended session again. */
  readonly other?: Mark<true> | undefined;
  /** When its client was found gone. */
  readonly abandonedAt?: IsoTime | undefined;
  readonly source?: Mark<string> | undefined;
  readonly directory?: Mark<string> | undefined;
  readonly project?: Mark<string> | undefined;
  readonly branch?: Mark<string> | undefined;
  readonly model?: Mark<string> | undefined;
  readonly version?: Mark<string> | undefined;
  readonly transcript?: Mark<string> | undefined;
  readonly title?: Mark<string> | undefined;
  readonly process?: Mark<{ pid: number; start: string | null }> | undefined;
  readonly fromTranscript?: SessionTelling | undefined;
}

/** Merges what one event tells of its session; commutative and idempotent. */
export function mergeSession(facts: SessionFacts | null, event: HookEvent): SessionFacts {
  const told = factsOf(event);
  return facts === null ? told : joinSession(facts, told);
}

/** Merges two tellings of one session. */
export function joinSession(facts: SessionFacts, told: SessionFacts): SessionFacts {
  const { first, last } = joinSpans(spanOfEvents(facts), spanOfEvents(told)) ?? {};
  return {
    first,
    last,
    status: latest(facts.status, told.status),
    call: latest(facts.call, told.call),
    end: latest(facts.end, told.end),
    other: latest(facts.other, told.other),
    abandonedAt:
      told.abandonedAt === undefined
        ? facts.abandonedAt
        : later(facts.abandonedAt, told.abandonedAt),
    source: earliest(facts.source, told.source),
    directory: earliest(facts.directory, told.directory),
    project: earliest(facts.project, told.project),
    branch: latest(facts.branch, told.branch),
    model: latest(facts.model, told.model),
    version: latest(facts.version, told.version),
    transcript: latest(facts.transcript, told.transcript),
    title: latest(facts.title, told.title),
    process: latest(facts.process, told.process),
    fromTranscript: joinFromTranscript(facts.fromTranscript, told.fromTranscript),
  };
}

function joinFromTranscript(
  a: SessionTelling | undefined,
  b: SessionTelling | undefined,
): SessionTelling | undefined {
  return a === undefined || b === undefined ? (a ?? b) : joinTellings(a, b);
}

/** From when to when a session went on, as far as is known; undefined when nothing says. */
export function spanOf(facts: SessionFacts): Span | undefined {
  const told = facts.fromTranscript;
  return joinSpans(spanOfEvents(facts), told === undefined ? undefined : spanTold(told));
}

function spanOfEvents({ first, last }: SessionFacts): Span | undefined {
  return first === undefined || last === undefined ? undefined : { first, last };
}

/** The session's row: what events tell stands above what transcripts do. @throws RangeError undated. */
export function sessionRecord(id: string, facts: SessionFacts): SessionRecord {
  const span = spanOf(facts);
  if (span === undefined) throw new RangeError(`session ${id} has no time`);
  const told = facts.fromTranscript;
  const status = statusOf(facts, span);
  const endedAt = status === 'ended' ? (facts.end?.at ?? span.last) : null;
  const cost = told === undefined ? null : totalCost(told.costs);
  return {
    id,
    title: titleOf(facts),
    status,
    projectId: facts.project?.value ?? told?.place?.value.project ?? null,
    workingDirectory: facts.directory?.value ?? told?.place?.value.directory ?? null,
    gitBranch: facts.branch?.value ?? told?.branch?.value ?? null,
    source: facts.source?.value ?? null,
    model: facts.model?.value ?? told?.model?.value ?? null,
    clientVersion: facts.version?.value ?? told?.version?.value ?? null,
    transcriptPath: facts.transcript?.value ?? told?.path?.value ?? null,
    startedAt: span.first,
    lastActivityAt: span.last,
    endedAt,
    endReason: endedAt === null ? null : (facts.end?.value ?? null),
    durationMs: elapsedMs(span.first, endedAt ?? span.last),
    origin: originOf(facts),
    forkedFrom: told?.fork?.value.sessionId ?? null,
    forkPoint: told?.fork?.value.uuid ?? null,
    entrypoint: told?.entrypoint?.value ?? null,
    clientCostUsd: cost?.costUsd ?? null,
    clientUsage: cost === null ? null : JSON.stringify(cost.usage),
    facts: JSON.stringify(facts),
  };
}

function originOf({ first, fromTranscript }: SessionFacts): Origin {
  if (fromTranscript === undefined) return 'hook';
  return first === undefined ? 'transcript' : 'both';
}

/** The user's own title stands above all: a later one is told by the transcript alone. */
function titleOf({ title, fromTranscript }: SessionFacts): string | null {
  const { user, client, agent, summary } = fromTranscript?.titles ?? {};
  return (user ?? title ?? client ?? agent ?? summary)?.value ?? null;
}

function statusOf(facts: SessionFacts, span: Span): SessionStatus {
  const { status, end, last, abandonedAt, fromTranscript } = facts;
  const isAbandoned = abandonedAt !== undefined && abandonedAt > (last ?? span.last);
  if (last === undefined) {
    if (fromTranscript !== undefined && saidGoodbye(fromTranscript)) return 'ended';
    return isAbandoned ? 'abandoned' : 'active';
  }
  if (end !== undefined && isAfter(end, facts.other)) return 'ended';
  if (isAbandoned) return 'abandoned';
  // What the session did before it ended says nothing of what it does since.
  if (status === undefined || (end !== undefined && isAfter(end, status))) return 'active';
  return isTakenUp(facts, status) ? 'active' : status.value;
}

/** Whether a call has begun since: not the one that is asked about, whose hooks run beside that of the question. */
function isTakenUp({ call }: SessionFacts, status: Mark<SessionStatus>): boolean {
  if (call === undefined || !isAfter(call, status)) return false;
  return status.value !== 'waiting' || elapsedMs(status.at, call.at) > BESIDE_MS;
}

/** Hooks of one call start at the same time; how soon each gets to run is the machine's affair. */
const BESIDE_MS = 2_000;

function factsOf(event: HookEvent): SessionFacts {
  const mark = <T>(value: T | undefined) =>
    value === undefined ? undefined : markOf(event, value);
  const { payload, client, workplace } = event;
  const isStart = event.hookType === 'SessionStart';
  const isEnd = event.hookType === 'SessionEnd';
  return {
    first: event.capturedAt,
    last: event.capturedAt,
    status: mark(statusAfter(event)),
    call: event.hookType === 'PreToolUse' ? markOf(event, true as const) : undefined,
    end: isEnd ? markOf(event, textField(payload, 'reason') ?? null) : undefined,
    other: isEnd ? undefined : markOf(event, true as const),
    source: isStart ? mark(textField(payload, 'source')) : undefined,
    directory: mark(workplace.cwd),
    project: mark(workplace.projectId),
    branch: mark(workplace.gitBranch),
    model: mark(modelTold(event)),
    version: mark(client.version),
    transcript: event.agentId === undefined ? mark(event.transcriptPath) : undefined,
    title: isStart ? mark(textField(payload, 'session_title')) : undefined,
    process: mark(
      client.pid === undefined ? undefined : { pid: client.pid, start: client.pidStart ?? null },
    ),
  };
}

function modelTold(event: HookEvent): string | undefined {
  if (event.hookType === 'SessionStart') return textField(event.payload, 'model');
  if (event.hookType === 'PostModelSwitch') return textField(event.payload, 'to_model');
  return undefined;
}
