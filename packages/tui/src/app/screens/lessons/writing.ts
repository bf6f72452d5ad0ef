import { messageOf } from '@spoor/core';
import { LESSON_CATEGORIES, type NewEvidence } from '@spoor/storage';
import {
  type LessonDraft,
  lessonDocument,
  parseLessonDocument,
} from '../../../lessons/lesson-document.js';
import type { Effect, Heard } from '../../state/screen.js';

/** A lesson that is being written in the user's editor. */
export interface Writing {
  /** The lesson that is changed; null for a new one. */
  readonly id: string | null;
  /** What taught a new one. */
  readonly evidence: readonly NewEvidence[];
  /** As it was when the user began. */
  readonly base: LessonDraft;
  readonly phase: 'editing' | 'saving' | 'stuck';
  /** What came from the editor last; null before anything did. */
  readonly text: string | null;
  /** Why that could not be taken. */
  readonly problem: string | null;
}

/** What came of something that was heard: the writing goes on, or is over. */
export type WritingStep =
  | { readonly writing: Writing; readonly effects: readonly Effect[] }
  | { readonly writing: null; readonly over: 'unchanged' }
  | { readonly writing: null; readonly over: 'written'; readonly id: string };

/** The tag of the editor and the writer for lessons. */
export const WRITING_TAG = 'lesson.write';

/** Begins to write: the state, and the editor. */
export function beginWriting(
  begun: Pick<Writing, 'id' | 'evidence' | 'base'>,
  draft: LessonDraft,
  notes: readonly string[] = [],
): { writing: Writing; effects: readonly Effect[] } {
  const writing: Writing = { ...begun, phase: 'editing', text: null, problem: null };
  return { writing, effects: [editorFor(lessonDocument(draft, notes))] };
}

/** Opens the editor again with what was written, and with what was wrong with it. */
export function resumeWriting(writing: Writing): WritingStep & { writing: Writing } {
  const document = withProblem(writing.text ?? lessonDocument(writing.base), writing.problem);
  return { writing: { ...writing, phase: 'editing' }, effects: [editorFor(document)] };
}

/** What the editor or the writer said; null when it is about something else. */
export function heardWhileWriting(writing: Writing, heard: Heard): WritingStep | null {
  if (heard.tag !== WRITING_TAG) return null;
  if (heard.type === 'edited' && writing.phase === 'editing') return edited(writing, heard.text);
  if (heard.type !== 'acted' || writing.phase !== 'saving') return null;
  if (!heard.ok) return stuck({ ...writing, problem: heard.message });
  const id = idOf(heard.value) ?? writing.id;
  return id === null
    ? { writing: null, over: 'unchanged' }
    : { writing: null, over: 'written', id };
}

/** A text that is not taken is opened again, until it is given back as it was. */
function edited(writing: Writing, text: string | null): WritingStep {
  if (text === null) {
    return writing.text === null ? { writing: null, over: 'unchanged' } : stuck(writing);
  }
  const kept = { ...writing, text: withProblem(text, null) };
  try {
    const draft = parseLessonDocument(kept.text);
    checkDraft(draft);
    const saving: Writing = { ...kept, phase: 'saving', problem: null };
    return { writing: saving, effects: [saveOf(saving, draft)] };
  } catch (error) {
    return resumeWriting({ ...kept, problem: messageOf(error) });
  }
}

function stuck(writing: Writing): WritingStep {
  return { writing: { ...writing, phase: 'stuck' }, effects: [] };
}

/** What the store would refuse is told while the editor can still be opened at once. */
function checkDraft({ title, category, confidence }: LessonDraft): void {
  if (title.trim() === '') throw new Error('the lesson has no title');
  if (!LESSON_CATEGORIES.includes(category)) {
    throw new Error(`the category is one of ${LESSON_CATEGORIES.join(', ')}`);
  }
  if (!(confidence >= 0 && confidence <= 1)) {
    throw new Error('the confidence is a number from 0 to 1');
  }
}

function saveOf({ id, base, evidence }: Writing, draft: LessonDraft): Effect {
  if (id === null) {
    const input = { ...draft, evidence };
    return { type: 'act', request: { name: 'lesson.add', input }, tag: WRITING_TAG };
  }
  const input = { id, base, draft };
  return { type: 'act', request: { name: 'lesson.edit', input }, tag: WRITING_TAG };
}

function editorFor(text: string): Effect {
  return { type: 'edit', text, name: 'lesson.md', tag: WRITING_TAG };
}

const PROBLEM = '# ✗ ';

/** The text with what is wrong with it in its first line, in place of what was wrong before. */
function withProblem(text: string, problem: string | null): string {
  const rest = text.replace(/^\ufeff/, '').replace(/^(?:# ✗ [^\n]*\n)+/, '');
  if (problem === null) return rest;
  return `${PROBLEM}${problem.replace(/\s+/g, ' ')}\n${rest}`;
}

function idOf(value: unknown): string | null {
  const { id } = Object(value) as { id?: unknown };
  return typeof id === 'string' ? id : null;
}
