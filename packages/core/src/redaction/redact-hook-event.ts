import type { CapturedEvent } from '../hook-event.js';
import { isJsonObject, type JsonObject, type JsonValue } from '../json.js';
import { beforeCut, cutTo } from './cut.js';
import { limitsOf, type RedactOptions } from './limits.js';
import { redactJson } from './redact-json.js';
import { redactWith } from './redact-text.js';
import { type Redacted, trustRedacted } from './redacted.js';
import { relevantSearch, type Search } from './search.js';

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
  const search = fieldSearch([event, event.client, event.workplace], limitsOf(options).search);
  const redacted = {
    ...redactFields(event, search),
    client: redactFields(event.client, search),
    workplace: redactFields(event.workplace, search),
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

/** One search of all fields for what could be in one of them. */
function fieldSearch(parts: readonly object[], search: Search): Search {
  const texts = parts.flatMap((part) => Object.entries(part)).filter(isFree);
  return relevantSearch(texts.map(([, text]) => beforeCut(text, LONGEST_FIELD)).join('\n'), search);
}

function redactFields<T extends object>(fields: T, search: Search): T {
  const redacted = { ...fields };
  for (const [name, text] of Object.entries(fields).filter(isFree)) {
    const short = cutTo(
      redactWith(beforeCut(text, LONGEST_FIELD), search),
      LONGEST_FIELD,
      text.length,
    );
    Object.assign(redacted, { [name]: short });
  }
  return redacted;
}

function isFree(entry: [string, unknown]): entry is [string, string] {
  return typeof entry[1] === 'string' && !STRUCTURAL.has(entry[0]);
}

function asObject(value: JsonValue): JsonObject {
  return isJsonObject(value) ? value : {};
}
