import type { ConversationMessage } from '@spoor/storage';
import type { Surroundings } from '../../state/screen.js';
import { toMatch } from '../../state/text-view.js';
import {
  agentFilter,
  type ConversationState,
  positionOf,
  type Seek,
} from './conversation-state.js';
import { conversationDocument, conversationHeight } from './conversation-view.js';
import { goTo, messageAtCursor, settledConversation } from './conversation-window.js';
import { messageOfKey } from './message-pieces.js';

/** Goes on to the text that is looked for: in this message, else in the next that has it. */
export function found(
  state: ConversationState,
  command: 'accept-find' | 'next-match' | 'previous-match',
  around: Surroundings,
): ConversationState {
  const view = { ...state.view, typing: false };
  const next = { ...state, view, notFound: null, follow: false };
  if (view.find.text === '') return next;
  const direction = command === 'previous-match' ? -1 : 1;
  const height = conversationHeight(next, around);
  const match = toMatch(view, conversationDocument(next, around), direction, height);
  const current = messageAtCursor(next);
  // What is folded may hold nearer ones: only those of the same message are taken as they are.
  if (match?.text.cursor != null && messageOfKey(match.text.cursor.piece) === current?.id) {
    return settledConversation({ ...next, view: match }, around);
  }
  if (current === null) return next;
  return seeking(next, 'text', current, direction === 1 ? 'next' : 'previous');
}

/** Goes to the nearest prompt, loaded or not. */
export function toPrompt(
  state: ConversationState,
  direction: 'next' | 'previous',
  around: Surroundings,
): ConversationState {
  const current = messageAtCursor(state);
  if (current === null) return state;
  const { messages } = state;
  const index = messages.indexOf(current);
  const near =
    direction === 'next'
      ? messages.slice(index + 1).find(isPrompt)
      : messages.slice(0, index).findLast(isPrompt);
  const next = { ...state, follow: false, notFound: null };
  if (near !== undefined) return goTo(next, { at: near.id, isMatch: false }, around);
  const isMore = direction === 'next' ? state.hasAfter : state.hasBefore;
  if (!isMore) {
    return { ...next, notFound: `no prompt ${direction === 'next' ? 'behind' : 'before'} this` };
  }
  return seeking(next, 'prompt', current, direction);
}

function isPrompt({ kind, isSummary }: ConversationMessage): boolean {
  return kind === 'prompt' && !isSummary;
}

function seeking(
  state: ConversationState,
  what: Seek['what'],
  from: ConversationMessage,
  direction: 'next' | 'previous',
): ConversationState {
  const serial = state.serial + 1;
  const search = {
    sessionId: state.place.sessionId,
    ...agentFilter(state),
    from: positionOf(from),
    direction,
    ...(what === 'text' ? { text: state.view.find.text } : { onlyPrompts: true }),
  };
  return { ...state, serial, seek: { what, search, serial } };
}
