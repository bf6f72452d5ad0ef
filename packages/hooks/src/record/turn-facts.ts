import { elapsedMs, type HookEvent, type IsoTime } from '@spoor/core';
import type { TraceRecord } from '@spoor/storage';
import { earlierOf, earliest, later, laterOf, latest, type Mark, markOf } from './mark.js';
import { originOf } from './origin.js';
import { joinTurnTelling, type TurnTelling, turnEndRead } from './turn-telling.js';

/** What a turn's events tell, merged; its row follows from it and from its prompts. */
export interface TurnFacts {
  /** The first event; absent when hooks told of none. */
  readonly first?: IsoTime | undefined;
  readonly project?: Mark<string> | undefined;
  /** The main agent's last Stop (1) or StopFailure (0). */
  readonly end?: Mark<0 | 1> | undefined;
  /** What the transcript tells. */
  readonly fromTranscript?: TurnTelling | undefined;
  /** The last sign of its session, when it was given up. */
  readonly goneAt?: IsoTime | undefined;
}

/** The id of a turn's row. */
export function turnId(sessionId: string, promptId: string): string {
  return `${sessionId}:${promptId}`;
}

/** Merges what one event tells of its turn; commutative and idempotent. */
export function mergeTurn(facts: TurnFacts | null, event: HookEvent): TurnFacts {
  const { projectId } = event.workplace;
  const success = successTold(event);
  return joinTurn(facts, {
    first: event.capturedAt,
    project: projectId === undefined ? undefined : markOf(event, projectId),
    end: success === undefined ? undefined : markOf(event, success),
  });
}

/** Merges two tellings of one turn. */
export function joinTurn(facts: TurnFacts | null, told: TurnFacts): TurnFacts {
  return {
    first: earlierOf(facts?.first, told.first),
    project: earliest(facts?.project, told.project),
    end: latest(facts?.end, told.end),
    fromTranscript: joinTurnTelling(facts?.fromTranscript, told.fromTranscript),
    goneAt: laterOf(facts?.goneAt, told.goneAt),
  };
}

/** What else a turn's row follows from. */
export interface TurnSurroundings {
  /** The texts of its prompts, in their order. */
  readonly prompts: readonly string[];
  /** The transcript tells of a later turn, or the session has ended since. */
  readonly isFollowed: boolean;
}

/**
 * The turn's row. A prompt that was told twice (two installs, a hook and the transcript) stands
 * once. It began with the earlier of what both tell; hooks say when it ended, where they do, else the
 * transcript does. A turn that
 * the user broke off is over, and neither a success nor a failure; so is one that was left without
 * a last word, because its session was killed or went on with something else.
 */
export function turnRecord(
  sessionId: string,
  id: string,
  facts: TurnFacts,
  { prompts, isFollowed }: TurnSurroundings,
): TraceRecord {
  const { first, fromTranscript: transcript } = facts;
  const startedAt = earlierOf(first, transcript?.prompt) ?? transcript?.first ?? '';
  const { endedAt, success } = endOf(facts, isFollowed);
  // A hook that is late may have seen the begin after the last line was written.
  const completedAt = endedAt === null ? null : later(startedAt, endedAt);
  return {
    id,
    projectId: facts.project?.value ?? null,
    taskId: sessionId,
    prompt: prompts.length === 0 ? null : distinct(prompts).join('\n\n'),
    startedAt,
    completedAt,
    success,
    durationMs: completedAt === null ? null : elapsedMs(startedAt, completedAt),
    origin: originOf(first !== undefined, transcript !== undefined),
    facts: JSON.stringify(joinTurn(facts, {})),
  };
}

/** How a turn ended. Both null while it goes on. */
function endOf(
  { first, end, fromTranscript: transcript, goneAt }: TurnFacts,
  isFollowed: boolean,
): { endedAt: IsoTime | null; success: 0 | 1 | null } {
  const read = transcript === undefined ? undefined : turnEndRead(transcript);
  // One that went on after its Stop, with a prompt that was waiting, may be broken off then.
  const isBrokenOff = read?.state === 'interrupted';
  if (end !== undefined && !(isBrokenOff && read.at > end.at)) {
    return { endedAt: end.at, success: end.value };
  }
  if (read !== undefined) return { endedAt: read.at, success: SUCCESS[read.state] };
  const last = transcript?.last ?? first;
  const isGone = goneAt !== undefined && last !== undefined && goneAt >= last;
  const isOver = transcript !== undefined && isFollowed;
  return {
    endedAt: isOver || isGone ? (transcript?.last ?? goneAt ?? null) : null,
    success: null,
  };
}

const SUCCESS = { done: 1, failed: 0, interrupted: null } as const;

/** The first of each that are equal but for space around them. */
function distinct(texts: readonly string[]): string[] {
  const byText = new Map<string, string>();
  for (const text of texts) if (!byText.has(text.trim())) byText.set(text.trim(), text);
  return [...byText.values()];
}

function successTold({ hookType, agentId }: HookEvent): 0 | 1 | undefined {
  if (agentId !== undefined) return undefined;
  if (hookType === 'Stop') return 1;
  return hookType === 'StopFailure' ? 0 : undefined;
}
