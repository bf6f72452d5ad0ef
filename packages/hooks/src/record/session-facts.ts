import { elapsedMs, type HookEvent, type IsoTime } from '@spoor/core';
import type { SessionRecord, SessionStatus } from '@spoor/storage';
import { textField } from '../wire/payload.js';
import { earlier, earliest, isAfter, later, latest, type Mark, markOf } from './mark.js';
import { statusAfter } from './session-status.js';

/** What a session's events tell, merged; the session's row follows from it. */
export interface SessionFacts {
  readonly first: IsoTime;
  readonly last: IsoTime;
  /** The last event that says what the session does. */
  readonly status?: Mark<SessionStatus> | undefined;
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
}

/** Merges what one event tells of its session; commutative and idempotent. */
export function mergeSession(facts: SessionFacts | null, event: HookEvent): SessionFacts {
  const told = factsOf(event);
  return facts === null ? told : joinSession(facts, told);
}

/** Merges two tellings of one session. */
export function joinSession(facts: SessionFacts, told: SessionFacts): SessionFacts {
  return {
    first: earlier(facts.first, told.first),
    last: later(facts.last, told.last),
    status: latest(facts.status, told.status),
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
  };
}

/** The session's row. */
export function sessionRecord(id: string, facts: SessionFacts): SessionRecord {
  const status = statusOf(facts);
  const endedAt = status === 'ended' ? (facts.end?.at ?? null) : null;
  return {
    id,
    title: facts.title?.value ?? null,
    status,
    projectId: facts.project?.value ?? null,
    workingDirectory: facts.directory?.value ?? null,
    gitBranch: facts.branch?.value ?? null,
    source: facts.source?.value ?? null,
    model: facts.model?.value ?? null,
    clientVersion: facts.version?.value ?? null,
    transcriptPath: facts.transcript?.value ?? null,
    startedAt: facts.first,
    lastActivityAt: facts.last,
    endedAt,
    endReason: endedAt === null ? null : (facts.end?.value ?? null),
    durationMs: elapsedMs(facts.first, endedAt ?? facts.last),
    origin: 'hook',
    forkedFrom: null,
    forkPoint: null,
    entrypoint: null,
    clientCostUsd: null,
    clientUsage: null,
    facts: JSON.stringify(facts),
  };
}

function statusOf(facts: SessionFacts): SessionStatus {
  if (facts.end !== undefined && isAfter(facts.end, facts.other)) return 'ended';
  if (facts.abandonedAt !== undefined && facts.abandonedAt > facts.last) return 'abandoned';
  const { status, end } = facts;
  // What the session did before it ended says nothing of what it does since.
  if (status === undefined || (end !== undefined && isAfter(end, status))) return 'active';
  return status.value;
}

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
