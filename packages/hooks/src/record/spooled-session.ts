import { fromEnvelope } from './envelope.js';

/** The session of the event in a spool entry; null when its text is no event. */
export function spooledSession(text: string): string | null {
  try {
    const event = fromEnvelope(text);
    return event.kind === 'event' ? event.sessionId : '';
  } catch {
    return null;
  }
}
