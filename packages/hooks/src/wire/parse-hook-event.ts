import {
  type CapturedEvent,
  type ClientProcess,
  type HookEvent,
  type IsoTime,
  isJsonObject,
  type JsonObject,
} from '@spoor/core';
import { boundedJson } from './bounded-json.js';
import { HOSTILE_ID, readId } from './ids.js';

/** What is known of an event besides its text. */
export interface Capture {
  /** UUIDv7 made for this event. */
  readonly id: string;
  /** When the hook's process started. */
  readonly capturedAt: IsoTime;
  readonly client?: ClientProcess;
  /** Bytes received, where the text is not all of them. */
  readonly length?: number;
}

/**
 * Reads what the client sends a hook on its standard input (Claude Code, "Hooks reference",
 * common input fields). Never throws: what is no hook event comes back as malformed, without
 * any of its text.
 */
export function parseHookEvent(text: string, capture: Capture): CapturedEvent {
  const json = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  if (json.trim() === '') return malformed('empty input', text, capture);
  const bounded = boundedJson(json);
  if (bounded === undefined) return malformed('too many values', text, capture);
  let parsed: unknown;
  try {
    parsed = JSON.parse(bounded);
  } catch (error) {
    const position = bounded === json ? positionOf(error, text, json) : undefined;
    return malformed('not valid JSON', text, capture, position);
  }
  if (!isJsonObject(parsed)) return malformed('not a JSON object', text, capture);
  return toEvent(parsed, text, capture);
}

function toEvent(payload: JsonObject, text: string, capture: Capture): CapturedEvent {
  const sessionId = readId(payload, 'session_id');
  if (sessionId === undefined) return malformed('no `session_id`', text, capture);
  // The ids of turns and subagents are the session's and their own, joined by a colon.
  if (sessionId === HOSTILE_ID || sessionId.includes(':')) {
    return malformed('unusable `session_id`', text, capture);
  }
  const hookType = readText(payload, 'hook_event_name');
  if (hookType === undefined || !/^\w{1,100}$/.test(hookType)) {
    return malformed('no usable `hook_event_name`', text, capture);
  }
  const cwd = readText(payload, 'cwd');
  return {
    kind: 'event',
    id: capture.id,
    capturedAt: capture.capturedAt,
    client: capture.client ?? {},
    workplace: cwd === undefined ? {} : { cwd },
    sessionId,
    hookType,
    ...optionalFields(payload),
    payload,
  };
}

type OptionalFields = Partial<
  Pick<
    HookEvent,
    | 'promptId'
    | 'toolUseId'
    | 'agentId'
    | 'toolName'
    | 'agentType'
    | 'transcriptPath'
    | 'agentTranscriptPath'
  >
>;

function optionalFields(payload: JsonObject): OptionalFields {
  return dropAbsent({
    promptId: usableId(payload, 'prompt_id'),
    toolUseId: usableId(payload, 'tool_use_id'),
    agentId: usableId(payload, 'agent_id'),
    toolName: readText(payload, 'tool_name'),
    agentType: readText(payload, 'agent_type'),
    transcriptPath: readText(payload, 'transcript_path'),
    agentTranscriptPath: readText(payload, 'agent_transcript_path'),
  });
}

function dropAbsent(fields: Record<string, string | undefined>): OptionalFields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function usableId(payload: JsonObject, key: string): string | undefined {
  const id = readId(payload, key);
  return id === HOSTILE_ID ? undefined : id;
}

function readText(payload: JsonObject, key: string): string | undefined {
  const value = Object.hasOwn(payload, key) ? payload[key] : undefined;
  return typeof value === 'string' ? value : undefined;
}

function malformed(
  reason: string,
  text: string,
  capture: Capture,
  position?: number,
): CapturedEvent {
  return {
    kind: 'malformed',
    id: capture.id,
    capturedAt: capture.capturedAt,
    client: capture.client ?? {},
    workplace: {},
    reason,
    length: capture.length ?? Buffer.byteLength(text),
    ...(position === undefined ? {} : { position }),
  };
}

/**
 * V8's message may quote the text: nothing but the number may be taken from it, and only where it
 * ends with it, as the quoting ones don't.
 */
function positionOf(error: unknown, text: string, json: string): number | undefined {
  const message = error instanceof Error ? error.message : '';
  if (message === 'Unexpected end of JSON input') return text.length;
  const position = / at position (\d+)(?: \(line \d+ column \d+\))?$/.exec(message)?.[1];
  return position === undefined ? undefined : Number(position) + text.length - json.length;
}
