import { isJsonObject, type JsonObject } from '@spoor/core';
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
 * without any of its text. Nothing is redacted yet.
 */
export function parseTranscriptLine(text: string): ParsedLine {
  let value: unknown;
  try {
    value = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch {
    return { kind: 'malformed', reason: 'not valid JSON' };
  }
  if (!isJsonObject(value)) return { kind: 'malformed', reason: 'not a JSON object' };
  const envelope = readEnvelope(value);
  const line = { ...envelope, body: bodyOf(envelope.type, value) };
  return { kind: 'line', line: isQueuedPrompt(value) ? { ...line, subtype: QUEUED } : line };
}

/** A prompt that a running turn took in: it stands as an attachment, and starts no turn. */
const QUEUED = 'queued_prompt';

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
