import type { SpoorDatabase } from '../database/spoor-database.js';
import type { MessagePosition } from '../stores/message-list.js';
import { whereOf } from '../stores/where.js';
import { SAYS_SOMETHING } from './conversation-messages.js';

/** What is looked for in a conversation, and from where. */
export interface ConversationSearch {
  readonly sessionId: string;
  /** Null: in the main agent's messages; left out: in everybody's. */
  readonly agentId?: string | null | undefined;
  /** A text that is in the message, capitals of ASCII aside; any message by default. */
  readonly text?: string | undefined;
  /** Only what the user asked. */
  readonly onlyPrompts?: boolean | undefined;
  readonly from: MessagePosition;
  readonly direction: 'next' | 'previous';
}

/** Finds the nearest message that fits; null when there is none that way. */
export function findInConversation(
  db: SpoorDatabase,
  { text, onlyPrompts, direction, from, ...place }: ConversationSearch,
): MessagePosition | null {
  const next = direction === 'next';
  const conditions = [
    'session_id = @sessionId',
    ...(place.agentId === undefined ? [] : ['agent_id IS @agentId']),
    `(timestamp, id) ${next ? '>' : '<'} (@timestamp, @id)`,
    SAYS_SOMETHING,
    ...(onlyPrompts === true ? ["kind = 'prompt'"] : []),
    ...(text === undefined
      ? []
      : ['(instr(lower(content), @text) > 0 OR instr(lower(tool_uses), @text) > 0)']),
  ];
  const found = db
    .prepare<object, MessagePosition>(
      `SELECT timestamp, id FROM messages ${whereOf(conditions)}
       ORDER BY ${next ? 'timestamp, id' : 'timestamp DESC, id DESC'} LIMIT 1`,
    )
    .get({ ...place, ...from, text: text === undefined ? undefined : lowerAscii(text) });
  return found ?? null;
}

/** How many messages stand before a place, and how many there are. */
export function countConversation(
  db: SpoorDatabase,
  {
    sessionId,
    agentId,
    before,
  }: Pick<ConversationSearch, 'sessionId' | 'agentId'> & { readonly before: MessagePosition },
): { readonly before: number; readonly total: number } {
  const conditions = [
    'session_id = @sessionId',
    ...(agentId === undefined ? [] : ['agent_id IS @agentId']),
    SAYS_SOMETHING,
  ];
  const row = db
    .prepare<object, { before: number; total: number }>(
      `SELECT count(*) AS total, coalesce(sum((timestamp, id) < (@timestamp, @id)), 0) AS before
       FROM messages ${whereOf(conditions)}`,
    )
    .get({ sessionId, agentId, ...before });
  return row ?? { before: 0, total: 0 };
}

/** As SQLite's `lower` does it. */
function lowerAscii(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
