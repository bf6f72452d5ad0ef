import { isJsonObject, type JsonObject, type JsonValue } from '@spoor/core';
import { boundedJson } from '../wire/bounded-json.js';

/** A line of a capture: a hook's input, and what was noted about it. */
export interface CapturedLine {
  /** JSON: what the hook read. */
  readonly payload: string;
  /** When it was captured, where the capture says so. Milliseconds since 1970. */
  readonly atMs: number | null;
}

/** Under which names captures keep what a hook read on its standard input. */
const PAYLOAD_NAMES = ['stdin', 'payload', 'input', 'data', 'body'];
const TIME_NAMES = ['capturedAt', 'captured_at', 'timestamp', 'time', 'ts', 'at', 'receivedAt'];

/**
 * Reads a line of a capture: the payload alone, or inside an object with notes about it, as an
 * object or as the text that the hook read.
 * @returns null when no hook event is in it.
 */
export function readCapturedLine(text: string): CapturedLine | null {
  const line = parse(text);
  if (!isJsonObject(line)) return null;
  if (isPayload(line)) return { payload: text.trim(), atMs: null };
  for (const name of PAYLOAD_NAMES) {
    const value = field(line, name);
    const isText = typeof value === 'string';
    const inner = isText ? parse(value) : value;
    if (!isJsonObject(inner) || !isPayload(inner)) continue;
    const payload = isText ? value : textOf(inner);
    return payload === null ? null : { payload, atMs: stampOf(line) };
  }
  return null;
}

/** Null for what is nested too deep to be written. */
function textOf(object: JsonObject): string | null {
  try {
    return JSON.stringify(object);
  } catch {
    return null;
  }
}

function isPayload(object: JsonObject): boolean {
  return typeof field(object, 'hook_event_name') === 'string';
}

/** The capture's own stamp: ISO text, or a number of seconds or milliseconds since 1970. */
function stampOf(line: JsonObject): number | null {
  for (const name of TIME_NAMES) {
    const ms = millisecondsOf(field(line, name));
    if (ms !== null) return ms;
  }
  return null;
}

/** Before 2001 in milliseconds, after 5138 in seconds: a smaller number counts seconds. */
const LEAST_MS = 1e11;
const LATEST_MS = Date.UTC(3000, 0);

function millisecondsOf(value: JsonValue | undefined): number | null {
  const isNumber = typeof value === 'number';
  const number = isNumber ? value : typeof value === 'string' ? Date.parse(value) : Number.NaN;
  const ms = isNumber && number < LEAST_MS ? number * 1_000 : number;
  return ms > 0 && ms < LATEST_MS ? Math.floor(ms) : null;
}

function field(object: JsonObject, name: string): JsonValue | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

function parse(text: string): JsonValue | undefined {
  const json = boundedJson(text);
  try {
    return json === undefined ? undefined : JSON.parse(json);
  } catch {
    return undefined;
  }
}
