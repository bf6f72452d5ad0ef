import { isoTime, redactText } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import type { LessonEvidence, NewEvidence } from './lesson.js';
import { filled } from './lesson-fields.js';

/**
 * Points a lesson at a tool call, whether it is recorded or not; told again, only a note is taken.
 * Runs in the caller's transaction.
 * @returns whether it is a new one.
 */
export function putEvidence(db: SpoorDatabase, lessonId: string, evidence: NewEvidence): boolean {
  const key = keyOf(lessonId, evidence);
  const note = evidence.note ?? null;
  const known = db
    .prepare<object>(
      `SELECT 1 FROM lesson_evidence
       WHERE lesson_id = @lessonId AND session_id = @sessionId AND tool_use_id = @toolUseId`,
    )
    .get(key);
  db.prepare<object>(
    `INSERT INTO lesson_evidence (lesson_id, session_id, tool_use_id, note, created_at)
     VALUES (@lessonId, @sessionId, @toolUseId, @note, @createdAt)
     ON CONFLICT (lesson_id, session_id, tool_use_id)
     DO UPDATE SET note = coalesce(excluded.note, note)`,
  ).run({ ...key, note: note === null ? null : redactText(note), createdAt: isoTime(Date.now()) });
  return known === undefined;
}

/** Takes a piece of evidence away. @returns whether there was one. */
export function dropEvidence(db: SpoorDatabase, lessonId: string, evidence: NewEvidence): boolean {
  return (
    db
      .prepare<object>(
        `DELETE FROM lesson_evidence
         WHERE lesson_id = @lessonId AND session_id = @sessionId AND tool_use_id = @toolUseId`,
      )
      .run(keyOf(lessonId, evidence)).changes === 1
  );
}

/** A lesson's evidence, the oldest first. */
export function readEvidence(db: SpoorDatabase, lessonId: string): LessonEvidence[] {
  return db
    .prepare<[string], LessonEvidence>(
      `SELECT e.session_id AS sessionId, e.tool_use_id AS toolUseId, e.note,
         e.created_at AS createdAt, c.tool_name AS toolName, c.summary, c.status
       FROM lesson_evidence e
       LEFT JOIN tool_calls c ON c.session_id = e.session_id AND c.tool_use_id = e.tool_use_id
       WHERE e.lesson_id = ? ORDER BY e.created_at, e.session_id, e.tool_use_id`,
    )
    .all(lessonId);
}

function keyOf(lessonId: string, { sessionId, toolUseId }: NewEvidence) {
  return {
    lessonId,
    sessionId: filled('sessionId', sessionId),
    toolUseId: filled('toolUseId', toolUseId),
  };
}
