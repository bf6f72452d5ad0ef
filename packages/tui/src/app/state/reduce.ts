import type { Answer, Query } from '../live/readers.js';
import type { Action } from './action.js';
import { click, key, typed } from './input.js';
import type { HistoryImport, InspectorState, InspectorStep } from './inspector-state.js';
import { say, withoutOldNotice } from './notice.js';
import { heard } from './perform.js';
import type { Health } from './screen.js';
import { onEvery, settled } from './stacks.js';
import { isFirstStart, surroundingsOf, topScreen } from './surroundings.js';

/** The state after something happened, and what is to be done besides. */
export function reduce(state: InspectorState, action: Action): InspectorStep {
  switch (action.type) {
    case 'key':
      return key(state, action.key);
    case 'paste':
      return typed(state, action.text, true);
    case 'click':
      return click(state, action);
    case 'resize':
      return only(settled({ ...state, columns: action.columns, rows: action.rows }));
    case 'tick':
      return only(settled(withoutOldNotice({ ...state, nowMs: action.nowMs })));
    case 'source':
      return only({ ...state, source: action.source });
    case 'health':
      return only(heardHealth(state, action.health));
    case 'background':
      return only({ ...state, theme: { ...state.theme, light: action.light } });
    case 'history':
      return only(historyCame(state, action.history));
    case 'answer':
      return only(answered(state, action.answer));
    case 'waiting':
      return only(
        action.sinceMs === state.waitingSinceMs
          ? state
          : { ...state, waitingSinceMs: action.sinceMs },
      );
    case 'say':
      return only(say(state, action.text, action.bad ? 'bad' : 'plain'));
    case 'heard':
      return heard(state, action.screenId, action.heard);
  }
}

/** What is asked of the database for what is seen. */
export function queriesOf(state: InspectorState): readonly Query[] {
  const own = topScreen(state).queries(surroundingsOf(state));
  return state.recorded === true ? own : [...own, { kind: 'first-start.recorded', asked: null }];
}

function answered(state: InspectorState, answer: Answer): InspectorState {
  const around = surroundingsOf(state);
  const next = onEvery(state, (screen) => screen.answered(answer, around));
  return answer.kind === 'first-start.recorded' ? { ...next, recorded: answer.told } : next;
}

/** The progress of an import that began while nothing was recorded stays until it has ended. */
function historyCame(state: InspectorState, history: HistoryImport): InspectorState {
  const runs = history.kind === 'running';
  const isFirstImport =
    runs &&
    (state.history?.kind === 'running' ? state.isFirstImport === true : isFirstStart(state));
  return settled({ ...state, history, isFirstImport });
}

function only(state: InspectorState): InspectorStep {
  return { state, effects: [] };
}

/** What is wrong is said once in full; then the bar has a word for it. */
function heardHealth(state: InspectorState, health: Health | null): InspectorState {
  const { notice } = state;
  const isOver = notice !== null && notice.text === state.health?.message && health?.ok !== false;
  const next = settled({ ...state, health, notice: isOver ? null : notice });
  const isNew = health?.ok === false && health.message !== state.health?.message;
  // The first start says it itself, with what one can do about it.
  return isNew && topScreen(next).id !== 'first-start' ? say(next, health.message, 'bad') : next;
}
