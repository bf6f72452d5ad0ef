import type { ConversationMessage, MessagePosition } from '@spoor/storage';
import { headIndex } from '../../present/piece.js';
import type { Surroundings } from '../../state/screen.js';
import { textDocument } from '../../state/text-document.js';
import { lineOfPlace, revealLine, settleText, toLine } from '../../state/text-place.js';
import { toMatch } from '../../state/text-view.js';
import { conversationPieces, reusedMessages } from './conversation-pieces.js';
import {
  anchorIndex,
  type ConversationState,
  type Goal,
  isBefore,
  mayGrow,
  positionOf,
} from './conversation-state.js';
import { conversationHeight, conversationWidth } from './conversation-view.js';
import { messageOfKey } from './message-pieces.js';
import type { ConversationTold } from './readers.js';

/** How many messages are read on each side of a place: a page up or down must not lead out of them. */
export function messagesAround({ rows }: Pick<Surroundings, 'rows'>): number {
  return Math.max(60, 2 * rows);
}

/** The conversation with messages that were read; the cursor goes where it was to go. */
export function withPage(
  state: ConversationState,
  told: ConversationTold,
  around: Surroundings,
): ConversationState {
  const { page, session } = told;
  const opened = !state.loaded && state.place.messageId === undefined;
  const next = withPieces({
    ...state,
    session,
    loaded: true,
    follow: opened ? mayGrow(told) : state.follow,
    messages: reusedMessages(state.messages, page.messages),
    calls: page.calls,
    hasBefore: page.hasBefore,
    hasAfter: page.hasAfter,
  });
  return settledConversation(atGoal(next, around), around);
}

/** The conversation with its pieces made anew from what is known. */
export function withPieces(state: ConversationState): ConversationState {
  return { ...state, pieces: conversationPieces(state) };
}

/** The text as it is laid out on the screen. */
export function conversationDocument({ pieces, view }: ConversationState, around: Surroundings) {
  return textDocument(pieces, view.folds, conversationWidth(around));
}

/** Brings the cursor into sight, and other messages where it comes near the end of the loaded ones. */
export function settledConversation(
  state: ConversationState,
  around: Surroundings,
): ConversationState {
  const { layout } = conversationDocument(state, around);
  const height = conversationHeight(state, around);
  const text =
    state.follow && !state.hasAfter
      ? toLine(state.view.text, layout, layout.total - 1, height)
      : settleText(state.view.text, layout, height);
  const settled = text === state.view.text ? state : { ...state, view: { ...state.view, text } };
  return reAnchored(settled, around);
}

/** The message that the cursor is on. */
export function messageAtCursor({ messages, view }: ConversationState): ConversationMessage | null {
  const id = view.text.cursor === null ? null : messageOfKey(view.text.cursor.piece);
  return messages.find((message) => message.id === id) ?? null;
}

/** Goes to a message that is loaded, or has the messages around it read. */
export function goTo(
  state: ConversationState,
  goal: 'start' | 'end' | Goal,
  around: Surroundings,
): ConversationState {
  const follow = goal === 'end' && state.follow;
  const isLoaded =
    typeof goal === 'string'
      ? !(goal === 'start' ? state.hasBefore : state.hasAfter)
      : state.messages.some((message) => isAt(message, goal.at));
  const next = { ...state, goal, follow };
  if (isLoaded) return settledConversation(atGoal(next, around), around);
  const { count } = state;
  const before = goal === 'start' ? 0 : goal === 'end' ? (count?.total ?? 0) : null;
  return {
    ...next,
    around: typeof goal === 'string' ? goal : goal.at,
    count: count === null || before === null ? null : { ...count, before },
  };
}

function reAnchored(state: ConversationState, around: Surroundings): ConversationState {
  const { messages, hasBefore, hasAfter, follow } = state;
  if (state.goal !== null) return state;
  if (follow) {
    const count = countedFrom(state, messages.length);
    return state.around === 'end' ? state : { ...state, around: 'end', count };
  }
  const current = messageAtCursor(state);
  if (current === null) return state;
  const index = messages.indexOf(current);
  const edge = messagesAround(around) >> 1;
  const isNear = (hasBefore && index < edge) || (hasAfter && index >= messages.length - edge);
  if (!isNear) return state;
  const place = positionOf(current);
  return typeof state.around === 'object' && state.around.id === place.id
    ? state
    : { ...state, around: place, count: countedFrom(state, index) };
}

/** What is known of the count holds for another of the loaded messages as well. */
function countedFrom(state: ConversationState, index: number): ConversationState['count'] {
  const { count } = state;
  return count && { ...count, before: count.before + index - anchorIndex(state) };
}

/** Puts the cursor where it was to go, once the messages there are loaded. */
function atGoal(state: ConversationState, around: Surroundings): ConversationState {
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

function isAt(message: ConversationMessage, at: string | MessagePosition): boolean {
  return message.id === (typeof at === 'string' ? at : at.id);
}
