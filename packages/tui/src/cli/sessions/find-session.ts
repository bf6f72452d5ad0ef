import { SpoorError } from '@spoor/core';
import {
  readSessionHistory,
  type SessionHistory,
  SessionStore,
  type SpoorDatabase,
} from '@spoor/storage';

/**
 * Finds a session by its id or by the start of it, and reads it whole.
 * @throws SpoorError when none or several fit.
 */
export function findSession(db: SpoorDatabase | null, idOrStart: string): SessionHistory {
  const id = findSessionId(db, idOrStart);
  const history = db === null ? null : readSessionHistory(db, id);
  if (history === null) throw unknown(idOrStart);
  return history;
}

/**
 * Finds the id of a session by the start of it.
 * @throws SpoorError when none or several fit.
 */
export function findSessionId(db: SpoorDatabase | null, idOrStart: string): string {
  if (db === null || idOrStart === '') throw unknown(idOrStart);
  const sessions = new SessionStore(db);
  if (sessions.get(idOrStart) !== null) return idOrStart;
  const [id, ...others] = sessions.idsStartingWith(idOrStart, MOST_NAMED + 1);
  if (id === undefined) throw unknown(idOrStart);
  if (others.length > 0) throw ambiguous(idOrStart, [id, ...others]);
  return id;
}

const MOST_NAMED = 3;

function unknown(idOrStart: string): SpoorError {
  return new SpoorError(`no session \`${idOrStart}\`; see \`spoor sessions list\``);
}

function ambiguous(start: string, ids: readonly string[]): SpoorError {
  const named = ids.slice(0, MOST_NAMED).join(', ');
  const more = ids.length > MOST_NAMED ? ', …' : '';
  return new SpoorError(
    `several sessions start with \`${start}\`: ${named}${more}; give more of it`,
  );
}
