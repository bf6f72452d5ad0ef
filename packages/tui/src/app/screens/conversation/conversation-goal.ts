import type { ConversationMessage, MessagePosition } from '@spoor/storage';
import { headIndex } from '../../present/piece.js';
import type { Surroundings } from '../../state/screen.js';
import { lineOfPlace, revealLine, toLine } from '../../state/text-place.js';
import { toMatch } from '../../state/text-view.js';
import { type ConversationState, isBefore, positionOf } from './conversation-state.js';
import { conversationDocument, conversationHeight } from './conversation-view.js';
import { messageOfKey } from './message-pieces.js';

/** Puts the cursor where it was to go, once the messages there are loaded. */
export function atGoal(state: ConversationState, around: Surroundings): ConversationState {
  const { goal } = state;
  if (goal === null) return withoutLostCursor(state);
  const reached = { ...state, goal: null };
  const document = conversationDocument(reached, around);
  const height = conversationHeight(reached, around);
  if (typeof goal === 'string') {
    const line = goal === 'start' ? 0 : document.layout.total - 1;
    return withCursor(reached, toLine(reached.view.text, document.layout, line, height));
  }
  const message = state.messages.find((one) => isAt(one, goal.at)) ?? nearest(state, goal.at);
  if (message === null) return reached;
  return goal.isMatch ? atMatch(reached, message, around) : atHead(reached, message, around);
}

function atHead(
  state: ConversationState,
  { id }: ConversationMessage,
  around: Surroundings,
): ConversationState {
  const { layout, pieces } = conversationDocument(state, around);
  const piece = pieces.find(({ key }) => messageOfKey(key) === id);
  if (piece === undefined) return state;
  const line = lineOfPlace(layout, { piece: piece.key, line: headIndex(piece) });
  const height = conversationHeight(state, around);
  return withCursor(state, revealLine(state.view.text, layout, line, height));
}

/** The line of a message that holds what is looked for; what hides it is unfolded. */
function atMatch(
  state: ConversationState,
  message: ConversationMessage,
  around: Surroundings,
): ConversationState {
  const own = state.pieces.filter(({ key }) => messageOfKey(key) === message.id);
  const pieces = Object.fromEntries(own.map(({ key }) => [key, false]));
  const { folds } = state.view;
  const unfolded = {
    ...state,
    view: { ...state.view, folds: { ...folds, pieces: { ...folds.pieces, ...pieces } } },
  };
  return (
    lineOfMatch(atHead(state, message, around), message, around) ??
    lineOfMatch(atHead(unfolded, message, around), message, around) ??
    atHead(state, message, around)
  );
}

function lineOfMatch(
  state: ConversationState,
  message: ConversationMessage,
  around: Surroundings,
): ConversationState | null {
  const document = conversationDocument(state, around);
  const from = lineOfPlace(document.layout, state.view.text.cursor);
  const view = toMatch(state.view, document, 1, conversationHeight(state, around), from);
  const isInside = view?.text.cursor != null && messageOfKey(view.text.cursor.piece) === message.id;
  return view !== null && isInside ? { ...state, view } : null;
}

/** When the message of the cursor isn't shown any more, the nearest one is chosen. */
function withoutLostCursor(state: ConversationState): ConversationState {
  const { cursor } = state.view.text;
  if (cursor === null || state.pieces.some(({ key }) => key === cursor.piece)) return state;
  const { around } = state;
  if (typeof around !== 'object') return state;
  const message = nearest(state, around);
  const piece = state.pieces.find(({ key }) => messageOfKey(key) === message?.id);
  if (piece === undefined) return state;
  return withCursor(state, { cursor: { piece: piece.key, line: headIndex(piece) }, top: null });
}

function withCursor(
  state: ConversationState,
  text: ConversationState['view']['text'],
): ConversationState {
  return text === state.view.text ? state : { ...state, view: { ...state.view, text } };
}

function nearest(
  { messages }: ConversationState,
  at: string | MessagePosition,
): ConversationMessage | null {
  if (typeof at === 'string') return messages.at(-1) ?? null;
  return messages.find((message) => !isBefore(positionOf(message), at)) ?? messages.at(-1) ?? null;
}

/** Whether a message is the one that is meant. */
export function isAt(message: ConversationMessage, at: string | MessagePosition): boolean {
  return message.id === (typeof at === 'string' ? at : at.id);
}
