import type { SpoorDatabase } from '../database/spoor-database.js';
import type { Message } from '../stores/message.js';
import type { MessagePosition } from '../stores/message-list.js';
import type { ToolCall } from '../stores/tool-call-store.js';

/** A message as a conversation shows it: long texts are cut, inputs of tools left out. */
export interface ConversationMessage
  extends Pick<
    Message,
    | 'id'
    | 'agentId'
    | 'messageId'
    | 'type'
    | 'subtype'
    | 'kind'
    | 'role'
    | 'model'
    | 'promptId'
    | 'toolUseId'
    | 'content'
    | 'tokenCount'
    | 'isSummary'
    | 'timestamp'
  > {
  /** Size of the whole text. */
  readonly contentBytes: number;
  /** Whether `content` is not all of it. */
  readonly isCut: boolean;
  /** What it asks tools for. */
  readonly asks: readonly AskedTool[];
}

/** What a message asks a tool for. */
export interface AskedTool {
  readonly id: string | null;
  readonly name: string | null;
  /** What it is about, for calls that no row tells of. */
  readonly about: string | null;
}

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

/** More of a message is not read for a page, characters. */
export const CONVERSATION_TEXT = 8_000;

/** Reads the messages around a place. Bookkeeping of the client that says nothing is left out. */
export function readConversationPage(
  db: SpoorDatabase,
  { sessionId, agentId, around, count }: ConversationQuery,
): ConversationPage {
  const place = placeOf(db, sessionId, around);
  const read = (direction: 'before' | 'from') =>
    place[direction] === null
      ? []
      : pageRows(db, direction, { sessionId, agentId, count: count + 1, ...place[direction] });
  const before = read('before');
  const from = read('from');
  const rows = [...before.slice(0, count).reverse(), ...from.slice(0, count)];
  const messages = rows.map(messageOf);
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

/** Fields of an input that say best what a call is about. */
const ABOUT = `coalesce(${[
  ...['command', 'file_path', 'notebook_path', 'pattern', 'query', 'url', 'description', 'prompt'],
  ...['path', 'skill', 'subject'],
]
  .map((field) => `value ->> '$.input.${field}'`)
  .join(', ')}, '')`;

/** What says nothing: lines of the client's own that hold no text. */
export const SAYS_SOMETHING = `(content IS NOT NULL OR tool_uses IS NOT NULL
  OR kind IN ('prompt', 'answer', 'tool_call', 'tool_output', 'error'))`;

type MessageRow = Omit<ConversationMessage, 'asks' | 'isSummary' | 'isCut'> & {
  readonly asks: string | null;
  readonly isSummary: 0 | 1;
};

function pageRows(
  db: SpoorDatabase,
  direction: 'before' | 'from',
  asked: MessagePosition & {
    readonly sessionId: string;
    readonly agentId: string | null | undefined;
    readonly count: number;
  },
): MessageRow[] {
  const order = direction === 'from' ? 'timestamp, id' : 'timestamp DESC, id DESC';
  return db
    .prepare<object, MessageRow>(
      `SELECT id, agent_id AS agentId, message_id AS messageId, type, subtype, kind, role, model,
         prompt_id AS promptId, tool_use_id AS toolUseId, substr(content, 1, @most) AS content,
         token_count AS tokenCount, is_summary AS isSummary, timestamp,
         coalesce(octet_length(content), 0) AS contentBytes,
         CASE WHEN tool_uses IS NOT NULL THEN (
           SELECT json_group_array(json_object(
             'id', CASE type WHEN 'object' THEN substr(value ->> '$.id', 1, 200) END,
             'name', CASE type WHEN 'object' THEN substr(value ->> '$.name', 1, 200) END,
             'about', CASE type WHEN 'object' THEN substr(${ABOUT}, 1, 300) END))
           FROM json_each(tool_uses)) END AS asks
       FROM messages
       WHERE session_id = @sessionId ${asked.agentId === undefined ? '' : 'AND agent_id IS @agentId'}
         AND (timestamp, id) ${direction === 'from' ? '>=' : '<'} (@timestamp, @id)
         AND ${SAYS_SOMETHING}
       ORDER BY ${order} LIMIT @count`,
    )
    .all({ ...asked, most: CONVERSATION_TEXT });
}

function messageOf({ asks, isSummary, ...row }: MessageRow): ConversationMessage {
  return {
    ...row,
    isSummary: isSummary === 1,
    isCut: isCut(row),
    asks: asks === null ? [] : (JSON.parse(asks) as ConversationMessage['asks']),
  };
}

function isCut({ content, contentBytes }: Pick<MessageRow, 'content' | 'contentBytes'>): boolean {
  if (content === null || content.length < CONVERSATION_TEXT) return false;
  return Buffer.byteLength(content) < contentBytes;
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
