import { mount, type Screen, type ScreenDefinition } from '../../state/screen.js';
import { tableScopes, tableTyped } from '../../state/table-state.js';
import { arranged, settledSessions } from './arranged.js';
import { recallList, rememberedList } from './list-choices.js';
import { sessionsAnswered } from './sessions-answers.js';
import { sessionsClicked } from './sessions-clicks.js';
import { sessionsPressed } from './sessions-commands.js';
import { sessionsQueries } from './sessions-queries.js';
import { firstSessions, type SessionsState } from './sessions-state.js';
import { sessionsLines } from './sessions-view.js';

const SESSIONS: ScreenDefinition<SessionsState> = {
  id: 'sessions',
  name: () => 'Sessions',
  scopes: ({ table }) => tableScopes(table, 'sessions'),
  queries: sessionsQueries,
  answered: sessionsAnswered,
  pressed: sessionsPressed,
  typed: (state, key, around, pasted) => {
    const table = tableTyped(state.table, key, pasted);
    return { state: table === state.table ? state : arranged({ ...state, table }, around) };
  },
  clicked: sessionsClicked,
  settled: settledSessions,
  remember: ({ choices, folded, table }) =>
    rememberedList({ choices, folded, filter: table.filter.text }),
  view: sessionsLines,
};

/** The list of sessions. */
export function sessionsScreen(remembered: unknown): Screen {
  return mount(SESSIONS, firstSessions(recallList(remembered)));
}
