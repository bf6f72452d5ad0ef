import {
  elapsedMs,
  isoTime,
  type JsonObject,
  newEventId,
  redactJson,
  redactText,
} from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { StorageError } from '../errors.js';
import { redactName } from './redact-name.js';
import { type NewSession, SESSION_FIELDS, type SessionChanges } from './session.js';

/** Writes a session. @returns its id. @throws StorageError `CONFLICT` when it is there already. */
export function insertSession(db: SpoorDatabase, session: NewSession): string {
  const now = isoTime(Date.now());
  const id = session.id ?? newEventId(Date.parse(now));
  const startedAt = session.startedAt ?? now;
  const lastActivityAt = session.lastActivityAt ?? session.endedAt ?? startedAt;
  const row = {
    ...redactedFields(session),
    id,
    client: redactName(session.client) ?? 'claude-code',
    userRenamed: session.name == null ? 0 : 1,
    status: session.status ?? 'active',
    startedAt,
    lastActivityAt,
    durationMs: session.durationMs ?? elapsedMs(startedAt, session.endedAt ?? lastActivityAt),
    metadata: jsonText(session.metadata ?? {}),
    origin: session.origin ?? 'hook',
    clientUsage: session.clientUsage == null ? null : jsonText(session.clientUsage),
  };
  db.transaction(() => {
    const { changes } = db
      .prepare<object>(
        `INSERT INTO sessions (${SESSION_FIELDS.map(([, column]) => column).join(', ')})
         VALUES (${SESSION_FIELDS.map(([name]) => `@${name}`).join(', ')})
         ON CONFLICT (id) DO NOTHING`,
      )
      .run(row);
    if (changes === 0) throw new StorageError('CONFLICT', `session ${id}: is there already`);
  });
  return id;
}

/** Changes a session; what is left out stays. @returns whether there is such a session. */
export function changeSession(db: SpoorDatabase, id: string, changes: SessionChanges): boolean {
  const columns = SESSION_FIELDS.filter(
    ([name]) => !FIXED.has(name) && changes[name as keyof SessionChanges] !== undefined,
  );
  const row: Record<string, unknown> = { ...redactedFields(changes), id };
  if (changes.metadata !== undefined) row['metadata'] = jsonText(changes.metadata);
  if (changes.clientUsage != null) row['clientUsage'] = jsonText(changes.clientUsage);
  return db.transaction(() => {
    const set = columns.map(([name, column]) => `${column} = @${name}`);
    const { changes: found } = db
      .prepare<object>(`UPDATE sessions SET ${['id = id', ...set].join(', ')} WHERE id = @id`)
      .run(row);
    return found === 1;
  });
}

const FIXED: ReadonlySet<string> = new Set(['id', 'name', 'userRenamed']);

/** Fields that are text of people or programs. */
const TEXTS: ReadonlySet<string> = new Set([
  'client',
  'name',
  'title',
  'projectId',
  'workingDirectory',
  'gitBranch',
  'source',
  'model',
  'clientVersion',
  'transcriptPath',
  'endReason',
  'entrypoint',
]);

function redactedFields(fields: NewSession): Record<string, unknown> {
  return Object.fromEntries(
    SESSION_FIELDS.map(([name]) => {
      const value = name === 'userRenamed' ? undefined : fields[name];
      if (typeof value === 'string' && TEXTS.has(name)) return [name, redactText(value)];
      return [name, value ?? null];
    }),
  );
}

function jsonText(value: JsonObject): string {
  return JSON.stringify(redactJson(value));
}
