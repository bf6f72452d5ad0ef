import { draftOf } from '../../../lessons/lesson-document.js';
import type { Effect, Heard, Step } from '../../state/screen.js';
import type { LessonState } from './lesson-state.js';
import type { WholeLesson } from './readers.js';
import { beginWriting, heardWhileWriting, resumeWriting, type Writing } from './writing.js';

/** Opens the lesson in the user's editor. */
export function edit(state: LessonState, { lesson }: WholeLesson): Step<LessonState> {
  const base = draftOf(lesson);
  const { writing, effects } = beginWriting({ id: lesson.id, evidence: [], base }, base);
  return { state: { ...state, writing }, effects };
}

/** Keys on a lesson that is written and not kept. */
export function pressedInDraft(state: LessonState, command: string): Step<LessonState> {
  const { writing } = state;
  if (writing === null) return { state };
  switch (command) {
    case 'edit': {
      // What others changed meanwhile is what this edit begins from.
      const base = state.whole ? draftOf(state.whole.lesson) : writing.base;
      const resumed = resumeWriting({ ...writing, base });
      return { state: { ...state, writing: resumed.writing }, effects: resumed.effects };
    }
    case 'yank':
      return {
        state,
        effects: [{ type: 'yank', text: writing.text ?? '', what: 'what you wrote' }],
      };
    case 'back':
      if (writing.text === null) return { state };
      return { state, effects: [{ type: 'confirm', question: GIVE_UP, tag: GIVE_UP_TAG }] };
    default:
      return { state };
  }
}

const GIVE_UP = 'Give up what you have written?';
const GIVE_UP_TAG = 'lesson.give-up';

/** What the editor and the writer say of a lesson that is written. */
export function heardOfWriting(
  state: LessonState,
  writing: Writing,
  heard: Heard,
): Step<LessonState> {
  if (heard.type === 'confirmed' && heard.tag === GIVE_UP_TAG && writing.phase !== 'saving') {
    return over(state, 'Nothing was kept.');
  }
  const step = heardWhileWriting(writing, heard);
  if (step === null) return { state };
  if (step.writing !== null) {
    return { state: { ...state, writing: step.writing }, effects: step.effects };
  }
  if (step.over === 'unchanged') return over(state, 'Nothing was written, nothing kept.');
  const said = state.id === null ? 'Kept.' : 'Changed.';
  return {
    state: { ...state, id: step.id, writing: null },
    effects: [{ type: 'say', text: said, tone: 'good' }],
  };
}

/** One that was never kept has nothing to show. */
function over(state: LessonState, said: string): Step<LessonState> {
  const say: Effect = { type: 'say', text: said };
  const ended: LessonState = { ...state, writing: null };
  return { state: ended, effects: state.id === null ? [{ type: 'back' }, say] : [say] };
}
