import { mount, type Screen, type ScreenDefinition } from '../../state/screen.js';
import { tablePressed, tableScopes, withRows } from '../../state/table-state.js';
import { sessionScreen } from '../session/session-screen.js';
import { FIRST_SESSIONS, type SessionsState } from './sessions-state.js';
import { sessionsHeight, sessionsLines } from './sessions-view.js';

const SESSIONS: ScreenDefinition<SessionsState> = {
  id: 'sessions',
  name: () => 'Sessions',
  scopes: ({ table }) => tableScopes(table, 'sessions'),
  queries: ({ table }, around) => [
    { kind: 'sessions.page', asked: { top: table.list.top, count: sessionsHeight(around) } },
  ],
  answered: (state, answer, around) => {
    if (answer.kind !== 'sessions.page') return state;
    const { ids, visible, open } = answer.told;
    const table = withRows(state.table, state.ids, ids, sessionsHeight(around));
    return { table, ids, visible: new Map(visible.map((one) => [one.id, one])), open };
  },
  pressed: (state, command, around) => {
    const { selected } = state.table.list;
    if (command === 'open' && selected !== null) {
      return { state, effects: [{ type: 'open', screen: sessionScreen({ id: selected }) }] };
    }
    const table = tablePressed(state.table, state.ids, command, sessionsHeight(around));
    return { state: table === null ? state : { ...state, table } };
  },
  settled: (state, around) => ({
    ...state,
    table: withRows(state.table, state.ids, state.ids, sessionsHeight(around)),
  }),
  view: sessionsLines,
};

/** The list of sessions. */
export function sessionsScreen(_remembered: unknown): Screen {
  return mount(SESSIONS, FIRST_SESSIONS);
}
