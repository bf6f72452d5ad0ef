import type { Step, Surroundings } from '../../state/screen.js';
import { tablePressed } from '../../state/table-state.js';
import { conversationScreen } from '../conversation/conversation-screen.js';
import { resumeEffects } from '../resume-effects.js';
import { sessionScreen } from '../session/session-screen.js';
import { arranged } from './arranged.js';
import { chooseInList } from './choose.js';
import { foldAll, foldChosen } from './folding.js';
import type { ListEntry } from './list-entries.js';
import { nextAttention } from './next-attention.js';
import { sessionsHeight } from './sessions-layout.js';
import type { SessionsState } from './sessions-state.js';

/** Carries out a command in the list of sessions. */
export function sessionsPressed(
  state: SessionsState,
  command: string,
  around: Surroundings,
): Step<SessionsState> {
  const entry = chosenEntry(state);
  switch (command) {
    case 'open':
      return openEntry(state, entry, around);
    case 'conversation':
    case 'yank':
    case 'copy-resume':
      return entry?.kind === 'session' ? onSession(state, entry, command) : { state };
    case 'fold':
      return { state: foldChosen(state, entry, around) };
    case 'fold-all':
      return { state: foldAll(state, around) };
    case 'next-attention':
      return nextAttention(state, 1, around);
    case 'previous-attention':
      return nextAttention(state, -1, around);
    default:
      return { state: chooseInList(state, command, around) ?? inTable(state, command, around) };
  }
}

/** The line that the keys act on; undefined in an empty list. */
function chosenEntry({ list, table }: SessionsState): ListEntry | undefined {
  return list.entries.find(({ key }) => key === table.list.selected);
}

/** Opens a session; a project's line folds its sessions away, or shows them again. */
export function openEntry(
  state: SessionsState,
  entry: ListEntry | undefined,
  around: Surroundings,
): Step<SessionsState> {
  if (entry?.kind !== 'session') return { state: foldChosen(state, entry, around) };
  const screen = sessionScreen({ id: entry.item.row.id });
  return { state, effects: [{ type: 'open', screen }] };
}

function onSession(
  state: SessionsState,
  { item: { row } }: Extract<ListEntry, { kind: 'session' }>,
  command: 'conversation' | 'yank' | 'copy-resume',
): Step<SessionsState> {
  switch (command) {
    case 'conversation': {
      const screen = conversationScreen({ sessionId: row.id });
      return { state, effects: [{ type: 'open', screen }] };
    }
    case 'yank':
      return { state, effects: [{ type: 'yank', text: row.id, what: "the session's id" }] };
    case 'copy-resume':
      return { state, effects: resumeEffects(row) };
  }
}

function inTable(state: SessionsState, command: string, around: Surroundings): SessionsState {
  const table = tablePressed(state.table, state.list.keys, command, sessionsHeight(around));
  if (table === null) return state;
  const next = { ...state, table, isPlaced: true };
  return table.filter === state.table.filter ? next : arranged(next, around);
}
