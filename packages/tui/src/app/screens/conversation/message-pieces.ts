import { stripVTControlCharacters } from 'node:util';
import type { AskedTool, ConversationCall, ConversationMessage } from '@spoor/storage';
import { shortNumber } from '../../../present/amounts.js';
import { modelName } from '../../../present/project-name.js';
import { isNotice, promptText, withoutClientTags } from '../../../present/prompt-text.js';
import { oneLine } from '../../../present/safe-text.js';
import { span } from '../../present/line.js';
import type { Piece } from '../../present/piece.js';
import { callPiece } from './call-piece.js';
import { bodyOf, messagePiece } from './message-piece.js';
import { outputPiece } from './output-piece.js';

/** What is needed to show a message besides itself. */
export interface MessageContext {
  readonly calls: ReadonlyMap<string, ConversationCall>;
  /** What the loaded messages ask for, by the ids of the calls. */
  readonly asked: ReadonlyMap<string | null, AskedTool>;
  /** Types of subagents by their ids. */
  readonly agents: Readonly<Record<string, string>>;
  /** Where the session works. */
  readonly folder: string | null;
  /** The agent whose messages stand at the left edge; null for the main agent. */
  readonly main: string | null;
  /** Whether the message before is a part of the same one. */
  readonly goesOn: boolean;
  /** Whether what asked for the output stands right above it. */
  readonly isUnderCall: boolean;
}

/** Columns by which what a subagent said lies deeper. */
const DEEPER = 4;

/** The pieces that a message is shown as; none when there is nothing to say. */
export function messagePieces(message: ConversationMessage, context: MessageContext): Piece[] {
  const said = saidPiece(message, context);
  const asked = message.asks.map((ask, index) => callPiece(message, ask, index, context));
  return [...(said === null ? [] : [said]), ...asked].map((piece) =>
    deeper(piece, message, context),
  );
}

/** The identity of a piece's message. */
export function messageOfKey(key: string): string {
  return key.replace(/#.*/s, '');
}

function deeper(
  piece: Piece,
  { agentId }: ConversationMessage,
  { agents, main }: MessageContext,
): Piece {
  if (agentId === main) return piece;
  const who = agentId === null ? 'main agent' : (agents[agentId] ?? 'subagent');
  return {
    ...piece,
    indent: agentId === null ? 0 : DEEPER,
    head: piece.isApart ? [span(`${oneLine(who, 40)} · `, 'faint'), ...piece.head] : piece.head,
  };
}

function saidPiece(message: ConversationMessage, context: MessageContext): Piece | null {
  const { kind, content } = message;
  const text = content ?? '';
  switch (kind) {
    case 'prompt':
      return promptPiece(message);
    case 'answer':
      return answerPiece(message, context);
    case 'thinking':
      return text === '' ? null : thinkingPiece(message);
    case 'tool_call':
      // What was thought or said before stands in the same message.
      return text === '' ? null : answerPiece(message, context);
    case 'tool_output':
      return outputPiece(message, context);
    case 'error':
      return messagePiece(message, 'error', {
        head: [span('error', 'bad')],
        body: bodyOf(message, (whole) => ({ kind: 'plain', text: whole, tone: 'bad' })),
        preview: 4,
      });
    default:
      return noticePiece(message);
  }
}

function promptPiece(message: ConversationMessage): Piece {
  const { isSummary, content } = message;
  if (isSummary) {
    return messagePiece(message, 'summary', {
      head: [span('summary of what was before', 'faint')],
      body: bodyOf(message, (text) => ({ kind: 'markdown', text })),
      preview: 0,
      isFolded: true,
    });
  }
  const isClients = isNotice(content ?? '');
  return messagePiece(message, isClients ? 'notice' : 'prompt', {
    head: [span(isClients ? 'notice' : 'user', isClients ? 'faint' : 'person')],
    body: bodyOf(message, (text) => ({ kind: 'plain', text: promptText(text) })),
    preview: 2,
  });
}

function answerPiece(message: ConversationMessage, { goesOn }: MessageContext): Piece {
  const { model, tokenCount } = message;
  const who = oneLine(model === null ? 'assistant' : modelName(model), 60);
  const tokens =
    tokenCount === null || goesOn
      ? ''
      : `${shortNumber(tokenCount)} token${tokenCount === 1 ? '' : 's'} `;
  return messagePiece(message, 'answer', {
    head: [span(who, 'accent')],
    ...(tokens === '' ? {} : { note: [span(tokens, 'faint')] }),
    body: bodyOf(message, (text) => ({ kind: 'markdown', text })),
    preview: 2,
  });
}

function thinkingPiece(message: ConversationMessage): Piece {
  return messagePiece(message, 'thinking', {
    head: [span('thought', 'faint')],
    body: bodyOf(message, (text) => ({ kind: 'plain', text, tone: 'faint' })),
    preview: 0,
    isFolded: true,
    isApart: false,
  });
}

/** What the client noted, or told the model beside what was said. */
function noticePiece(message: ConversationMessage): Piece | null {
  const { subtype, type } = message;
  const text = stripVTControlCharacters(withoutClientTags(message.content ?? '')).trim();
  if (text === '') return null;
  if (subtype === 'compact_boundary') {
    return messagePiece(message, 'compaction', {
      head: [span(`─── ${oneLine(text)} ───`, 'warn')],
      body: [],
      preview: 0,
    });
  }
  const name = oneLine(subtype ?? (type === 'user' ? 'note' : type), 40);
  const isShort = text.length < 200 && !text.includes('\n');
  return messagePiece(message, 'notice', {
    head: [span(isShort ? `${name}: ${oneLine(text)}` : name, 'faint')],
    body: isShort ? [] : [{ kind: 'plain', text, tone: 'faint' }],
    preview: 0,
    isFolded: true,
    isApart: false,
  });
}
