import { move, reconcile } from '../../state/list-state.js';
import {
  mount,
  type Screen,
  type ScreenDefinition,
  type Step,
  type Surroundings,
} from '../../state/screen.js';
import { movementOf } from '../../state/table-state.js';
import { CHOICE_IDS, type Choice, choicesOf } from './choices.js';
import { firstStartLines, firstStartView } from './first-start-lines.js';
import { FIRST_FIRST_START, type FirstStartState } from './first-start-state.js';

const FIRST_START: ScreenDefinition<FirstStartState> = {
  id: 'first-start',
  name: () => 'First start',
  scopes: () => ['first-start', 'text'],
  queries: (_, { facts }) =>
    facts.offers?.includes('recorder') === true ? [{ kind: 'health.recorder', asked: null }] : [],
  answered: (state, { kind, told }) =>
    kind === 'health.recorder' ? { ...state, recording: told.hooks.recording.state } : state,
  pressed,
  idle: (state, around) => {
    const offered = choices(state, around).map(({ id }) => id);
    return CHOICE_IDS.filter((id) => !offered.includes(id));
  },
  clicked: (state, { row, double }, around) => {
    const choice = choices(state, around)[firstStartLines(state, around)[row]?.choice ?? -1];
    if (choice === undefined) return { state };
    const chosen = { ...state, list: { selected: choice.id, top: 0 } };
    return double ? take(chosen, choice.id, around) : { state: chosen };
  },
  heard: (state, heard) => {
    if (heard.type !== 'acted' || heard.tag !== 'install') return { state };
    const message = heard.ok ? String(heard.value) : heard.message;
    return { state: { ...state, installing: false, installed: { ok: heard.ok, message } } };
  },
  settled: (state, around) => {
    if (state.list.selected === null) return state;
    const keys = choices(state, around).map(({ id }) => id);
    const list = reconcile(state.list, keys, keys, keys.length);
    return list.selected === state.list.selected ? state : { ...state, list };
  },
  view: firstStartView,
};

/** What is seen while nothing is recorded. */
export function firstStartScreen(): Screen {
  return mount(FIRST_START, FIRST_FIRST_START);
}

function choices({ recording }: FirstStartState, around: Surroundings): Choice[] {
  return choicesOf(around, recording);
}

function pressed(
  state: FirstStartState,
  command: string,
  around: Surroundings,
): Step<FirstStartState> {
  const keys = choices(state, around).map(({ id }) => id);
  const movement = movementOf(command, keys.length);
  if (movement !== null) {
    return { state: { ...state, list: move(state.list, keys, movement, keys.length) } };
  }
  const wanted = command === 'open' ? (state.list.selected ?? keys[0]) : command;
  return wanted === undefined ? { state } : take(state, wanted, around);
}

/** Does what was chosen, where it can be done here. */
function take(state: FirstStartState, wanted: string, around: Surroundings): Step<FirstStartState> {
  if (around.history?.kind === 'running' || state.installing) return { state };
  const choice = choices(state, around).find(({ id }) => id === wanted);
  switch (choice?.id) {
    case 'install':
      return {
        state: { ...state, installing: true },
        effects: [
          {
            type: 'act',
            request: { name: 'install-hooks', input: { scope: 'user' } },
            tag: 'install',
          },
        ],
      };
    case 'import':
      return { state, effects: [{ type: 'import-history' }] };
    case 'demo':
      return { state, effects: [{ type: 'quit', end: 'demo' }] };
    case undefined:
      return { state };
  }
}
