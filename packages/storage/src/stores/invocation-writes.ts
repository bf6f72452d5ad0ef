import {
  addMs,
  elapsedMs,
  type IsoTime,
  isoTime,
  type JsonValue,
  newEventId,
  redactJson,
  redactText,
} from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { StorageError } from '../errors.js';
import type { InvocationChanges, NewInvocation, Outcome, TokenUsage } from './execution.js';

/** Writes a run. @returns its id. @throws StorageError `INVALID` */
export function insertInvocation(db: SpoorDatabase, run: NewInvocation): string {
  const now = isoTime(Date.now());
  const id = newEventId(Date.parse(now));
  const completedAt = run.completedAt ?? (run.outcome == null ? null : now);
  const startedAt = run.startedAt ?? addMs(completedAt ?? now, -(run.durationMs ?? 0));
  const known = run.startedAt !== undefined && run.completedAt != null;
  const row = {
    ...redactedChanges(run),
    id,
    traceId: run.traceId,
    sessionId: run.sessionId ?? null,
    agent: redactText(run.agent),
    startedAt,
    completedAt,
    durationMs: run.durationMs ?? (known ? elapsedMs(startedAt, completedAt ?? now) : null),
  };
  db.transaction(() =>
    db
      .prepare<object>(
        `INSERT INTO agent_invocations (id, trace_id, session_id, agent_id, agent, task_fragment,
           started_at, completed_at, duration_ms, outcome, quality_score, token_usage,
           output_summary, error)
         VALUES (@id, @traceId, @sessionId, @agentId, @agent, @taskFragment, @startedAt,
           @completedAt, @durationMs, @outcome, @qualityScore, @tokenUsage, @outputSummary, @error)`,
      )
      .run(row),
  );
  return id;
}

/**
 * Changes a run; what is left out stays. With its outcome it is complete, now if nothing else is
 * said. @returns whether there is such a run. @throws StorageError `INVALID`
 */
export function changeInvocation(
  db: SpoorDatabase,
  id: string,
  changes: InvocationChanges,
): boolean {
  const told = redactedChanges(changes);
  return db.transaction(() => {
    const before = db
      .prepare<[string], Times>(
        `SELECT started_at AS startedAt, completed_at AS completedAt, duration_ms AS durationMs
         FROM agent_invocations WHERE id = ?`,
      )
      .get(id);
    if (before === undefined) return false;
    const row = { ...told, ...timesAfter(before, changes), id };
    const columns = COLUMNS.filter(
      ([name]) => changes[name] !== undefined || (isTime(name) && row[name] !== before[name]),
    ).map(([name, column]) => `${column} = @${name}`);
    if (columns.length > 0) {
      db.prepare<object>(`UPDATE agent_invocations SET ${columns.join(', ')} WHERE id = @id`).run(
        row,
      );
    }
    return true;
  });
}

interface Times {
  readonly startedAt: IsoTime;
  readonly completedAt: IsoTime | null;
  readonly durationMs: number | null;
}

const COLUMNS = [
  ['agentId', 'agent_id'],
  ['taskFragment', 'task_fragment'],
  ['startedAt', 'started_at'],
  ['completedAt', 'completed_at'],
  ['durationMs', 'duration_ms'],
  ['outcome', 'outcome'],
  ['qualityScore', 'quality_score'],
  ['tokenUsage', 'token_usage'],
  ['outputSummary', 'output_summary'],
  ['error', 'error'],
] as const satisfies readonly (readonly [keyof InvocationChanges, string])[];

function isTime(name: string): name is keyof Times {
  return name === 'startedAt' || name === 'completedAt' || name === 'durationMs';
}

function timesAfter(before: Times, changes: InvocationChanges): Times {
  const startedAt = changes.startedAt ?? before.startedAt;
  const ends = changes.outcome != null ? (before.completedAt ?? isoTime(Date.now())) : null;
  const completedAt =
    changes.completedAt !== undefined ? changes.completedAt : (ends ?? before.completedAt);
  const moved = startedAt !== before.startedAt || completedAt !== before.completedAt;
  const between = completedAt === null ? null : elapsedMs(startedAt, completedAt);
  const durationMs =
    changes.durationMs !== undefined ? changes.durationMs : moved ? between : before.durationMs;
  return { startedAt, completedAt, durationMs };
}

const OUTCOMES: readonly Outcome[] = ['success', 'partial', 'failure', 'escalated'];

function redactedChanges(changes: InvocationChanges) {
  const { outcome = null, qualityScore = null, durationMs = null } = changes;
  if (outcome !== null && !OUTCOMES.includes(outcome)) {
    throw new StorageError('INVALID', `outcome ${String(outcome)}: one of ${OUTCOMES.join(', ')}`);
  }
  if (qualityScore !== null && !Number.isFinite(qualityScore)) {
    throw new StorageError('INVALID', 'qualityScore: must be a number');
  }
  if (durationMs !== null && !(Number.isSafeInteger(durationMs) && durationMs >= 0)) {
    throw new StorageError('INVALID', 'durationMs: must be a whole number from 0 on');
  }
  return {
    agentId: changes.agentId ?? null,
    taskFragment: redacted(changes.taskFragment),
    outcome,
    qualityScore,
    tokenUsage: usageText(changes.tokenUsage),
    outputSummary: redacted(changes.outputSummary),
    error: redacted(changes.error),
  };
}

function redacted(text: string | null | undefined): string | null {
  return text == null ? null : redactText(text);
}

/** Usage as its column holds it. */
export function usageText(usage: TokenUsage | null | undefined): string | null {
  return usage == null ? null : JSON.stringify(redactJson({ ...usage } as unknown as JsonValue));
}
