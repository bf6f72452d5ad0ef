import type { SpoorDatabase } from '../database/spoor-database.js';
import type { MessagePosition } from '../stores/message-list.js';
import type { ToolCall } from '../stores/tool-call-store.js';
import { type ConversationMessage, readMessages } from './conversation-messages.js';

/** What is told of a call beside the message that asks for it. */
export type ConversationCall = Pick<
  ToolCall,
  'toolUseId' | 'toolName' | 'summary' | 'filePath' | 'status' | 'durationMs' | 'resultBytes'
>;

/** Where a page lies. */
export interface ConversationQuery {
  readonly sessionId: string;
  /** Null: the main agent's messages; left out: everybody's. */
  readonly agentId?: string | null | undefined;
  /** A message's id or place, whether it is shown or not, or an end of the conversation. */
  readonly around: 'start' | 'end' | string | MessagePosition;
  /** Most messages on each side of it. */
  readonly count: number;
}

/** Messages around a place, the oldest first. */
export interface ConversationPage {
  readonly messages: readonly ConversationMessage[];
  /** The calls that stand in them. */
  readonly calls: readonly ConversationCall[];
  /** Whether there are others before the first. */
  readonly hasBefore: boolean;
  /** Whether there are others behind the last. */
  readonly hasAfter: boolean;
}

/** Reads the messages around a place. Bookkeeping of the client that says nothing is left out. */
export function readConversationPage(
  db: SpoorDatabase,
  { sessionId, agentId, around, count }: ConversationQuery,
): ConversationPage {
  const place = placeOf(db, sessionId, around);
  const read = (direction: 'before' | 'from') =>
    place[direction] === null
      ? []
      : readMessages(db, direction, { sessionId, agentId, count: count + 1, ...place[direction] });
  const before = read('before');
  const from = read('from');
  const messages = [...before.slice(0, count).reverse(), ...from.slice(0, count)];
  return {
    messages,
    calls: callsOf(db, sessionId, messages),
    hasBefore: before.length > count,
    hasAfter: from.length > count,
  };
}

interface Place {
  readonly before: MessagePosition | null;
  readonly from: MessagePosition | null;
}

function placeOf(db: SpoorDatabase, sessionId: string, around: ConversationQuery['around']): Place {
  if (around === 'start') return { before: null, from: FIRST };
  if (around === 'end') return { before: LAST, from: null };
  const position = typeof around === 'string' ? positionOf(db, sessionId, around) : around;
  return position === null
    ? { before: LAST, from: null }
    : {
        before: { timestamp: position.timestamp, id: position.id },
        from: { timestamp: position.timestamp, id: position.id },
      };
}

const FIRST: MessagePosition = { timestamp: '', id: '' };
const LAST: MessagePosition = { timestamp: '~', id: '' };

function positionOf(db: SpoorDatabase, sessionId: string, id: string): MessagePosition | null {
  return (
    db
      .prepare<[string, string], MessagePosition>(
        'SELECT timestamp, id FROM messages WHERE session_id = ? AND id = ?',
      )
      .get(sessionId, id) ?? null
  );
}

function callsOf(
  db: SpoorDatabase,
  sessionId: string,
  messages: readonly ConversationMessage[],
): ConversationCall[] {
  const ids = new Set(
    messages
      .flatMap(({ asks, toolUseId }) => [toolUseId, ...asks.map(({ id }) => id)])
      .filter((id) => id !== null),
  );
  return db
    .prepare<[string, string], ConversationCall>(
      `SELECT tool_use_id AS toolUseId, tool_name AS toolName, summary, file_path AS filePath,
         status, duration_ms AS durationMs, result_bytes AS resultBytes
       FROM json_each(?) AS asked CROSS JOIN tool_calls
       ON session_id = ? AND tool_use_id = asked.value`,
    )
    .all(JSON.stringify([...ids]), sessionId);
}
