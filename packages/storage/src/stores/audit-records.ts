import { isoTime, newEventId } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import type { AuditRow, NewAuditEntry } from './audit-entry.js';

/** The audit log as the recorder writes it. */
export class AuditRecords {
  readonly #db: SpoorDatabase;

  constructor(db: SpoorDatabase) {
    this.#db = db;
  }

  /** Writes an entry whose texts are redacted already. @returns its id. */
  append(entry: NewAuditEntry): string {
    const now = Date.now();
    const row: AuditRow = {
      id: entry.id ?? newEventId(now),
      timestamp: entry.timestamp ?? isoTime(now),
      projectId: entry.projectId ?? null,
      taskId: entry.taskId ?? null,
      sessionId: entry.sessionId ?? null,
      agent: entry.agent ?? null,
      action: entry.action,
      category: entry.category,
      details: JSON.stringify(entry.details ?? {}),
      userId: entry.userId ?? null,
      ipAddress: entry.ipAddress ?? null,
    };
    this.#db
      .prepare<AuditRow>(
        `INSERT INTO audit_logs (id, timestamp, project_id, task_id, session_id, agent, action,
         category, details, user_id, ip_address)
       VALUES (@id, @timestamp, @projectId, @taskId, @sessionId, @agent, @action, @category,
         @details, @userId, @ipAddress)
       ON CONFLICT (id) DO NOTHING`,
      )
      .run(row);
    return row.id;
  }
}
