import { userInfo } from 'node:os';
import { isoTime, type JsonObject, newEventId, redactJson } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';

/** Something that a user did to the store itself. */
export interface Operation {
  /** `<subject>.<verb>`, such as `lesson.create`. */
  readonly action: string;
  readonly category?: 'state' | 'security' | 'user';
  readonly sessionId?: string | undefined;
  readonly details?: JsonObject;
}

/**
 * Notes in the audit log what a user did to the store, in the transaction that does it. The columns
 * of project and task stay empty: the entry is about the store, not about work in a project.
 */
export function auditOperation(db: SpoorDatabase, operation: Operation): void {
  const now = Date.now();
  db.prepare<object>(
    `INSERT INTO audit_logs (id, timestamp, session_id, agent, action, category, details, user_id)
     VALUES (@id, @timestamp, @sessionId, 'user', @action, @category, @details, @userId)`,
  ).run({
    id: newEventId(now),
    timestamp: isoTime(now),
    sessionId: operation.sessionId ?? null,
    action: operation.action,
    category: operation.category ?? 'state',
    details: JSON.stringify(redactJson(operation.details ?? {})),
    userId: systemUser(),
  });
}

let user: string | null | undefined;

/** The operating system's user; null for one that the system doesn't know. */
function systemUser(): string | null {
  if (user === undefined) {
    try {
      user = userInfo().username;
    } catch {
      user = null;
    }
  }
  return user;
}
