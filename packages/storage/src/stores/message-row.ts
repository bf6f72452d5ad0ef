import { isoTime, type JsonValue, newEventId, redactJson, redactText } from '@spoor/core';
import type { MessageChanges, MessageRow, NewMessage } from './message.js';
import { redactName } from './redact-name.js';

/** A new message as its table holds it, redacted. */
export function newMessageRow(message: NewMessage): MessageRow {
  const now = Date.now();
  return {
    agentId: null,
    messageId: null,
    subtype: null,
    kind: null,
    role: null,
    model: null,
    promptId: null,
    parentId: null,
    toolUseId: null,
    content: null,
    toolUses: null,
    usage: null,
    tokenCount: null,
    isSummary: 0,
    ...changesRow(message),
    type: redactName(message.type),
    sessionId: message.sessionId,
    id: message.id ?? newEventId(now),
    timestamp: message.timestamp ?? isoTime(now),
  };
}

/** What is given of a message, as its table holds it, redacted. */
export function changesRow(changes: MessageChanges): Partial<MessageRow> {
  const { content, toolUses, usage, isSummary, ...plain } = changes;
  return {
    ...given(plain),
    ...wordsOf(plain),
    ...(content === undefined ? {} : { content: content === null ? null : redactText(content) }),
    ...(toolUses === undefined ? {} : { toolUses: jsonText(toolUses) }),
    ...(usage === undefined ? {} : { usage: jsonText(usage) }),
    ...(isSummary === undefined ? {} : { isSummary: isSummary ? 1 : 0 }),
  };
}

/** Words that a source uses, redacted: they are texts like others. */
const WORDS = ['type', 'subtype', 'role', 'model'] as const;

function wordsOf(plain: MessageChanges): Partial<MessageRow> {
  const words = WORDS.map((name) => [name, plain[name]] as const);
  const texts = words.filter(([, value]) => typeof value === 'string');
  return Object.fromEntries(texts.map(([name, value]) => [name, redactName(value)]));
}

/** Without what is left out. */
function given<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

function jsonText(value: JsonValue): string | null {
  return value === null ? null : JSON.stringify(redactJson(value));
}
