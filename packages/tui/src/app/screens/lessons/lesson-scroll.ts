import type { Surroundings } from '../../state/screen.js';
import { movementOf } from '../../state/table-state.js';
import { evidenceRange, type PageLine } from './lesson-page.js';
import type { LessonState } from './lesson-state.js';
import { pageOf } from './lesson-view.js';

/** The state with a first line and a choice that the page has. */
export function settledLesson(state: LessonState, around: Surroundings): LessonState {
  if (!state.whole) return state;
  const page = pageOf(state, around);
  const top = Math.max(0, Math.min(state.top, page.length - around.rows));
  const chosen = Math.max(-1, Math.min(state.chosen, state.whole.evidence.length - 1));
  return top === state.top && chosen === state.chosen ? state : { ...state, top, chosen };
}

/**
 * Moves in a lesson: a step chooses the next piece of evidence where that is in sight, else the text
 * goes by a line. Null for a command that moves nothing.
 */
export function scrollLesson(
  state: LessonState,
  command: string,
  around: Surroundings,
): LessonState | null {
  if (command === 'next' || command === 'previous') {
    return chooseEvidence(state, state.chosen + (command === 'next' ? 1 : -1), around);
  }
  const movement = movementOf(command, around.rows);
  if (movement === null) return null;
  const page = pageOf(state, around);
  if (command === 'up' || command === 'down') {
    const step = command === 'down' ? 1 : -1;
    const to = state.chosen + step;
    const near = evidenceRange(page, to);
    if (near !== null && isNear(near, state.top, around.rows, page)) {
      return chooseEvidence(state, to, around);
    }
    if (step < 0 && state.chosen === 0 && state.top === 0) return { ...state, chosen: -1 };
  }
  const top = 'by' in movement ? state.top + movement.by : ends(movement.to, page);
  return settledLesson({ ...state, top }, around);
}

/** In sight, or as near as the page can come to it. */
function isNear(
  { first, last }: { readonly first: number; readonly last: number },
  top: number,
  rows: number,
  page: readonly PageLine[],
): boolean {
  if (first >= top && last < top + rows) return true;
  return top + rows >= page.length && first >= top;
}

function chooseEvidence(state: LessonState, to: number, around: Surroundings): LessonState {
  const page = pageOf(state, around);
  const range = evidenceRange(page, to);
  if (range === null) return state;
  const lowest = range.last - around.rows + 1;
  const top = Math.max(Math.min(state.top, range.first), Math.min(lowest, range.first));
  return settledLesson({ ...state, chosen: to, top }, around);
}

function ends(to: 'first' | 'last', page: readonly PageLine[]): number {
  return to === 'first' ? 0 : page.length;
}
