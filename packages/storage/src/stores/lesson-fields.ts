import { redactText } from '@spoor/core';
import { StorageError } from '../errors.js';
import { LESSON_CATEGORIES, type LessonCategory, type LessonChange } from './lesson.js';
import { redactName } from './redact-name.js';

/** The columns of a lesson that its writer gives. */
export interface LessonFields {
  readonly category: LessonCategory;
  readonly title: string;
  readonly summary: string;
  readonly details: string | null;
  /** JSON text. */
  readonly tags: string;
  readonly projectId: string | null;
  readonly sourceAgent: string | null;
  readonly sourceFile: string | null;
  readonly confidence: number;
}

/**
 * Checks and redacts what is given of a lesson; what is left out is left out.
 * @throws StorageError `INVALID`, naming the field.
 */
export function lessonFields(given: LessonChange): Partial<LessonFields> {
  const { category, title, summary, details, tags, confidence, projectId } = given;
  const { sourceAgent, sourceFile } = given;
  return {
    ...(category === undefined ? {} : { category: checkCategory(category) }),
    ...(title === undefined ? {} : { title: redactText(filled('title', title)) }),
    ...(summary === undefined ? {} : { summary: optional('summary', summary) ?? '' }),
    ...(details === undefined ? {} : { details: optional('details', details) }),
    ...(tags === undefined ? {} : { tags: JSON.stringify(normalTags(tags)) }),
    ...(projectId === undefined ? {} : { projectId: checkProject(projectId) }),
    ...(sourceAgent === undefined ? {} : { sourceAgent: optional('sourceAgent', sourceAgent) }),
    ...(sourceFile === undefined ? {} : { sourceFile: optional('sourceFile', sourceFile) }),
    ...(confidence === undefined ? {} : { confidence: checkConfidence(confidence) }),
  };
}

/** @throws StorageError `INVALID` for what is no category. */
export function checkCategory(category: LessonCategory): LessonCategory {
  if (LESSON_CATEGORIES.includes(category)) return category;
  throw new StorageError('INVALID', `\`category\` must be one of ${LESSON_CATEGORIES.join(', ')}`);
}

/** Tags as they are stored: redacted, trimmed, none blank, none twice. */
export function normalTags(tags: readonly string[]): string[] {
  if (!Array.isArray(tags) || tags.some((tag) => typeof tag !== 'string')) {
    throw new StorageError('INVALID', '`tags` must be a list of texts');
  }
  return [...new Set(tags.map((tag) => redactText(tag.trim()) as string))].filter(
    (tag) => tag !== '',
  );
}

/** @throws StorageError `INVALID` for what is no text or blank. */
export function filled(field: string, text: unknown): string {
  if (typeof text === 'string' && text.trim() !== '') return text;
  throw new StorageError('INVALID', `\`${field}\` must not be blank`);
}

/** A text that may be missing; an empty one is none. */
function optional(field: string, text: unknown): string | null {
  if (text === null || text === '') return null;
  if (typeof text !== 'string') throw new StorageError('INVALID', `\`${field}\` must be a text`);
  return redactText(text);
}

function checkProject(projectId: unknown): string | null {
  return projectId === null ? null : redactName(filled('projectId', projectId));
}

function checkConfidence(confidence: unknown): number {
  if (typeof confidence === 'number' && confidence >= 0 && confidence <= 1) return confidence;
  throw new StorageError('INVALID', '`confidence` must be a number from 0 to 1');
}
