import type { IsoTime } from '@spoor/core';
import { prepare } from '../database/prepare.js';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { KIND } from '../stores/audit-kinds.js';

/** The latest `@most` uses of lessons that the audit log knows, as `lesson` and `timestamp`. */
export const LESSON_USES = `SELECT details ->> '$.id' AS lesson, timestamp FROM audit_logs
  WHERE ${KIND} = json_array(NULL, 'state', 'user', 'lesson.apply')
  ORDER BY timestamp DESC LIMIT @most`;

/**
 * When a lesson was applied, the latest first: of the last thousand uses of any lesson, and as far
 * back as the audit log goes.
 */
export function readLessonUses(db: SpoorDatabase, lessonId: string, limit = 100): IsoTime[] {
  return prepare<object, { timestamp: IsoTime }>(
    db.getDb(),
    `SELECT timestamp FROM (${LESSON_USES}) WHERE lesson = @lessonId
     ORDER BY timestamp DESC LIMIT @limit`,
  )
    .all({ lessonId, limit, most: 1_000 })
    .map(({ timestamp }) => timestamp);
}
