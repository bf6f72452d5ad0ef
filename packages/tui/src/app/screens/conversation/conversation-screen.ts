import type { MessagePosition } from '@spoor/storage';
import type { Answer, Query } from '../../live/readers.js';
import { loadCodeToolsSoon } from '../../present/code-colours.js';
import {
  mount,
  type Screen,
  type ScreenDefinition,
  type Surroundings,
} from '../../state/screen.js';
import { textClicked, textScopes, textTyped } from '../../state/text-view.js';
import { conversationPressed } from './conversation-commands.js';
import {
  agentFilter,
  anchorOf,
  type ConversationPlace,
  type ConversationState,
  firstConversation,
} from './conversation-state.js';
import {
  conversationDocument,
  conversationHeight,
  conversationLines,
  headRows,
} from './conversation-view.js';
import {
  goTo,
  messagesAround,
  settledConversation,
  withPage,
  withPieces,
} from './conversation-window.js';

export type { ConversationPlace } from './conversation-state.js';

const CONVERSATION: ScreenDefinition<ConversationState> = {
  id: 'conversation',
  name: () => 'conversation',
  scopes: ({ view }) => textScopes(view, 'conversation'),
  queries,
  answered,
  pressed: conversationPressed,
  typed: (state, key, _, pasted) => {
    if (!state.view.typing) return { state };
    const view = textTyped(state.view, key, pasted);
    return { state: view === state.view ? state : { ...state, view, notFound: null } };
  },
  clicked: (state, { row, double }, around) => {
    const document = conversationDocument(state, around);
    const inside = row - headRows(around.rows);
    const view = textClicked(state.view, document, inside, conversationHeight(state, around));
    const clicked =
      view === state.view ? state : settledConversation({ ...state, view, follow: false }, around);
    return double ? conversationPressed(clicked, 'open', around) : { state: clicked };
  },
  heard: (state, heard) => {
    if (heard.type !== 'acted' || heard.tag !== 'page') return { state };
    return heard.ok
      ? { state, effects: [{ type: 'page', text: String(heard.value), name: 'conversation.md' }] }
      : { state, effects: [{ type: 'say', text: heard.message, tone: 'bad' }] };
  },
  settled: settledConversation,
  view: conversationLines,
};

/** The messages of a session. */
export function conversationScreen(place: ConversationPlace): Screen {
  loadCodeToolsSoon();
  return mount(CONVERSATION, firstConversation(place));
}

function queries(state: ConversationState, around: Surroundings): Query[] {
  const { sessionId } = state.place;
  const asked = { sessionId, ...agentFilter(state) };
  const { seek } = state;
  return [
    {
      kind: 'conversation.page',
      asked: { ...asked, around: state.around, count: messagesAround(around) },
    },
    { kind: 'conversation.agents', asked: { sessionId } },
    { kind: 'conversation.count', asked: { ...asked, before: state.count?.at ?? anchorOf(state) } },
    ...(seek === null
      ? []
      : [
          {
            kind: 'conversation.find' as const,
            asked: { search: seek.search, serial: seek.serial },
          },
        ]),
  ];
}

function answered(
  state: ConversationState,
  answer: Answer,
  around: Surroundings,
): ConversationState {
  const { sessionId } = state.place;
  switch (answer.kind) {
    case 'conversation.page': {
      const { asked } = answer;
      const isWanted =
        asked.sessionId === sessionId &&
        asked.agentId === agentFilter(state).agentId &&
        JSON.stringify(asked.around) === JSON.stringify(state.around);
      return isWanted ? withPage(state, answer.told, around) : state;
    }
    case 'conversation.agents':
      return answer.asked.sessionId === sessionId &&
        JSON.stringify(answer.told) !== JSON.stringify(state.agents)
        ? settledConversation(withPieces({ ...state, agents: answer.told }), around)
        : state;
    case 'conversation.count': {
      const { asked, told } = answer;
      if (asked.sessionId !== sessionId || asked.agentId !== agentFilter(state).agentId) {
        return state;
      }
      return { ...state, count: counted(state, asked.before, told) };
    }
    case 'conversation.find': {
      const { seek } = state;
      if (seek === null || answer.asked.serial !== seek.serial) return state;
      const found = { ...state, seek: null };
      if (answer.told === null) return { ...found, notFound: nothingThere(state) };
      return goTo(found, { at: answer.told, isMatch: seek.what === 'text' }, around);
    }
    default:
      return state;
  }
}

/** What was counted; where one is by now, is known from the steps since. */
function counted(
  state: ConversationState,
  at: MessagePosition,
  told: { readonly before: number; readonly total: number },
): ConversationState['count'] {
  const { count } = state;
  const isHere = JSON.stringify(at) === JSON.stringify(anchorOf(state));
  if (isHere) return { ...told, at };
  return count === null ? null : { ...count, total: told.total };
}

function nothingThere({ seek }: ConversationState): string {
  const where = seek?.search.direction === 'previous' ? 'before' : 'behind';
  return seek?.what === 'prompt' ? `no prompt ${where} this` : `not found ${where} this`;
}
