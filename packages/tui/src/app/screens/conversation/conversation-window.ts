import type { ConversationMessage } from '@spoor/storage';
import type { Surroundings } from '../../state/screen.js';
import { settleText, toLine } from '../../state/text-place.js';
import { atGoal, isAt } from './conversation-goal.js';
import { conversationPieces, reusedMessages } from './conversation-pieces.js';
import {
  anchorIndex,
  type ConversationState,
  type Goal,
  mayGrow,
  positionOf,
} from './conversation-state.js';
import { conversationDocument, conversationHeight } from './conversation-view.js';
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
