import type { CapturedEvent } from '../hook-event.js';
import { isJsonObject, type JsonObject, type JsonValue } from '../json.js';
import { beforeCut, cutTo } from './cut.js';
import { limitsOf, type RedactOptions } from './limits.js';
import { redactJson } from './redact-json.js';
import { redactText } from './redact-text.js';
import { type Redacted, trustRedacted } from './redacted.js';

/** Events pair by these; they are made by the client or by Spoor, and checked when parsed. */
const STRUCTURAL: ReadonlySet<string> = new Set([
  'id',
  'kind',
  'capturedAt',
  'sessionId',
  'promptId',
  'toolUseId',
  'agentId',
  'hash',
]);

/** Paths and names are short; what is longer is no path. */
const LONGEST_FIELD = 4_096;

/**
 * Redacts an event: its payload and every free text. Ids are left: events pair by them.
 * @throws RedactionError when a rule fails; see {@link withoutContent}.
 */
export function redactHookEvent(
  event: CapturedEvent,
  options: RedactOptions = {},
): Redacted<CapturedEvent> {
  const redacted = {
    ...redactFields(event, options),
    client: redactFields(event.client, options),
    workplace: redactFields(event.workplace, options),
  };
  if (redacted.kind === 'malformed') return trustRedacted(redacted);
  return trustRedacted({ ...redacted, payload: asObject(redactJson(redacted.payload, options)) });
}

/**
 * What may be kept of an event whose redaction failed: its ids, time and type, and that the rest
 * is gone.
 */
export function withoutContent(event: CapturedEvent): Redacted<CapturedEvent> {
  const { id, capturedAt } = event;
  const bare = { id, capturedAt, client: {}, workplace: {} };
  if (event.kind === 'malformed') {
    const { kind, length } = event;
    return trustRedacted({ ...bare, kind, length, reason: 'redaction failed' });
  }
  const { kind, sessionId, hookType, promptId, toolUseId, agentId } = event;
  return trustRedacted({
    ...bare,
    kind,
    sessionId,
    hookType: /^[A-Za-z]{1,64}$/.test(hookType) ? hookType : 'unknown',
    ...(promptId !== undefined && { promptId }),
    ...(toolUseId !== undefined && { toolUseId }),
    ...(agentId !== undefined && { agentId }),
    payload: asObject({ spoor: 'redaction failed; the content was dropped' }),
  });
}

function redactFields<T extends object>(fields: T, options: RedactOptions): T {
  const entries = Object.entries(fields).map(([name, value]) => {
    const isFree = typeof value === 'string' && !STRUCTURAL.has(name);
    return [name, isFree ? redactField(value, options) : value];
  });
  return Object.fromEntries(entries);
}

function redactField(text: string, options: RedactOptions): string {
  const redacted = redactText(beforeCut(text, LONGEST_FIELD), limitsOf(options).rules);
  return cutTo(redacted, LONGEST_FIELD, text.length);
}

function asObject(value: JsonValue): JsonObject {
  return isJsonObject(value) ? value : {};
}
