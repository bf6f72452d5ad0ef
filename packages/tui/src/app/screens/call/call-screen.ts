import type { EntryPlace } from '@spoor/storage';
import { cutEnd } from '../../../present/fit-text.js';
import { oneLine } from '../../../present/safe-text.js';
import { loadCodeToolsSoon } from '../../present/code-colours.js';
import {
  mount,
  type Screen,
  type ScreenDefinition,
  type Surroundings,
} from '../../state/screen.js';
import { settleText } from '../../state/text-place.js';
import { textClicked, textPressed, textScopes, textTyped, toMatch } from '../../state/text-view.js';
import { callPressed } from './call-commands.js';
import { type CallState, firstCall, withReading } from './call-state.js';
import { callDocument, callHeight, callLines, headRows } from './call-view.js';

export type { EntryPlace } from '@spoor/storage';

const CALL: ScreenDefinition<CallState> = {
  id: 'call',
  name: nameOf,
  scopes: ({ view }) => textScopes(view, 'call'),
  queries: ({ place, version }) => [{ kind: 'call.entry', asked: { place, known: version } }],
  answered: (state, answer, around) => {
    if (answer.kind !== 'call.entry') return state;
    const { place } = answer.asked;
    const isThis = place.id === state.place.id && place.sessionId === state.place.sessionId;
    return isThis && place.kind === state.place.kind
      ? settled(withReading(state, answer.told), around)
      : state;
  },
  pressed: (state, command, around) => {
    const document = callDocument(state, around);
    const height = callHeight(state, around);
    const view = textPressed(state.view, document, command, height);
    if (view !== null && command !== 'accept-find') {
      return { state: settled({ ...state, view }, around) };
    }
    switch (command) {
      case 'accept-find':
      case 'next-match':
      case 'previous-match':
        return found(state, command, around);
      case 'open': {
        const folded = textPressed(state.view, document, 'fold', height) ?? state.view;
        return { state: settled({ ...state, view: folded }, around) };
      }
      default:
        return callPressed(state, document, command);
    }
  },
  typed: (state, key, _, pasted) => {
    if (!state.view.typing) return { state };
    const view = textTyped(state.view, key, pasted);
    return { state: view === state.view ? state : { ...state, view } };
  },
  clicked: (state, { row, double }, around) => {
    const document = callDocument(state, around);
    const height = callHeight(state, around);
    const view = textClicked(state.view, document, row - headRows(around.rows), height);
    const clicked = view === state.view ? state : { ...state, view };
    return double ? CALL.pressed(clicked, 'open', around) : { state: clicked };
  },
  settled,
  view: callLines,
};

/** All that is known of one entry of a timeline. */
export function callScreen(place: EntryPlace): Screen {
  loadCodeToolsSoon();
  return mount(CALL, firstCall(place));
}

function nameOf({ entry, place }: CallState): string {
  if (entry === null) return place.kind;
  switch (entry.kind) {
    case 'call':
      return cutEnd(oneLine(entry.call.toolName ?? 'call'), 30);
    case 'turn':
      return `turn ${entry.number}`;
    case 'subagent':
      return cutEnd(oneLine(entry.run.agent ?? 'subagent'), 30);
  }
}

function found(
  state: CallState,
  command: 'accept-find' | 'next-match' | 'previous-match',
  around: Surroundings,
) {
  const document = callDocument(state, around);
  const height = callHeight(state, around);
  const direction = command === 'previous-match' ? -1 : 1;
  const view = { ...state.view, typing: false };
  const match =
    toMatch(view, document, direction, height) ??
    toMatch(view, document, direction, height, direction === 1 ? 0 : document.layout.total - 1);
  if (match !== null) return { state: { ...state, view: match } };
  const text = view.find.text === '' ? 'Nothing is looked for: / begins.' : 'Nothing is found.';
  return { state: { ...state, view }, effects: [{ type: 'say' as const, text }] };
}

function settled(state: CallState, around: Surroundings): CallState {
  const { view } = state;
  const text = settleText(view.text, callDocument(state, around).layout, callHeight(state, around));
  return text === view.text ? state : { ...state, view: { ...view, text } };
}
