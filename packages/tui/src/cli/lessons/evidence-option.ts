import { SpoorError, UsageError } from '@spoor/core';
import { type NewEvidence, SessionStore, type SpoorDatabase } from '@spoor/storage';

/**
 * Reads `SESSION:CALL`; the session may be given by the start of its id. One that isn't recorded is
 * taken as it is: its recording may have been forgotten.
 * @throws UsageError for another form, SpoorError when several sessions start so.
 */
export function evidenceOf(db: SpoorDatabase, text: string): NewEvidence {
  const colon = text.lastIndexOf(':');
  const start = text.slice(0, Math.max(0, colon)).trim();
  const toolUseId = text.slice(colon + 1).trim();
  if (start === '' || toolUseId === '') {
    throw new UsageError(
      `evidence is a session and a tool call, \`SESSION:CALL\`, not \`${text}\``,
    );
  }
  return { sessionId: sessionOf(db, start), toolUseId };
}

/** Reads `SESSION` or `SESSION:CALL`. @throws as {@link evidenceOf} does. */
export function sourceOf(
  db: SpoorDatabase,
  text: string,
): { sessionId: string; toolUseId?: string } {
  if (text.includes(':')) return evidenceOf(db, text);
  if (text.trim() === '') throw new UsageError('`--evidence` names a session or `SESSION:CALL`');
  return { sessionId: sessionOf(db, text.trim()) };
}

function sessionOf(db: SpoorDatabase, start: string): string {
  const [id = start, ...others] = new SessionStore(db).idsStartingWith(start);
  if (id === start || others.length === 0) return id;
  throw new SpoorError(
    `several sessions start with \`${start}\`: ${[id, ...others].slice(0, 3).join(', ')}; give more of it`,
  );
}
