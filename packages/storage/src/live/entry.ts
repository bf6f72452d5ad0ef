import type { SpoorDatabase } from '../database/spoor-database.js';
import type { Session } from '../stores/session.js';
import { SessionStore } from '../stores/session-store.js';
import { type CallEntry, readCallEntry } from './call-entry.js';
import { readSubagentEntry, type SubagentEntry } from './subagent-entry.js';
import { readTurnEntry, type TurnEntry } from './turn-entry.js';

/** What is looked at: a tool call, a turn or a subagent of a session. */
export interface EntryPlace {
  readonly sessionId: string;
  readonly kind: 'call' | 'turn' | 'subagent';
  /** The call's `toolUseId`, the turn's id or the subagent's `agentId`. */
  readonly id: string;
}

/** All that is recorded of an entry, long texts cut. */
export type Entry = CallEntry | TurnEntry | SubagentEntry;

/** What a reader is told: the entry, or that it is as it was. */
export interface EntryReading {
  readonly version: string;
  /** Where its session works and how it is called; null when it is not recorded. */
  readonly session: Pick<
    Session,
    'id' | 'name' | 'title' | 'status' | 'workingDirectory' | 'projectId'
  > | null;
  /** Null when it is not recorded; undefined when `known` is still its version. */
  readonly entry: Entry | null | undefined;
}

/**
 * Reads one entry of a session whole.
 * @param known the version that the caller has: as long as nothing has come to the session since,
 * its texts are not read again.
 */
export function readEntry(
  db: SpoorDatabase,
  place: EntryPlace,
  known: string | null = null,
): EntryReading {
  const read = db.getDb().transaction((): EntryReading => {
    const session = new SessionStore(db).get(place.sessionId);
    const version = versionOf(db, place.sessionId);
    const entry = version === known ? undefined : readWhole(db, place);
    return { version, session: session === null ? null : shortSession(session), entry };
  });
  return read();
}

function shortSession({ id, name, title, status, workingDirectory, projectId }: Session) {
  return { id, name, title, status, workingDirectory, projectId };
}

function readWhole(db: SpoorDatabase, { kind, sessionId, id }: EntryPlace): Entry | null {
  switch (kind) {
    case 'call':
      return readCallEntry(db, sessionId, id);
    case 'turn':
      return readTurnEntry(db, sessionId, id);
    case 'subagent':
      return readSubagentEntry(db, sessionId, id);
  }
}

/** Another one whenever something was written of a session. */
function versionOf(db: SpoorDatabase, sessionId: string): string {
  const row = db
    .prepare<object, { version: string }>(
      `SELECT json_array(
         (SELECT seq FROM hook_executions WHERE session_id = @sessionId
          ORDER BY created_at DESC LIMIT 1),
         (SELECT seq FROM messages WHERE session_id = @sessionId ORDER BY timestamp DESC LIMIT 1),
         (SELECT last_activity_at || status FROM sessions WHERE id = @sessionId)) AS version`,
    )
    .get({ sessionId });
  return row?.version ?? '';
}
