import type {
  AuditAround,
  AuditCount,
  AuditFilter,
  AuditNames,
  AuditStretch,
  SessionLabel,
  WholeAuditEntry,
} from '@spoor/storage';
import { here, pool } from '../../live/reader.js';

/** What the audit log asks. */
export const auditReaders = {
  /** The entries around a place, where one index leads to them. */
  'audit.stretch': here(
    (db, spoor, asked: AuditAround): AuditStretch => spoor.readAuditAround(db, asked),
  ),
  /** The same where they may be far apart. */
  'audit.found': pool(
    (db, spoor, asked: AuditAround): AuditStretch => spoor.readAuditAround(db, asked),
  ),
  /** How many entries there are of each category. */
  'audit.counts': pool(
    (db, spoor, { filter }: { readonly filter: AuditFilter }): readonly AuditCount[] =>
      new spoor.AuditLogger(db).summarize({ by: 'category', ...filter }),
  ),
  /** What filters may say. */
  'audit.names': pool((db, spoor, _: null): AuditNames | null => spoor.readAuditNames(db)),
  /** Sessions whose ids begin so. */
  'audit.sessions': here((db, spoor, { start }: { readonly start: string }): readonly string[] =>
    new spoor.SessionStore(db).idsStartingWith(start, 2),
  ),
  /** What sessions are called. */
  'audit.labels': here(
    (
      db,
      spoor,
      { ids }: { readonly ids: readonly string[] },
    ): readonly (readonly [id: string, label: SessionLabel])[] => [
      ...spoor.readSessionLabels(db, ids),
    ],
  ),
  /** All that is known of the chosen entry. */
  'audit.entry': here((db, spoor, { id }: { readonly id: string }): WholeAuditEntry | null =>
    spoor.readWholeAuditEntry(db, id),
  ),
};
