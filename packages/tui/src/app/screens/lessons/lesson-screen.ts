import { draftOf } from '../../../lessons/lesson-document.js';
import { cutEnd } from '../../../present/fit-text.js';
import { oneLine } from '../../../present/safe-text.js';
import {
  type Effect,
  type Heard,
  mount,
  type Screen,
  type ScreenDefinition,
  type Step,
} from '../../state/screen.js';
import { callScreen } from '../call/call-screen.js';
import { sessionScreen } from '../session/session-screen.js';
import { scrollLesson, settledLesson } from './lesson-scroll.js';
import { firstLesson, type LessonState } from './lesson-state.js';
import { lessonText } from './lesson-text.js';
import { lessonLines, pageOf } from './lesson-view.js';
import type { WholeLesson } from './readers.js';
import { beginWriting, heardWhileWriting, resumeWriting, type Writing } from './writing.js';

const LESSON: ScreenDefinition<LessonState> = {
  id: 'lesson',
  name: ({ whole, id }) => {
    if (whole) return cutEnd(oneLine(whole.lesson.title, 200), 40);
    return id === null ? 'new lesson' : 'lesson';
  },
  scopes: ({ writing, id }) =>
    writing?.phase === 'stuck' || id === null ? ['lesson-draft'] : ['lesson', 'text'],
  queries: ({ id }) => (id === null ? [] : [{ kind: 'lessons.lesson', asked: { id } }]),
  answered: (state, answer, around) => {
    if (answer.kind !== 'lessons.lesson' || answer.asked.id !== state.id) return state;
    return settledLesson({ ...state, whole: answer.told }, around);
  },
  pressed: (state, command, around) => {
    const { writing, whole } = state;
    if (writing?.phase === 'stuck' || state.id === null) return pressedInDraft(state, command);
    if (command === 'edit' && whole) return edit(state, whole);
    const effects = whole ? effectsOf(state, whole, command) : [];
    if (effects.length > 0) return { state, effects };
    return { state: scrollLesson(state, command, around) ?? state };
  },
  heard: (state, heard) => {
    if (state.writing !== null) return heardOfWriting(state, state.writing, heard);
    if (heard.type === 'confirmed' && heard.tag === deleteTag(state)) {
      return { state, effects: [remove(state)] };
    }
    return { state, effects: heardOfActions(state, heard) };
  },
  clicked: (state, { row, double }, around) => {
    const evidence = pageOf(state, around)[state.top + row]?.evidence;
    if (evidence === undefined) return { state };
    const next = { ...state, chosen: evidence };
    if (!double || !state.whole) return { state: next };
    return { state: next, effects: effectsOf(next, state.whole, 'open') };
  },
  settled: settledLesson,
  view: lessonLines,
};

/** A lesson as one reads it; `whole` where it is known already. */
export function lessonScreen(id: string, whole?: WholeLesson): Screen {
  return mount(LESSON, { ...firstLesson(id), whole });
}

/** A lesson whose writing has begun; it is shown once it is kept. */
export function writingScreen(writing: Writing, whole?: WholeLesson): Screen {
  return mount(LESSON, { ...firstLesson(writing.id, writing), whole });
}

/** Opens a lesson in the user's editor, and its screen below. */
export function editLesson(whole: WholeLesson): readonly Effect[] {
  const { lesson } = whole;
  const base = draftOf(lesson);
  const { writing, effects } = beginWriting({ id: lesson.id, evidence: [], base }, base);
  return [{ type: 'open', screen: writingScreen(writing, whole) }, ...effects];
}

/** What can be done with a lesson wherever it is chosen. */
export function lessonEffects(whole: WholeLesson, command: string): readonly Effect[] {
  const { lesson } = whole;
  switch (command) {
    case 'apply':
      return [
        {
          type: 'act',
          request: { name: 'lesson.apply', input: { id: lesson.id } },
          tag: APPLY_TAG,
        },
      ];
    case 'yank':
      return [{ type: 'yank', text: lessonText(lesson), what: 'the lesson' }];
    case 'page':
      return [{ type: 'page', text: lessonText(lesson), name: 'lesson.md' }];
    case 'delete': {
      const title = cutEnd(oneLine(lesson.title, 200), 50);
      return [
        { type: 'confirm', question: `Delete “${title}”?`, tag: `${DELETE_TAG}${lesson.id}` },
      ];
    }
    default:
      return [];
  }
}

/** What is said once a lesson was applied; nothing for what is heard of something else. */
export function saidOfApplying(heard: Heard): readonly Effect[] {
  if (heard.type !== 'acted' || heard.tag !== APPLY_TAG) return [];
  if (!heard.ok) return [{ type: 'say', text: heard.message, tone: 'bad' }];
  const { applicationCount } = Object(heard.value) as { applicationCount?: unknown };
  const times = applicationCount === 1 ? 'once' : `${String(applicationCount)} times`;
  return [{ type: 'say', text: `Used ${times}.`, tone: 'good' }];
}

/** How the tag of the question begins whether a lesson is to go; its id follows. */
export const DELETE_TAG = 'lesson.delete:';

const APPLY_TAG = 'lesson.apply';

function edit(state: LessonState, { lesson }: WholeLesson): Step<LessonState> {
  const base = draftOf(lesson);
  const { writing, effects } = beginWriting({ id: lesson.id, evidence: [], base }, base);
  return { state: { ...state, writing }, effects };
}

function effectsOf(state: LessonState, whole: WholeLesson, command: string): readonly Effect[] {
  const one = whole.evidence[Math.max(0, state.chosen)];
  if (command === 'open' || command === 'session') {
    if (one === undefined) return [];
    const { sessionId, toolUseId, toolName } = one;
    if (command === 'open' && toolName !== null) {
      const screen = callScreen({ sessionId, kind: 'call', id: toolUseId });
      return [{ type: 'open', screen }];
    }
    if (Object.hasOwn(whole.sessions, sessionId)) {
      return [{ type: 'open', screen: sessionScreen({ id: sessionId }) }];
    }
    return [{ type: 'say', text: 'That session is not recorded here any more.', tone: 'warn' }];
  }
  return lessonEffects(whole, command);
}

function pressedInDraft(state: LessonState, command: string): Step<LessonState> {
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

function heardOfWriting(state: LessonState, writing: Writing, heard: Heard): Step<LessonState> {
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

function deleteTag({ id }: LessonState): string {
  return `${DELETE_TAG}${id ?? ''}`;
}

function remove({ id }: LessonState): Effect {
  return {
    type: 'act',
    request: { name: 'lesson.delete', input: { id: id ?? '' } },
    tag: `${DELETE_TAG}${id ?? ''}`,
  };
}

function heardOfActions(state: LessonState, heard: Heard): readonly Effect[] {
  if (heard.type !== 'acted' || heard.tag !== deleteTag(state)) return saidOfApplying(heard);
  if (!heard.ok) return [{ type: 'say', text: heard.message, tone: 'bad' }];
  return [{ type: 'back' }, { type: 'say', text: 'Deleted.' }];
}
