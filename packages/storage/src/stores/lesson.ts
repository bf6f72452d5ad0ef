import type { IsoTime } from '@spoor/core';
import type { Page } from './page-bounds.js';

/** The categories of lessons. */
export const LESSON_CATEGORIES = [
  'bug',
  'pattern',
  'preference',
  'security',
  'performance',
] as const;

/** What a lesson is about. */
export type LessonCategory = (typeof LESSON_CATEGORIES)[number];

/** Something learned that is worth keeping. */
export interface Lesson {
  readonly id: string;
  /** Null for a lesson that holds in every project. */
  readonly projectId: string | null;
  readonly category: LessonCategory;
  readonly title: string;
  readonly summary: string;
  readonly details: string | null;
  readonly tags: readonly string[];
  readonly sourceAgent: string | null;
  readonly sourceFile: string | null;
  /** From 0 to 1. */
  readonly confidence: number;
  /** How often it was applied. */
  readonly applicationCount: number;
  readonly createdAt: IsoTime;
  readonly updatedAt: IsoTime;
}

/** A lesson to be kept. */
export interface NewLesson {
  readonly category: LessonCategory;
  readonly title: string;
  readonly summary?: string | undefined;
  readonly details?: string | null | undefined;
  /** Trimmed; blank and repeated ones go. */
  readonly tags?: readonly string[] | undefined;
  readonly projectId?: string | null | undefined;
  readonly sourceAgent?: string | null | undefined;
  readonly sourceFile?: string | null | undefined;
  /** 0.5 by default. */
  readonly confidence?: number | undefined;
  /** The tool calls that taught it. */
  readonly evidence?: readonly NewEvidence[] | undefined;
}

/** What to change of a lesson; what is left out stays. */
export type LessonChange = Partial<Omit<NewLesson, 'evidence'>>;

/** Which lessons to read. */
export interface LessonFilter extends Page {
  readonly category?: LessonCategory | undefined;
  /** A project's lessons and those without a project; null: only those without one. */
  readonly projectId?: string | null | undefined;
  /** Lessons that have all of these tags. */
  readonly tags?: readonly string[] | undefined;
  /** Lessons that this session, or this call of it, taught. */
  readonly evidence?:
    | { readonly sessionId: string; readonly toolUseId?: string | undefined }
    | undefined;
  /** 20 by default. */
  readonly limit?: number | undefined;
}

/** Which lessons to search for. */
export interface LessonQuery extends LessonFilter {
  /** Plain text, never query syntax. */
  readonly query?: string | undefined;
  /** What comes first where the text doesn't decide: the surest (the default) or the most used. */
  readonly order?: 'confidence' | 'use' | undefined;
}

/** A tool call that taught a lesson. */
export interface NewEvidence {
  readonly sessionId: string;
  readonly toolUseId: string;
  readonly note?: string | null | undefined;
}

/** A tool call that taught a lesson, with what is known of the call. */
export interface LessonEvidence {
  readonly sessionId: string;
  readonly toolUseId: string;
  readonly note: string | null;
  readonly createdAt: IsoTime;
  /** Null when the call isn't recorded. */
  readonly toolName: string | null;
  readonly summary: string | null;
  readonly status: string | null;
}
