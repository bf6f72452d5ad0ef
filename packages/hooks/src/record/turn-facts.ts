import { elapsedMs, type HookEvent, type IsoTime } from '@spoor/core';
import type { TraceRecord } from '@spoor/storage';
import { earlier, earliest, latest, type Mark, markOf } from './mark.js';

/** What a turn's events tell, merged; its row follows from it and from its prompts. */
export interface TurnFacts {
  readonly first: IsoTime;
  readonly project?: Mark<string> | undefined;
  /** The main agent's last Stop (1) or StopFailure (0). */
  readonly end?: Mark<0 | 1> | undefined;
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
    first: earlier(facts?.first, told.first),
    project: earliest(facts?.project, told.project),
    end: latest(facts?.end, told.end),
  };
}

/** The turn's row. A prompt that was told twice (two installs) stands once. */
export function turnRecord(
  sessionId: string,
  id: string,
  facts: TurnFacts,
  prompts: readonly string[],
): TraceRecord {
  const completedAt = facts.end?.at ?? null;
  return {
    id,
    projectId: facts.project?.value ?? null,
    taskId: sessionId,
    prompt: prompts.length === 0 ? null : [...new Set(prompts)].join('\n\n'),
    startedAt: facts.first,
    completedAt,
    success: facts.end?.value ?? null,
    durationMs: completedAt === null ? null : elapsedMs(facts.first, completedAt),
    origin: 'hook',
    facts: JSON.stringify(facts),
  };
}

function successTold({ hookType, agentId }: HookEvent): 0 | 1 | undefined {
  if (agentId !== undefined) return undefined;
  if (hookType === 'Stop') return 1;
  return hookType === 'StopFailure' ? 0 : undefined;
}
