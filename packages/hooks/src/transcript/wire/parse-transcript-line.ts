import { isJsonObject, type JsonObject } from '@spoor/core';
import { hash53 } from '../../hash53.js';
import { boundedJson } from '../../wire/bounded-json.js';
import type { LineBody, TranscriptLine } from '../line.js';
import { readAssistantLine } from './assistant-line.js';
import { readAttachmentLine } from './attachment-line.js';
import { readBookkeeping } from './bookkeeping-line.js';
import { readEnvelope } from './envelope.js';
import { objectIn } from './fields.js';
import { readSystemLine } from './system-line.js';
import { isTyped, readUserLine } from './user-line.js';

/** A line that was read, or why it could not be. */
export type ParsedLine =
  | { readonly kind: 'line'; readonly line: TranscriptLine }
  | { readonly kind: 'malformed'; readonly reason: string };

/**
 * Reads one line of a Claude Code transcript. Never throws: what is no line comes back as malformed,
 * without any of its text. Nothing is redacted yet. A line of a type that is not known gets an id of
 * its own text where it has none, for it is kept as it is.
 */
export function parseTranscriptLine(text: string): ParsedLine {
  const json = boundedJson(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  if (json === undefined) return { kind: 'malformed', reason: 'too many values' };
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return { kind: 'malformed', reason: 'not valid JSON' };
  }
  if (!isJsonObject(value)) return { kind: 'malformed', reason: 'not a JSON object' };
  const envelope = readEnvelope(value);
  const body = bodyOf(envelope.type, value);
  if (body.kind === 'unknown') {
    const uuid = envelope.uuid ?? `line-${hash53(text)}`;
    return { kind: 'line', line: { ...envelope, uuid, body } };
  }
  const subtype = isQueuedPrompt(value) ? QUEUED_PROMPT : envelope.subtype;
  return { kind: 'line', line: { ...envelope, subtype, body } };
}

/** The subtype of a prompt that a running turn took in: it is an attachment, and starts no turn. */
export const QUEUED_PROMPT = 'queued_prompt';

function isQueuedPrompt(line: JsonObject): boolean {
  const attachment = objectIn(line, 'attachment');
  return attachment?.['type'] === 'queued_command' && isTyped(attachment);
}

function bodyOf(type: string, line: JsonObject): LineBody {
  switch (type) {
    case 'user':
      return readUserLine(line);
    case 'assistant':
      return readAssistantLine(line);
    case 'system':
      return readSystemLine(line);
    case 'attachment':
      return readAttachmentLine(line);
    default:
      return readBookkeeping(type, line) ?? { kind: 'unknown', value: line };
  }
}
