import {
  elapsedMs,
  type IsoTime,
  isoTime,
  type JsonObject,
  newEventId,
  redactJson,
  redactText,
} from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import type { TokenUsage, Trace } from './execution.js';
import { usageText } from './invocation-writes.js';
import { redactName } from './redact-name.js';

/** Writes a turn that begins now. @returns its id. */
export function insertTrace(
  db: SpoorDatabase,
  { projectId, taskId, prompt }: Pick<Trace, 'projectId' | 'taskId' | 'prompt'>,
): string {
  const now = Date.now();
  const id = newEventId(now);
  const text = prompt === null ? null : redactText(prompt);
  db.transaction(() =>
    db
      .prepare<object>(
        `INSERT INTO execution_traces (id, project_id, task_id, prompt, started_at)
         VALUES (@id, @projectId, @taskId, @text, @startedAt)`,
      )
      .run({ id, projectId: redactName(projectId), taskId, text, startedAt: isoTime(now) }),
  );
  return id;
}

/** How a turn ended. */
export interface TraceEnd {
  readonly id: string;
  readonly success: boolean;
  readonly tokenUsage: TokenUsage | undefined;
  readonly metadata: JsonObject | undefined;
}

/** Ends a turn now. @returns whether there is such a turn. */
export function endTrace(db: SpoorDatabase, { id, success, ...told }: TraceEnd): boolean {
  const tokenUsage = usageText(told.tokenUsage);
  const metadata = told.metadata === undefined ? null : JSON.stringify(redactJson(told.metadata));
  return db.transaction(() => {
    const startedAt = db
      .prepare<[string], { at: IsoTime }>(
        'SELECT started_at AS at FROM execution_traces WHERE id = ?',
      )
      .get(id)?.at;
    if (startedAt === undefined) return false;
    const completedAt = isoTime(Date.now());
    const durationMs = elapsedMs(startedAt, completedAt);
    db.prepare<object>(
      `UPDATE execution_traces SET completed_at = @completedAt, success = @success,
         duration_ms = @durationMs, token_usage = coalesce(@tokenUsage, token_usage),
         metadata = coalesce(@metadata, metadata)
       WHERE id = @id`,
    ).run({ id, completedAt, success: success ? 1 : 0, durationMs, tokenUsage, metadata });
    return true;
  });
}
