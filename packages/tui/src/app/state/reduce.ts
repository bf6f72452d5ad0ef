import type { Command } from '../keys/bindings.js';
import { areasOf } from '../present/areas.js';
import { helpLineCount } from '../screens/help-screen.js';
import type {
  Health,
  HistoryImport,
  InspectorState,
  OpenedSession,
  Query,
  Snapshot,
} from './inspector-state.js';
import { EMPTY_LIST, type Movement, move, selectedIndex } from './list-state.js';
import { settled } from './settled.js';
import { withData } from './with-data.js';

/** What can happen to the inspector. */
export type Action =
  | { readonly type: 'command'; readonly command: Command }
  | { readonly type: 'resize'; readonly columns: number; readonly rows: number }
  | { readonly type: 'tick'; readonly nowMs: number }
  | { readonly type: 'health'; readonly health: Health | null }
  | { readonly type: 'history'; readonly history: HistoryImport }
  | { readonly type: 'data'; readonly snapshot: Snapshot };

/** The state after something happened. */
export function reduce(state: InspectorState, action: Action): InspectorState {
  switch (action.type) {
    case 'command':
      return state.helpTop === null
        ? command(state, action.command)
        : commandInHelp(state, action.command, state.helpTop);
    case 'resize':
      return settled({ ...state, columns: action.columns, rows: action.rows });
    case 'tick':
      return { ...state, nowMs: action.nowMs };
    case 'health':
      return settled({ ...state, health: action.health });
    case 'history':
      return { ...state, history: action.history };
    case 'data':
      return withData(state, action.snapshot);
  }
}

/** What the screen of a state needs of the database. */
export function queryOf(state: InspectorState): Query {
  if (state.opened !== null) return { screen: 'session', id: state.opened.id };
  return { screen: 'sessions', top: state.sessions.list.top, count: areasOf(state).body };
}

function command(state: InspectorState, name: Command): InspectorState {
  if (name === 'quit') return { ...state, quit: true };
  if (name === 'help') return { ...state, helpTop: 0 };
  if (name === 'back') return settled({ ...state, opened: null });
  if (name === 'open') return open(state);
  if (name === 'follow') return toggleFollow(state);
  // It is carried out elsewhere, and tells how it goes.
  if (name === 'import') return state;
  const movement = movementOf(name, areasOf(state).body);
  return state.opened === null
    ? moveInSessions(state, movement)
    : moveInSession(state, state.opened, movement);
}

function commandInHelp(state: InspectorState, name: Command, top: number): InspectorState {
  if (name === 'quit') return { ...state, quit: true };
  if (name === 'help' || name === 'back') return { ...state, helpTop: null };
  if (name === 'open' || name === 'follow' || name === 'import') return state;
  const height = Math.max(1, state.rows - HELP_FRAME);
  const lowest = Math.max(0, helpLineCount() - height);
  const movement = movementOf(name, height);
  const to = 'by' in movement ? top + movement.by : movement.to === 'first' ? 0 : lowest;
  return { ...state, helpTop: Math.max(0, Math.min(to, lowest)) };
}

/** Title, blank line and footer. */
const HELP_FRAME = 3;

function movementOf(name: MovementCommand, page: number): Movement {
  switch (name) {
    case 'up':
      return { by: -1 };
    case 'down':
      return { by: 1 };
    case 'page-up':
      return { by: -Math.max(1, page - 1) };
    case 'page-down':
      return { by: Math.max(1, page - 1) };
    case 'half-up':
      return { by: -Math.max(1, page >> 1) };
    case 'half-down':
      return { by: Math.max(1, page >> 1) };
    default:
      return { to: name };
  }
}

type MovementCommand = Exclude<Command, 'quit' | 'help' | 'back' | 'open' | 'follow' | 'import'>;

function open(state: InspectorState): InspectorState {
  const id = state.sessions.list.selected;
  if (id === null || state.opened !== null) return state;
  const blank = { list: EMPTY_LIST, follow: false, loaded: false, history: null };
  return { ...state, opened: { id, ...blank, nodes: [], keys: [] } };
}

function toggleFollow(state: InspectorState): InspectorState {
  if (state.opened === null) return state;
  return settled({ ...state, opened: { ...state.opened, follow: !state.opened.follow } });
}

function moveInSessions(state: InspectorState, movement: Movement): InspectorState {
  const { sessions } = state;
  const list = move(sessions.list, sessions.ids, movement, areasOf(state).body);
  return { ...state, sessions: { ...sessions, list } };
}

function moveInSession(
  state: InspectorState,
  opened: OpenedSession,
  movement: Movement,
): InspectorState {
  const list = move(opened.list, opened.keys, movement, areasOf(state).body);
  const atEnd = selectedIndex(list, opened.keys) === opened.keys.length - 1;
  const down = 'to' in movement ? movement.to === 'last' : movement.by > 0;
  return { ...state, opened: { ...opened, list, follow: atEnd && down } };
}
