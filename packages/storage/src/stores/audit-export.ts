import type { SpoorDatabase } from '../database/spoor-database.js';
import { breathe, type LongWork, stopIfAsked } from '../maintenance/long-work.js';
import type { SequencedAuditEntry } from './audit-entry.js';
import type { AuditFilter } from './audit-filter.js';
import { AUDIT_WRITERS, type AuditExportFormat } from './audit-format.js';
import { type AuditPage, readAuditPage } from './audit-page.js';
import { findText } from './audit-search.js';
import { latestAuditSeq } from './audit-tail.js';

/** What to export, and how. */
export interface AuditExportOptions extends LongWork {
  readonly filter?: AuditFilter;
  /** Entries that are in memory at a time; 1,000 by default. */
  readonly pageSize?: number;
}

/**
 * Exports entries, the oldest first, as text in pieces: what is written while it runs is left out.
 * Page by page, each read by itself when it is asked for, so that neither memory nor the database's
 * WAL grows with the number of entries. `Readable.from(exportAudit(…))` makes a stream of it.
 * @throws StorageError `CANCELLED` when the signal says so.
 */
export async function* exportAudit(
  db: SpoorDatabase,
  format: AuditExportFormat,
  { filter = {}, pageSize = 1_000, ...work }: AuditExportOptions = {},
): AsyncGenerator<string, void, undefined> {
  const writer = AUDIT_WRITERS[format];
  const upToSeq = latestAuditSeq(db);
  let done = 0;
  yield writer.head;
  for (const page of pagesOf(db, { filter, upToSeq, limit: pageSize })) {
    stopIfAsked(work);
    yield writer.body(page, done);
    done += page.length;
    work.onProgress?.({ done, total: null, unit: 'entries' });
    await breathe();
  }
  yield writer.tail;
}

/** Entries page by page, the oldest first; no statement stays open between two of them. */
export function* pagesOf(
  db: SpoorDatabase,
  chosen: Pick<AuditPage, 'filter' | 'upToSeq' | 'limit'>,
): Generator<SequencedAuditEntry[], void, undefined> {
  const hits = db.getDb().transaction(() => findText(db, chosen.filter.text))();
  const page = { ...chosen, hits, order: 'oldest' } as const;
  let entries = readAuditPage(db, page);
  while (entries.length > 0) {
    yield entries;
    const behind = entries.at(-1);
    entries = entries.length < chosen.limit ? [] : readAuditPage(db, { ...page, behind });
  }
}
