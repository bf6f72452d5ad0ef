import type { WholeLesson } from './readers.js';
import type { Writing } from './writing.js';

/** One lesson on the screen, or one that is being written. */
export interface LessonState {
  /** Null for one that isn't kept yet. */
  readonly id: string | null;
  /** Undefined before it is read; null when there is none. */
  readonly whole: WholeLesson | null | undefined;
  readonly writing: Writing | null;
  /** The first line of it that is shown. */
  readonly top: number;
  /** The chosen piece of evidence, by its place; −1 for none. */
  readonly chosen: number;
}

/** A lesson before it is read. */
export function firstLesson(id: string | null, writing: Writing | null = null): LessonState {
  return { id, whole: undefined, writing, top: 0, chosen: -1 };
}
