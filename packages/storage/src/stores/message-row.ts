import { isoTime, type JsonValue, newEventId, redactJson, redactText } from '@spoor/core';
import type { MessageChanges, MessageRow, NewMessage } from './message.js';

/** A new message as its table holds it, redacted. */
export function newMessageRow(message: NewMessage): MessageRow {
  const now = Date.now();
  return {
    agentId: null,
    messageId: null,
    kind: null,
    role: null,
    content: null,
    toolUses: null,
    usage: null,
    tokenCount: null,
    isSummary: 0,
    ...changesRow(message),
    type: message.type,
    sessionId: message.sessionId,
    id: message.id ?? newEventId(now),
    timestamp: message.timestamp ?? isoTime(now),
  };
}

/** What is given of a message, as its table holds it, redacted. */
export function changesRow(changes: MessageChanges): Partial<MessageRow> {
  const { content, toolUses, usage, isSummary, agentId, messageId, type, kind, role } = changes;
  const { tokenCount, timestamp } = changes;
  return {
    ...(agentId === undefined ? {} : { agentId }),
    ...(messageId === undefined ? {} : { messageId }),
    ...(type === undefined ? {} : { type }),
    ...(kind === undefined ? {} : { kind }),
    ...(role === undefined ? {} : { role }),
    ...(content === undefined ? {} : { content: content === null ? null : redactText(content) }),
    ...(toolUses === undefined ? {} : { toolUses: jsonText(toolUses) }),
    ...(usage === undefined ? {} : { usage: jsonText(usage) }),
    ...(tokenCount === undefined ? {} : { tokenCount }),
    ...(isSummary === undefined ? {} : { isSummary: isSummary ? 1 : 0 }),
    ...(timestamp === undefined ? {} : { timestamp }),
  };
}

function jsonText(value: JsonValue): string | null {
  return value === null ? null : JSON.stringify(redactJson(value));
}
