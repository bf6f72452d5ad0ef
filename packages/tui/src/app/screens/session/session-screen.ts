import { cutEnd } from '../../../present/fit-text.js';
import { oneLine } from '../../../present/safe-text.js';
import { sessionAbout } from '../../../present/session-about.js';
import { timelineOf } from '../../../present/timeline.js';
import { move, selectedIndex } from '../../state/list-state.js';
import {
  mount,
  type Screen,
  type ScreenDefinition,
  type Surroundings,
} from '../../state/screen.js';
import { movementOf, tablePressed, tableScopes, withRows } from '../../state/table-state.js';
import { firstSession, type SessionPlace, type SessionState } from './session-state.js';
import { sessionLines, timelineHeight } from './session-view.js';

const SESSION: ScreenDefinition<SessionState> = {
  id: 'session',
  name: ({ history }) => {
    const about = history === null ? null : sessionAbout(history.session);
    return about === null ? 'session' : cutEnd(oneLine(about), 40);
  },
  scopes: ({ table }) => tableScopes(table, 'session'),
  queries: ({ place: { id } }) => [{ kind: 'session.history', asked: { id } }],
  answered: (state, answer, around) => {
    if (answer.kind !== 'session.history' || answer.asked.id !== state.place.id) return state;
    const history = answer.told;
    const nodes = history === null ? [] : timelineOf(history);
    const keys = nodes.map((node) => node.key);
    const runs = history?.session.status === 'active' || history?.session.status === 'waiting';
    const follow = state.loaded ? state.follow : runs;
    const table = withRows(state.table, state.keys, keys, timelineHeight(around));
    return settled({ ...state, loaded: true, history, nodes, keys, table, follow }, around);
  },
  pressed: (state, command, around) => {
    if (command === 'follow') {
      return { state: settled({ ...state, follow: !state.follow }, around) };
    }
    const table = tablePressed(state.table, state.keys, command, timelineHeight(around));
    if (table === null) return { state };
    const movement = movementOf(command, timelineHeight(around));
    const atEnd = selectedIndex(table.list, state.keys) === state.keys.length - 1;
    const down = movement !== null && ('to' in movement ? movement.to === 'last' : movement.by > 0);
    return { state: { ...state, table, follow: atEnd && down } };
  },
  settled,
  view: sessionLines,
};

/** A session: what it is, and its timeline. */
export function sessionScreen(place: SessionPlace): Screen {
  return mount(SESSION, firstSession(place));
}

function settled(state: SessionState, around: Surroundings): SessionState {
  const { table, keys } = state;
  const height = timelineHeight(around);
  const list = state.follow
    ? move(table.list, keys, { to: 'last' }, height)
    : withRows(table, keys, keys, height).list;
  return { ...state, table: { ...table, list } };
}
