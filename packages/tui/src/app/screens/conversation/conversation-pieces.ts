import type { ConversationCall, ConversationMessage } from '@spoor/storage';
import type { Piece } from '../../present/piece.js';
import type { ConversationState } from './conversation-state.js';
import { type MessageContext, messagePieces } from './message-pieces.js';

interface Made {
  readonly from: string;
  readonly pieces: readonly Piece[];
}

const MADE = new WeakMap<ConversationMessage, Made>();

/** The pieces of the loaded messages; those of a message that stayed the same are the same. */
export function conversationPieces(
  state: Pick<ConversationState, 'messages' | 'calls' | 'agents' | 'session' | 'place'>,
): Piece[] {
  const { messages, agents, session, place } = state;
  const calls = new Map(state.calls.map((call) => [call.toolUseId, call]));
  const asked = new Map(messages.flatMap(({ asks }) => asks.map((ask) => [ask.id, ask])));
  return messages.flatMap((message, index) => {
    const before = messages[index - 1];
    return madeOnce(message, {
      calls,
      asked,
      agents,
      folder: session?.folder ?? null,
      main: place.agentId ?? null,
      goesOn: message.messageId !== null && before?.messageId === message.messageId,
      isUnderCall: isUnder(message, before),
    });
  });
}

/** The messages that were read, those that are the same as before by their old objects. */
export function reusedMessages(
  before: readonly ConversationMessage[],
  messages: readonly ConversationMessage[],
): ConversationMessage[] {
  const known = new Map(before.map((message) => [message.id, message]));
  return messages.map((message) => {
    const old = known.get(message.id);
    return old !== undefined && sameMessage(old, message) ? old : message;
  });
}

function isUnder(message: ConversationMessage, before: ConversationMessage | undefined): boolean {
  return message.toolUseId !== null && before?.asks.at(-1)?.id === message.toolUseId;
}

function madeOnce(message: ConversationMessage, context: MessageContext): readonly Piece[] {
  const from = JSON.stringify([
    context.folder,
    context.main,
    context.goesOn,
    context.isUnderCall,
    context.asked.get(message.toolUseId)?.name ?? null,
    message.agentId === null ? null : context.agents[message.agentId],
    ...[message.toolUseId, ...message.asks.map(({ id }) => id)].map((id) =>
      id === null ? null : callKey(context.calls.get(id)),
    ),
  ]);
  const made = MADE.get(message);
  if (made?.from === from) return made.pieces;
  const pieces = messagePieces(message, context);
  MADE.set(message, { from, pieces });
  return pieces;
}

function callKey(call: ConversationCall | undefined): unknown {
  return call === undefined
    ? null
    : [call.status, call.durationMs, call.toolName, call.summary, call.resultBytes];
}

function sameMessage(a: ConversationMessage, b: ConversationMessage): boolean {
  return (
    a.content === b.content &&
    a.contentBytes === b.contentBytes &&
    a.kind === b.kind &&
    a.timestamp === b.timestamp &&
    a.tokenCount === b.tokenCount &&
    a.asks.length === b.asks.length &&
    a.asks.every(({ id }, index) => id === b.asks[index]?.id)
  );
}
