import {
  type IsoTime,
  isoTime,
  type JsonValue,
  newEventId,
  redactJson,
  redactText,
} from '@spoor/core';
import type { Handle } from '../database/handle.js';
import { prepare } from '../database/prepare.js';
import type { SpoorDatabase } from '../database/spoor-database.js';

/** What an audit entry is about. */
export type AuditCategory = 'state' | 'file' | 'agent' | 'security' | 'user';

/** Who did what. */
export interface AuditEntry {
  readonly id: string;
  readonly timestamp: IsoTime;
  readonly projectId: string | null;
  readonly taskId: string | null;
  readonly sessionId: string | null;
  readonly agent: string | null;
  readonly action: string;
  readonly category: AuditCategory;
  readonly details: JsonValue;
  readonly userId: string | null;
  readonly ipAddress: string | null;
}

/** An entry to be written; what is left out is absent, id and time are made. */
export type NewAuditEntry = Pick<AuditEntry, 'action' | 'category'> & Partial<AuditEntry>;

/** Which entries to read; dates are inclusive, the newest come first. */
export interface AuditQuery {
  readonly projectId?: string;
  readonly taskId?: string;
  readonly sessionId?: string;
  readonly category?: AuditCategory;
  readonly agent?: string;
  readonly startDate?: IsoTime;
  readonly endDate?: IsoTime;
  /** 100 by default. */
  readonly limit?: number;
  readonly offset?: number;
}

/** Only the conditions that are asked for stand in the statement, so that it finds its index. */
const FILTERS: readonly (readonly [keyof AuditQuery, string])[] = [
  ['projectId', 'project_id = @projectId'],
  ['taskId', 'task_id = @taskId'],
  ['sessionId', 'session_id = @sessionId'],
  ['category', 'category = @category'],
  ['agent', 'agent = @agent'],
  ['startDate', 'timestamp >= @startDate'],
  ['endDate', 'timestamp <= @endDate'],
];

type AuditRow = Omit<AuditEntry, 'details'> & { details: string };

/** The log of who did what. */
export class AuditLogger {
  readonly #database: SpoorDatabase;
  readonly #db: Handle;

  constructor(db: SpoorDatabase) {
    this.#database = db;
    this.#db = db.getDb();
  }

  /** Writes an entry, redacted; one whose id is already there changes nothing. @returns its id. */
  log(entry: NewAuditEntry): string {
    return this.#database.transaction(() =>
      this.append({
        ...entry,
        action: redactText(entry.action),
        details: redactJson(entry.details ?? {}),
      }),
    );
  }

  /** Writes an entry whose details are redacted already. @returns its id. */
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
    prepare<AuditRow>(
      this.#db,
      `INSERT INTO audit_logs (id, timestamp, project_id, task_id, session_id, agent, action,
         category, details, user_id, ip_address)
       VALUES (@id, @timestamp, @projectId, @taskId, @sessionId, @agent, @action, @category,
         @details, @userId, @ipAddress)
       ON CONFLICT (id) DO NOTHING`,
    ).run(row);
    return row.id;
  }

  /** Reads entries, newest first. */
  query(query: AuditQuery = {}): AuditEntry[] {
    const conditions = FILTERS.filter(([name]) => query[name] !== undefined);
    const where = conditions.map(([, condition]) => condition).join(' AND ');
    const rows = prepare<object, AuditRow>(
      this.#db,
      `SELECT id, timestamp, project_id AS projectId, task_id AS taskId, session_id AS sessionId,
         agent, action, category, details, user_id AS userId, ip_address AS ipAddress
       FROM audit_logs ${where === '' ? '' : `WHERE ${where}`}
       ORDER BY timestamp DESC, id DESC LIMIT @limit OFFSET @offset`,
    ).all({ ...query, limit: query.limit ?? 100, offset: query.offset ?? 0 });
    return rows.map((row) => ({ ...row, details: JSON.parse(row.details) as JsonValue }));
  }

  /** Entries of a project by category, most first. */
  getSummary(projectId: string): { category: AuditCategory; count: number }[] {
    return prepare<[string], { category: AuditCategory; count: number }>(
      this.#db,
      `SELECT category, count(*) AS count FROM audit_logs WHERE project_id = ?
       GROUP BY category ORDER BY count DESC, category`,
    ).all(projectId);
  }
}
