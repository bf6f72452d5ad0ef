import {
  type CapturedEvent,
  isEventId,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type Redacted,
} from '@spoor/core';

/** The form of a spool file; a later Spoor still reads it. */
const VERSION = 1;

/** An event as it lies in the spool. It is redacted before it is written there. */
export function toEnvelope(event: Redacted<CapturedEvent>): string {
  return `${JSON.stringify({ spoor: VERSION, event })}\n`;
}

/**
 * Reads an event from the spool.
 * @throws SyntaxError or TypeError when the text is no event.
 */
export function fromEnvelope(text: string): Redacted<CapturedEvent> {
  const parsed: unknown = JSON.parse(text);
  if (!isJsonObject(parsed) || parsed['spoor'] !== VERSION || !isJsonObject(parsed['event'])) {
    throw new TypeError('no event of this version');
  }
  const { event } = parsed;
  if (!isWhole(event)) throw new TypeError('not a whole event');
  return event as unknown as Redacted<CapturedEvent>;
}

const TEXTS = [
  'promptId',
  'toolUseId',
  'toolName',
  'agentId',
  'agentType',
  'transcriptPath',
  'agentTranscriptPath',
  'hash',
];

function isWhole(event: JsonObject): boolean {
  const { id, capturedAt, client, workplace } = event;
  return (
    typeof id === 'string' &&
    isEventId(id) &&
    isTime(capturedAt) &&
    isJsonObject(client) &&
    isClient(client) &&
    isJsonObject(workplace) &&
    haveTexts(workplace, ['cwd', 'projectId', 'gitBranch']) &&
    haveTexts(event, TEXTS) &&
    (event['kind'] === 'malformed' ? isMalformed(event) : isHookEvent(event))
  );
}

function isTime(value: JsonValue | undefined): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value))
    return false;
  return !Number.isNaN(Date.parse(value));
}

function isClient(client: JsonObject): boolean {
  const { pid } = client;
  const isPid = pid === undefined || (Number.isSafeInteger(pid) && Number(pid) > 0);
  return isPid && haveTexts(client, ['version', 'entrypoint', 'pidStart']);
}

function isMalformed({ reason, length, position }: JsonObject): boolean {
  return (
    typeof reason === 'string' &&
    typeof length === 'number' &&
    (position === undefined || typeof position === 'number')
  );
}

function isHookEvent({ kind, sessionId, hookType, payload }: JsonObject): boolean {
  return (
    kind === 'event' &&
    typeof sessionId === 'string' &&
    typeof hookType === 'string' &&
    isJsonObject(payload)
  );
}

/** Whether fields that may be absent are texts where they are not. */
function haveTexts(object: JsonObject, names: readonly string[]): boolean {
  return names.every((name) => object[name] === undefined || typeof object[name] === 'string');
}
