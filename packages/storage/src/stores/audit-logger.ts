import { redactJson, redactText } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import type { AuditCategory, NewAuditEntry, SequencedAuditEntry } from './audit-entry.js';
import { pagesOf } from './audit-export.js';
import type { AuditFilter, AuditQuery } from './audit-filter.js';
import { AUDIT_WRITERS } from './audit-format.js';
import { readAuditPage } from './audit-page.js';
import { AuditRecords } from './audit-records.js';
import { findText } from './audit-search.js';
import { type AuditCount, type AuditGrouping, summarizeAudit } from './audit-summary.js';
import { latestAuditSeq, readAuditTail } from './audit-tail.js';
import { pageBounds } from './page-bounds.js';
import { withProjectName } from './redact-name.js';

/** The log of who did what. */
export class AuditLogger extends AuditRecords {
  readonly #db: SpoorDatabase;

  constructor(db: SpoorDatabase) {
    super(db);
    this.#db = db;
  }

  /** Writes an entry, redacted; one whose id is already there changes nothing. @returns its id. */
  log(entry: NewAuditEntry): string {
    return this.#db.transaction(() =>
      this.append({
        ...withProjectName(entry),
        action: redactText(entry.action),
        agent: redacted(entry.agent),
        userId: redacted(entry.userId),
        ipAddress: redacted(entry.ipAddress),
        details: redactJson(entry.details ?? {}),
      }),
    );
  }

  /** Reads a page of entries, newest first. */
  query(query: AuditQuery = {}): SequencedAuditEntry[] {
    const { before: behind, limit: _, offset: __, ...filter } = withProjectName(query);
    const page = { filter, behind, order: 'newest', ...pageBounds(query, 100) } as const;
    if (!filter.text?.trim()) return readAuditPage(this.#db, page);
    const read = this.#db.getDb().transaction(() => {
      const hits = findText(this.#db, filter.text);
      return readAuditPage(this.#db, { ...page, hits });
    });
    return read();
  }

  /** Entries in the order in which they were written, from behind a `seq` on; for live views. */
  tail(afterSeq: number, limit = 100, filter: AuditFilter = {}): SequencedAuditEntry[] {
    return readAuditTail(
      this.#db,
      afterSeq,
      pageBounds({ limit }, 100).limit,
      withProjectName(filter),
    );
  }

  /** The `seq` of the entry that was written last; 0 when there was none. Never goes back. */
  latestSeq(): number {
    return latestAuditSeq(this.#db);
  }

  /** Entries of a project by category, most first. */
  getSummary(projectId: string): { category: AuditCategory; count: number }[] {
    return summarizeAudit(this.#db, 'category', withProjectName({ projectId })).map(
      ({ key, count }) => ({
        category: key as AuditCategory,
        count,
      }),
    );
  }

  /** Counts entries by category, agent or action, the most first, or by day, the first first. */
  summarize({ by, ...filter }: AuditFilter & { by: AuditGrouping }): AuditCount[] {
    return summarizeAudit(this.#db, by, withProjectName(filter));
  }

  /**
   * A project's entries as one text, the oldest first. For what may be too long for one, and for
   * other choices of entries, there is {@link exportAudit}.
   */
  export(projectId: string, format: 'json' | 'csv'): string {
    const { head, body, tail } = AUDIT_WRITERS[format];
    const parts = [head];
    let done = 0;
    const chosen = {
      filter: withProjectName({ projectId }),
      upToSeq: this.latestSeq(),
      limit: 1_000,
    };
    for (const page of pagesOf(this.#db, chosen)) {
      parts.push(body(page, done));
      done += page.length;
    }
    return [...parts, tail].join('');
  }
}

function redacted(text: string | null | undefined): string | null {
  return text == null ? null : redactText(text);
}
