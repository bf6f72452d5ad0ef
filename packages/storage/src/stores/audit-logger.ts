import { isoTime, newEventId, redactJson, redactText } from '@spoor/core';
import type { Handle } from '../database/handle.js';
import { prepare } from '../database/prepare.js';
import type { SpoorDatabase } from '../database/spoor-database.js';
import type { AuditCategory, AuditRow, NewAuditEntry, SequencedAuditEntry } from './audit-entry.js';
import { pagesOf } from './audit-export.js';
import type { AuditFilter, AuditQuery } from './audit-filter.js';
import { AUDIT_WRITERS } from './audit-format.js';
import { readAuditPage } from './audit-page.js';
import { findText } from './audit-search.js';
import { type AuditCount, type AuditGrouping, summarizeAudit } from './audit-summary.js';
import { latestAuditSeq, readAuditTail } from './audit-tail.js';

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
        agent: redacted(entry.agent),
        userId: redacted(entry.userId),
        ipAddress: redacted(entry.ipAddress),
        details: redactJson(entry.details ?? {}),
      }),
    );
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

  /** Reads a page of entries, newest first. */
  query(query: AuditQuery = {}): SequencedAuditEntry[] {
    const { before: behind, limit = 100, offset, ...filter } = query;
    const page = { filter, behind, limit, offset, order: 'newest' } as const;
    const text = filter.text?.trim();
    if (!text) return readAuditPage(this.#database, page);
    const read = this.#db.transaction(() =>
      readAuditPage(this.#database, { ...page, hits: findText(this.#database, text) }),
    );
    return read();
  }

  /** Entries in the order in which they were written, from behind a `seq` on; for live views. */
  tail(afterSeq: number, limit = 100, filter: AuditFilter = {}): SequencedAuditEntry[] {
    return readAuditTail(this.#database, afterSeq, limit, filter);
  }

  /** The `seq` of the entry that was written last; 0 when there was none. Never goes back. */
  latestSeq(): number {
    return latestAuditSeq(this.#database);
  }

  /** Entries of a project by category, most first. */
  getSummary(projectId: string): { category: AuditCategory; count: number }[] {
    return summarizeAudit(this.#database, 'category', { projectId }).map(({ key, count }) => ({
      category: key as AuditCategory,
      count,
    }));
  }

  /** Counts entries by category, agent or action, the most first, or by day, the first first. */
  summarize({ by, ...filter }: AuditFilter & { by: AuditGrouping }): AuditCount[] {
    return summarizeAudit(this.#database, by, filter);
  }

  /**
   * A project's entries as one text, the oldest first. For what may be too long for one, and for
   * other choices of entries, there is {@link exportAudit}.
   */
  export(projectId: string, format: 'json' | 'csv'): string {
    const { head, body, tail } = AUDIT_WRITERS[format];
    const parts = [head];
    let done = 0;
    for (const page of pagesOf(this.#database, { projectId }, 1_000)) {
      parts.push(body(page, done));
      done += page.length;
    }
    return [...parts, tail].join('');
  }
}

function redacted(text: string | null | undefined): string | null {
  return text == null ? null : redactText(text);
}
