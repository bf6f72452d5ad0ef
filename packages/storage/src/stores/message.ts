import type { IsoTime, JsonObject, JsonValue } from '@spoor/core';

/**
 * What a message holds: what the user said, what the model answered, thought or asked a tool for,
 * what a tool gave back, an error of the API's, or a notice of the client's. A session that has too
 * many messages loses its tool output first.
 */
export type MessageKind =
  | 'prompt'
  | 'answer'
  | 'thinking'
  | 'tool_call'
  | 'tool_output'
  | 'error'
  | 'notice';

/** A message of a session; its key is the session and its id, for a fork copies ids. */
export interface Message {
  readonly sessionId: string;
  readonly id: string;
  /** The subagent that it belongs to; null for the main agent. */
  readonly agentId: string | null;
  /** The API's id: a message of several parts is several messages with one of these. */
  readonly messageId: string | null;
  /** As its source calls it. */
  readonly type: string;
  /** What sort of that type, where its source says. */
  readonly subtype: string | null;
  readonly kind: MessageKind | null;
  readonly role: string | null;
  /** The model that wrote it. */
  readonly model: string | null;
  /** The turn that it belongs to, by its prompt's id. */
  readonly promptId: string | null;
  /** The message before it. */
  readonly parentId: string | null;
  /** The call whose output it is. */
  readonly toolUseId: string | null;
  readonly content: string | null;
  readonly toolUses: JsonValue;
  readonly usage: JsonObject | null;
  readonly tokenCount: number | null;
  readonly isSummary: boolean;
  readonly timestamp: IsoTime;
}

/** A message to be written; what is left out is not known, id and time are made. */
export type NewMessage = Pick<Message, 'sessionId' | 'type'> & Partial<Message>;

/** What may be changed of a message. */
export type MessageChanges = Partial<Omit<Message, 'sessionId' | 'id'>>;

/** Columns of a message by the names of its type. */
export const MESSAGE_FIELDS = [
  ['sessionId', 'session_id'],
  ['id', 'id'],
  ['agentId', 'agent_id'],
  ['messageId', 'message_id'],
  ['type', 'type'],
  ['subtype', 'subtype'],
  ['kind', 'kind'],
  ['role', 'role'],
  ['model', 'model'],
  ['promptId', 'prompt_id'],
  ['parentId', 'parent_id'],
  ['toolUseId', 'tool_use_id'],
  ['content', 'content'],
  ['toolUses', 'tool_uses'],
  ['usage', 'usage'],
  ['tokenCount', 'token_count'],
  ['isSummary', 'is_summary'],
  ['timestamp', 'timestamp'],
] as const satisfies readonly (readonly [keyof Message, string])[];

/** A message's columns under the names of its type. */
export const MESSAGE_COLUMNS = MESSAGE_FIELDS.map(([name, column]) => `${column} AS ${name}`).join(
  ', ',
);

/** A message as its table holds it. */
export type MessageRow = Omit<Message, 'toolUses' | 'usage' | 'isSummary'> & {
  toolUses: string | null;
  usage: string | null;
  isSummary: 0 | 1;
};

/** A message with its JSON parsed. */
export function messageOf(row: MessageRow): Message {
  return {
    ...row,
    toolUses: row.toolUses === null ? null : (JSON.parse(row.toolUses) as JsonValue),
    usage: row.usage === null ? null : (JSON.parse(row.usage) as JsonObject),
    isSummary: row.isSummary === 1,
  };
}
