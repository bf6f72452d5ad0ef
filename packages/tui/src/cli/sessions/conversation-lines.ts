import { stripVTControlCharacters } from 'node:util';
import type { Message, SessionHistory } from '@spoor/storage';
import { cutEnd, wrap } from '../../present/fit-text.js';
import { isNotice, promptText, withoutClientTags } from '../../present/prompt-text.js';
import { clockTime } from '../../present/relative-time.js';
import { excerpt, oneLine, safeText } from '../../present/safe-text.js';
import type { Tone } from '../../present/status.js';
import { type AskedCall, askedCalls } from './asked-calls.js';
import type { ListingLook } from './session-table.js';

/** Where a page of messages begins. */
export interface ConversationPage {
  /** Number of the first message, from 1. */
  readonly first: number;
  /** How many messages the session has. */
  readonly total: number;
}

/** Lines that are shown of an answer, and of what a tool gave back. */
const MOST_LINES = 400;
const OUTPUT_LINES = 3;

const INDENT = '  ';

/** Lays out what was said: prompts, answers, calls and what came of them, the oldest first. */
export function conversationLines(
  { session, subagents }: Pick<SessionHistory, 'session' | 'subagents'>,
  messages: readonly Message[],
  look: ListingLook,
  { first, total }: ConversationPage,
): string[] {
  if (messages.length === 0) {
    return [
      first > 1
        ? 'It has no messages from there on.'
        : 'No messages: its transcript was not read. To read it: spoor import',
    ];
  }
  const types = new Map(subagents.map(({ agentId, agent }) => [agentId, agent]));
  const lines = messages.flatMap((message) =>
    messageLines(
      message,
      look,
      message.agentId === null ? null : (types.get(message.agentId) ?? null),
    ),
  );
  const next = first + messages.length;
  if (next > total) return lines;
  const id = safeText(session.id.slice(0, 8));
  const more = `Messages ${first} to ${next - 1} of ${total}. What follows: spoor sessions show ${id} --messages --from ${next}`;
  return [...lines, '', look.paint(more, 'faint')];
}

interface Part {
  readonly head: string;
  readonly tone: Tone;
  readonly body: readonly string[];
  /** Whether a line is left free above it. */
  readonly isApart: boolean;
}

function messageLines(message: Message, look: ListingLook, agent: string | null): string[] {
  const part = partOf(message, look);
  if (part === null) return [];
  const { width, paint } = look;
  const deeper = message.agentId === null ? '' : INDENT;
  const who = message.agentId === null ? '' : `↳ ${safeText(agent ?? 'subagent')} `;
  const head = cutEnd(`${who}${part.head}`, width - deeper.length - 10);
  return [
    ...(part.isApart ? [''] : []),
    `${deeper}${paint(clockTime(message.timestamp), 'faint')}  ${paint(head, part.tone)}`,
    ...part.body.map((line) => `${deeper}${INDENT}${line}`),
  ];
}

function partOf(message: Message, { width, paint }: ListingLook): Part | null {
  const room = width - 2 * INDENT.length;
  const text = message.content ?? '';
  const all = () => textLines(text, room, MOST_LINES);
  switch (message.kind) {
    case 'prompt':
      return {
        head: speakerOf(message),
        tone: message.isSummary ? 'faint' : 'strong',
        body: textLines(promptText(text), room, MOST_LINES),
        isApart: true,
      };
    case 'answer':
      return {
        head: safeText(message.model ?? 'assistant'),
        tone: 'accent',
        body: all(),
        isApart: true,
      };
    case 'thinking':
      return text === '' ? null : linePart(`thought: ${text}`, 'faint');
    case 'tool_call': {
      const calls = askedCalls(message.toolUses);
      return calls.length === 0 ? null : linePart(calls.map(callText).join('; '), 'plain');
    }
    case 'tool_output':
      return text === ''
        ? null
        : {
            head: 'gave back',
            tone: 'faint',
            body: textLines(text, room, OUTPUT_LINES).map((line) => paint(line, 'faint')),
            isApart: false,
          };
    case 'error':
      return { head: 'error', tone: 'bad', body: all(), isApart: true };
    default:
      return noticePart(message, stripVTControlCharacters(withoutClientTags(text)).trim());
  }
}

/** Who said a prompt: the user, or the client in the user's place. */
function speakerOf({ isSummary, content }: Message): string {
  if (isSummary) return 'summary';
  return isNotice(content ?? '') ? 'notice' : 'user';
}

/** What the client noted, or told the model beside what was said. */
function noticePart({ subtype, type }: Message, text: string): Part | null {
  const name = subtype ?? (type === 'user' ? 'note' : type);
  return text === '' ? null : linePart(`${name}: ${text}`, 'faint');
}

function callText({ name, about }: AskedCall): string {
  return `→ ${name}${about === '' ? '' : ` ${about}`}`;
}

function linePart(text: string, tone: Tone): Part {
  return { head: oneLine(text, 400), tone, body: [], isApart: false };
}

/** The lines of a text as they fit; of a longer one it is told how much is left out. */
function textLines(text: string, room: number, most: number): string[] {
  const all = text.trimEnd().split(/\r?\n/);
  const lines = all
    .slice(0, most)
    .flatMap((line) => wrap(safeText(excerpt(line.replaceAll('\t', '  '), 10_000)), room, most));
  const left = all.length > most ? [`… ${all.length - most} more lines`] : [];
  return [...lines.slice(0, most), ...left];
}
