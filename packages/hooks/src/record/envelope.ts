import { type CapturedEvent, isEventId, isJsonObject, type Redacted } from '@spoor/core';

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
  const event = parsed['event'] as unknown as Partial<CapturedEvent>;
  const isWhole =
    typeof event.id === 'string' &&
    isEventId(event.id) &&
    typeof event.capturedAt === 'string' &&
    isJsonObject(event.client) &&
    isJsonObject(event.workplace) &&
    (event.kind === 'malformed'
      ? typeof event.reason === 'string'
      : event.kind === 'event' &&
        typeof event.sessionId === 'string' &&
        typeof event.hookType === 'string' &&
        isJsonObject(event.payload));
  if (!isWhole) throw new TypeError('not a whole event');
  return event as Redacted<CapturedEvent>;
}
