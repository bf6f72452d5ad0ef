import { SpoorError } from '@spoor/core';
import {
  readSessionHistory,
  type SessionHistory,
  SessionStore,
  type SpoorDatabase,
} from '@spoor/storage';

/**
 * Finds a session by its id or by the start of it.
 * @throws SpoorError when none or several fit.
 */
export function findSession(db: SpoorDatabase | null, idOrStart: string): SessionHistory {
  const unknown = new SpoorError(`no session \`${idOrStart}\`; see \`spoor sessions list\``);
  if (db === null || idOrStart === '') throw unknown;
  const exact = readSessionHistory(db, idOrStart);
  if (exact !== null) return exact;
  const [id, ...others] = new SessionStore(db).idsStartingWith(idOrStart, MOST_NAMED + 1);
  if (id === undefined) throw unknown;
  if (others.length > 0) throw ambiguous(idOrStart, [id, ...others]);
  const history = readSessionHistory(db, id);
  if (history === null) throw unknown;
  return history;
}

const MOST_NAMED = 3;

function ambiguous(start: string, ids: readonly string[]): SpoorError {
  const named = ids.slice(0, MOST_NAMED).join(', ');
  const more = ids.length > MOST_NAMED ? ', …' : '';
  return new SpoorError(
    `several sessions start with \`${start}\`: ${named}${more}; give more of it`,
  );
}
