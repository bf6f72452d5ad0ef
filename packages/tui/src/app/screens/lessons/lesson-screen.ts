import { draftOf } from '../../../lessons/lesson-document.js';
import { cutEnd } from '../../../present/fit-text.js';
import { oneLine } from '../../../present/safe-text.js';
import { loadCodeToolsSoon } from '../../present/code-colours.js';
import { type Effect, mount, type Screen, type ScreenDefinition } from '../../state/screen.js';
import { callScreen } from '../call/call-screen.js';
import { sessionScreen } from '../session/session-screen.js';
import { edit, heardOfWriting, pressedInDraft } from './lesson-draft.js';
import { deleting, lessonEffects, saidOfApplying } from './lesson-effects.js';
import { scrollLesson, settledLesson } from './lesson-scroll.js';
import { firstLesson, type LessonState } from './lesson-state.js';
import { lessonLines, pageOf } from './lesson-view.js';
import type { WholeLesson } from './readers.js';
import { beginWriting, type Writing } from './writing.js';

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
  idle: ({ whole }) => (whole && whole.evidence.length > 0 ? [] : ['open', 'session']),
  heard: (state, heard) => {
    if (state.writing !== null) return heardOfWriting(state, state.writing, heard);
    const effects = deleting(heard, state.id ?? '') ?? saidOfApplying(heard);
    const gone = heard.type === 'acted' && heard.ok && deleting(heard, state.id ?? '') !== null;
    return { state, effects: gone ? [{ type: 'back' }, ...effects] : effects };
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
  loadCodeToolsSoon();
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

/** Opens what taught the lesson, or does with it what can be done anywhere. */
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
