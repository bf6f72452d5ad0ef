import type { Lesson } from './lesson.js';

/** A lesson as it stands in its table. */
export type LessonRow = Omit<Lesson, 'tags'> & { readonly tags: string };

/** The columns of {@link LessonRow}. */
export const LESSON_COLUMNS = `id, project_id AS projectId, category, title, summary, details, tags,
  source_agent AS sourceAgent, source_file AS sourceFile, confidence,
  application_count AS applicationCount, created_at AS createdAt, updated_at AS updatedAt`;

/** A lesson with its tags parsed. */
export function lessonOf(row: LessonRow): Lesson {
  return { ...row, tags: JSON.parse(row.tags) as string[] };
}
