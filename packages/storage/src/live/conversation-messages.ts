import type { SpoorDatabase } from '../database/spoor-database.js';
import type { Message } from '../stores/message.js';
import type { MessagePosition } from '../stores/message-list.js';

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

/** More of a message is not read for a page, characters. */
export const CONVERSATION_TEXT = 8_000;

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

/** Reads messages from a place on, or those before it, the nearest first. */
export function readMessages(
  db: SpoorDatabase,
  direction: 'before' | 'from',
  asked: MessagePosition & {
    readonly sessionId: string;
    readonly agentId: string | null | undefined;
    readonly count: number;
  },
): ConversationMessage[] {
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
    .all({ ...asked, most: CONVERSATION_TEXT })
    .map(messageOf);
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
