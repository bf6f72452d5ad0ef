import { foldedSorts } from '../../state/folds.js';
import type { Effect, Step, Surroundings } from '../../state/screen.js';
import { movementOf } from '../../state/table-state.js';
import { pieceAt } from '../../state/text-document.js';
import { lineOfPlace } from '../../state/text-place.js';
import { textPressed } from '../../state/text-view.js';
import { callScreen } from '../call/call-screen.js';
import { resumeEffects } from '../resume-effects.js';
import { callOfPiece } from './call-piece.js';
import { found, toPrompt } from './conversation-search.js';
import { agentFilter, type ConversationState, mayGrow, positionOf } from './conversation-state.js';
import { conversationDocument, conversationHeight } from './conversation-view.js';
import { goTo, messageAtCursor, settledConversation } from './conversation-window.js';

/** Carries out a command in a conversation. */
export function conversationPressed(
  before: ConversationState,
  command: string,
  around: Surroundings,
): Step<ConversationState> {
  // Who goes elsewhere doesn't wait for what was looked for.
  const state = before.seek === null ? before : { ...before, seek: null };
  switch (command) {
    case 'first':
      return { state: goTo(state, 'start', around) };
    case 'last':
      return { state: goTo({ ...state, follow: mayGrow(state) }, 'end', around) };
    case 'follow':
      return state.follow
        ? { state: { ...state, follow: false } }
        : { state: goTo({ ...state, follow: true }, 'end', around) };
    case 'accept-find':
    case 'next-match':
    case 'previous-match':
      return { state: found(state, command, around) };
    case 'next-prompt':
      return { state: toPrompt(state, 'next', around) };
    case 'previous-prompt':
      return { state: toPrompt(state, 'previous', around) };
    case 'toggle-thinking':
      return { state: toggledSort(state, 'thinking', around) };
    case 'toggle-output':
      return { state: toggledSort(state, 'output', around) };
    case 'toggle-agents':
      return { state: withOtherReach(state) };
    case 'open':
      return opened(state, around);
    case 'yank':
      return { state, effects: yanked(state, around) };
    case 'yank-resume':
      return { state, effects: resumeEffects(resumedOf(state)) };
    case 'page':
      return { state, effects: [wholeConversation(state)] };
    default:
      return moved(state, command, around);
  }
}

function moved(
  state: ConversationState,
  command: string,
  around: Surroundings,
): Step<ConversationState> {
  const document = conversationDocument(state, around);
  const height = conversationHeight(state, around);
  const view = textPressed(state.view, document, command, height);
  if (view === null) return { state };
  const movement = movementOf(command, height);
  const isDown = movement !== null && 'by' in movement && movement.by > 0;
  const isLast = lineOfPlace(document.layout, view.text.cursor) === document.layout.total - 1;
  const follow =
    movement === null
      ? state.follow && view.text === state.view.text
      : isDown && isLast && !state.hasAfter && mayGrow(state);
  return {
    state: settledConversation({ ...state, view, follow, goal: null, notFound: null }, around),
  };
}

/** All of a sort are folded, or shown; single ones no longer differ. */
function toggledSort(
  state: ConversationState,
  sort: string,
  around: Surroundings,
): ConversationState {
  const { folds } = state.view;
  const isFolded = folds.sorts[sort] ?? true;
  const next = foldedSorts(folds, [sort], !isFolded);
  return settledConversation({ ...state, view: { ...state.view, folds: next } }, around);
}

/** The messages around the cursor's are read again, with or without those of others. */
function withOtherReach(state: ConversationState): ConversationState {
  const current = messageAtCursor(state);
  return {
    ...state,
    reach: state.reach === 'one' ? 'all' : 'one',
    around: state.follow || current === null ? state.around : positionOf(current),
    goal: state.follow ? 'end' : null,
    count: null,
  };
}

function opened(state: ConversationState, around: Surroundings): Step<ConversationState> {
  const document = conversationDocument(state, around);
  const piece = pieceAt(document, state.view.text);
  const message = messageAtCursor(state);
  if (piece === null || message === null) return { state };
  const { sessionId } = state.place;
  const call = callOfPiece(piece.key, message);
  if (call !== null) {
    const screen = callScreen({ sessionId, kind: 'call', id: call });
    return { state, effects: [{ type: 'open', screen }] };
  }
  if (message.kind === 'prompt' && message.promptId !== null && !message.isSummary) {
    const id = turnIdOf(sessionId, message.promptId);
    return {
      state,
      effects: [{ type: 'open', screen: callScreen({ sessionId, kind: 'turn', id }) }],
    };
  }
  return moved(state, 'fold', around);
}

/** As the recorder names the turn of a prompt. */
function turnIdOf(sessionId: string, promptId: string): string {
  return `${sessionId}:${promptId}`;
}

function yanked(state: ConversationState, around: Surroundings): Effect[] {
  const piece = pieceAt(conversationDocument(state, around), state.view.text);
  const source = piece?.source() ?? null;
  if (piece === null || source === null) return [{ type: 'say', text: 'There is no text here.' }];
  return [{ type: 'yank', text: source.text, what: piece.sort }];
}

function wholeConversation(state: ConversationState): Effect {
  const input = { sessionId: state.place.sessionId, ...agentFilter(state) };
  return { type: 'act', request: { name: 'conversation-text', input }, tag: 'page' };
}

function resumedOf({ place, session }: ConversationState) {
  return { id: place.sessionId, workingDirectory: session?.folder ?? null };
}
