import {
  type CapturedEvent,
  type Configuration,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type RedactOptions,
  redactJson,
} from '@spoor/core';
import { readId } from '../wire/ids.js';

/** What people and the model say. */
const MESSAGE_FIELDS: ReadonlySet<string> = new Set([
  'prompt',
  'last_assistant_message',
  'message',
  'delta',
  'compact_summary',
  'custom_instructions',
  'command_args',
  'session_title',
  'task_subject',
  'task_description',
]);

/** What tools give back; a failed one gives its output back as the error. */
const OUTPUT_FIELDS: ReadonlySet<string> = new Set(['tool_response', 'tool_output']);

/** What stays of a payload that isn't kept: ids, names, places, figures. No free text. */
const METADATA_FIELDS: ReadonlySet<string> = new Set([
  'session_id',
  'hook_event_name',
  'transcript_path',
  'agent_transcript_path',
  'cwd',
  'permission_mode',
  'prompt_id',
  'tool_use_id',
  'tool_name',
  'agent_id',
  'agent_type',
  'task_id',
  'message_id',
  'source',
  'trigger',
  'model',
  'from_model',
  'to_model',
  'requested_model',
  'notification_type',
  'duration_ms',
  'context_tokens',
  'is_interrupt',
  'stop_hook_active',
]);

/** Leaves out of an event what the configuration says is not to be captured, whole or in part. */
export function limitCapture(
  event: CapturedEvent,
  { capture }: Configuration,
  options: RedactOptions,
): CapturedEvent {
  if (event.kind === 'malformed') return event;
  const { payload, hookType } = event;
  if (!capture.payloads) return { ...event, payload: metadataOf(payload, hookType) };
  const cap = capture.maxToolOutputLength;
  const isCapped = cap < capture.maxStringLength;
  if (capture.messageText && capture.toolOutput && !isCapped) return event;
  const output = (value: JsonValue): JsonValue =>
    capture.toolOutput
      ? redactJson(value, { ...options, maxStringLength: cap })
      : outputNote(value);
  const field = (name: string, value: JsonValue): JsonValue => {
    if (!capture.messageText && MESSAGE_FIELDS.has(name)) return noteOf(value);
    if (!isCapped && capture.toolOutput) return value;
    if (name === 'tool_calls' && Array.isArray(value)) {
      return value.map((call) =>
        mapFields(call, (key, part) => (isOutput(key) ? output(part) : part)),
      );
    }
    const isError = name === 'error' && hookType === 'PostToolUseFailure';
    return OUTPUT_FIELDS.has(name) || isError ? output(value) : value;
  };
  return { ...event, payload: mapObject(payload, field) };
}

function isOutput(key: string): boolean {
  return OUTPUT_FIELDS.has(key) || key === 'error';
}

function metadataOf(payload: JsonObject, hookType: string): JsonObject {
  const kept: JsonObject = Object.create(null);
  for (const name of Object.keys(payload)) {
    const value = payload[name];
    const isReason = name === 'reason' && hookType === 'SessionEnd';
    if (!METADATA_FIELDS.has(name) && !isReason) continue;
    if (value !== undefined && (typeof value !== 'object' || value === null)) kept[name] = value;
  }
  const link = agentLink(payload['tool_response']);
  return link === undefined ? kept : { ...kept, tool_response: link };
}

/** A note in the place of a text; nothing there stays nothing. */
function noteOf(value: JsonValue): JsonValue {
  if (value === null || value === '') return value;
  const length = typeof value === 'string' ? value.length : JSON.stringify(value).length;
  return `[not kept: ${length} characters]`;
}

function outputNote(value: JsonValue): JsonValue {
  const link = agentLink(value);
  return link === undefined ? noteOf(value) : { ...link, note: noteOf(value) };
}

/** The id by which a call is joined to its subagent: it is no output. */
function agentLink(response: JsonValue | undefined): JsonObject | undefined {
  const agentId = isJsonObject(response) ? readId(response, 'agentId') : undefined;
  return typeof agentId === 'string' ? { agentId } : undefined;
}

function mapFields(
  value: JsonValue,
  map: (name: string, value: JsonValue) => JsonValue,
): JsonValue {
  return isJsonObject(value) ? mapObject(value, map) : value;
}

function mapObject(
  object: JsonObject,
  map: (name: string, value: JsonValue) => JsonValue,
): JsonObject {
  const mapped: JsonObject = Object.create(null);
  for (const name of Object.keys(object)) mapped[name] = map(name, object[name] ?? null);
  return mapped;
}
