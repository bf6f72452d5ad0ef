import { isoTime, type JsonObject, newEventId } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { StorageError } from '../errors.js';
import { auditOperation } from './audit-operation.js';
import type {
  Lesson,
  LessonCategory,
  LessonChange,
  LessonEvidence,
  LessonQuery,
  NewEvidence,
  NewLesson,
} from './lesson.js';
import { dropEvidence, putEvidence, readEvidence } from './lesson-evidence.js';
import { checkCategory, filled, lessonFields } from './lesson-fields.js';
import { LESSON_COLUMNS, type LessonRow, lessonOf } from './lesson-row.js';
import { searchLessons } from './lesson-search.js';
import { rewriteIndex } from './rewrite-index.js';

/** Lessons learned, with the tool calls that taught them. Each change stands in the audit log. */
export class LessonsStore {
  readonly #db: SpoorDatabase;

  constructor(db: SpoorDatabase) {
    this.#db = db;
  }

  /**
   * Keeps a lesson.
   * @throws StorageError `INVALID`, naming the field.
   */
  create(lesson: NewLesson): Lesson {
    const now = Date.now();
    const fields = lessonFields({
      ...lesson,
      title: filled('title', lesson.title),
      category: checkCategory(lesson.category),
    });
    return this.#db.transaction(() => {
      const row = this.#db
        .prepare<object, LessonRow>(
          `INSERT INTO lessons (id, project_id, category, title, summary, details, tags,
             source_agent, source_file, confidence, created_at, updated_at)
           VALUES (@id, @projectId, @category, @title, @summary, @details, @tags, @sourceAgent,
             @sourceFile, @confidence, @now, @now)
           RETURNING ${LESSON_COLUMNS}`,
        )
        .get({ ...DEFAULTS, ...fields, id: newEventId(now), now: isoTime(now) }) as LessonRow;
      for (const evidence of lesson.evidence ?? []) putEvidence(this.#db, row.id, evidence);
      this.#audit('create', { id: row.id, title: row.title });
      return lessonOf(row);
    });
  }

  /** @returns the lesson, or null. */
  getById(id: string): Lesson | null {
    const row = this.#db
      .prepare<[string], LessonRow>(`SELECT ${LESSON_COLUMNS} FROM lessons WHERE id = ?`)
      .get(id);
    return row === undefined ? null : lessonOf(row);
  }

  /** Ids that start with a text; at most `limit`. */
  idsStartingWith(prefix: string, limit = 10): string[] {
    return this.#db
      .prepare<[string, string, number], { id: string }>(
        'SELECT id FROM lessons WHERE id >= ? AND id < ? ORDER BY id LIMIT ?',
      )
      .all(prefix, `${prefix}\u{10FFFF}`, limit)
      .map((row) => row.id);
  }

  /**
   * Finds lessons: those that hold all words of the text (the last may be a beginning), else those
   * that hold any; the most relevant first, then the surest and most used. Without a text, by the
   * latter alone. What full text can't split (CJK, emoji) is found as a part of the text.
   * @throws StorageError `INVALID` for what is no category, or bad bounds.
   */
  search(query: LessonQuery = {}): Lesson[] {
    return searchLessons(this.#db, query).map(lessonOf);
  }

  /**
   * Changes a lesson; what is left out stays.
   * @returns the lesson as it is now, or null when there is none.
   * @throws StorageError `INVALID`, naming the field.
   */
  update(id: string, change: LessonChange): Lesson | null {
    const fields = lessonFields(change);
    return this.#db.transaction(() => {
      const before = this.#db
        .prepare<[string], LessonRow>(`SELECT ${LESSON_COLUMNS} FROM lessons WHERE id = ?`)
        .get(id);
      if (before === undefined) return null;
      const row = this.#db
        .prepare<object, LessonRow>(
          `UPDATE lessons SET project_id = @projectId, category = @category, title = @title,
             summary = @summary, details = @details, tags = @tags, source_agent = @sourceAgent,
             source_file = @sourceFile, confidence = @confidence, updated_at = max(updated_at, @now)
           WHERE id = @id RETURNING ${LESSON_COLUMNS}`,
        )
        .get({ ...before, ...fields, now: isoTime(Date.now()) }) as LessonRow;
      this.#audit('update', { id, changed: Object.keys(fields) });
      return lessonOf(row);
    });
  }

  /** Counts that a lesson was applied. @returns the lesson as it is now, or null. */
  recordApplication(id: string): Lesson | null {
    return this.#db.transaction(() => {
      const row = this.#db
        .prepare<object, LessonRow>(
          `UPDATE lessons SET application_count = application_count + 1,
             updated_at = max(updated_at, @now)
           WHERE id = @id RETURNING ${LESSON_COLUMNS}`,
        )
        .get({ id, now: isoTime(Date.now()) });
      if (row === undefined) return null;
      this.#audit('apply', { id, applicationCount: row.applicationCount });
      return lessonOf(row);
    });
  }

  /** Deletes a lesson with its evidence, and its words from the index. @returns whether there was one. */
  delete(id: string): boolean {
    const isDeleted = this.#db.transaction(() => {
      const row = this.#db
        .prepare<[string], { title: string }>('DELETE FROM lessons WHERE id = ? RETURNING title')
        .get(id);
      if (row === undefined) return false;
      this.#audit('delete', { id, title: row.title });
      return true;
    });
    if (isDeleted) rewriteIndex(this.#db, 'lessons_fts');
    return isDeleted;
  }

  /** A category's lessons, the surest and most used first. */
  getByCategory(category: LessonCategory, limit = 20): Lesson[] {
    return this.search({ category, limit });
  }

  /** The lessons that were applied most. */
  getMostApplied(limit = 10): Lesson[] {
    return this.search({ order: 'use', limit });
  }

  /**
   * Points a lesson at a tool call that taught it.
   * @returns whether it is new evidence; of what is known only the note changes.
   * @throws StorageError `NOT_FOUND` when there is no such lesson.
   */
  addEvidence(lessonId: string, evidence: NewEvidence): boolean {
    return this.#db.transaction(() => {
      if (this.getById(lessonId) === null) {
        throw new StorageError('NOT_FOUND', `there is no lesson ${lessonId}`);
      }
      const added = putEvidence(this.#db, lessonId, evidence);
      const { sessionId, toolUseId } = evidence;
      if (added) this.#audit('addEvidence', { id: lessonId, toolUseId }, sessionId);
      return added;
    });
  }

  /** A lesson's evidence, the oldest first, with what is known of the calls. */
  evidenceOf(lessonId: string): LessonEvidence[] {
    return readEvidence(this.#db, lessonId);
  }

  /** Takes evidence from a lesson. @returns whether there was such. */
  removeEvidence(lessonId: string, evidence: NewEvidence): boolean {
    return this.#db.transaction(() => {
      const removed = dropEvidence(this.#db, lessonId, evidence);
      const { sessionId, toolUseId } = evidence;
      if (removed) this.#audit('removeEvidence', { id: lessonId, toolUseId }, sessionId);
      return removed;
    });
  }

  /** The lessons that a session, or one of its calls, taught. */
  lessonsOf(sessionId: string, toolUseId?: string): Lesson[] {
    return this.#db
      .prepare<object, LessonRow>(
        `SELECT ${LESSON_COLUMNS} FROM lessons WHERE id IN (
           SELECT lesson_id FROM lesson_evidence WHERE session_id = @sessionId
             ${toolUseId === undefined ? '' : 'AND tool_use_id = @toolUseId'})
         ORDER BY created_at, seq`,
      )
      .all({ sessionId, toolUseId })
      .map(lessonOf);
  }

  #audit(verb: string, details: JsonObject, sessionId?: string): void {
    auditOperation(this.#db, { action: `lesson.${verb}`, details, sessionId });
  }
}

const DEFAULTS = {
  projectId: null,
  summary: '',
  details: null,
  tags: '[]',
  sourceAgent: null,
  sourceFile: null,
  confidence: 0.5,
};
