import type { SpoorDatabase } from '../database/spoor-database.js';
import { type AuditEntry, auditColumns } from './audit-entry.js';
import type { AuditFilter, AuditPosition } from './audit-filter.js';
import { type AuditPage, readAuditRows } from './audit-page.js';
import { type AuditHits, findText } from './audit-search.js';
import { pageBounds } from './page-bounds.js';

/** Which part of the log to read. */
export interface AuditAround {
  readonly filter: AuditFilter;
  /** The place in the order of time; the newest entries without. There need be no entry at it. */
  readonly at: AuditPosition | null;
  /** So many entries up to the place, one at it included. */
  readonly older: number;
  /** So many behind it. */
  readonly newer: number;
}

/** An entry for a list: its details as text, of long ones the beginning. */
export interface AuditLine extends Omit<AuditEntry, 'details'> {
  readonly seq: number;
  readonly details: string;
}

/** A part of the log, the oldest entry first, and whether there are more on either side of it. */
export interface AuditStretch {
  readonly entries: readonly AuditLine[];
  readonly olderLeft: boolean;
  readonly newerLeft: boolean;
}

/** Longer details are cut: a list shows a line of them. */
const LONGEST_DETAILS = 4_000;

const LINE_COLUMNS = auditColumns(
  `iif(octet_length(details) > ${LONGEST_DETAILS}, substr(details, 1, 1000), details) AS details`,
);

/** Reads the entries around a place, for a view that moves along the log in both directions. */
export function readAuditAround(db: SpoorDatabase, around: AuditAround): AuditStretch {
  const { filter, at } = around;
  const older = pageBounds({ limit: around.older }, 0).limit;
  const newer = pageBounds({ limit: around.newer }, 0).limit;
  const read = db.getDb().transaction(() => {
    const hits = findText(db, filter.text);
    const before = linesOf(db, { ...upTo(filter, at), hits, order: 'newest', limit: older + 1 });
    const after =
      at === null
        ? []
        : linesOf(db, { ...behind(filter, at), hits, order: 'oldest', limit: newer + 1 });
    return {
      entries: [...before.slice(0, older).reverse(), ...after.slice(0, newer)],
      olderLeft: before.length > older,
      newerLeft: after.length > newer,
    };
  });
  return read();
}

type Part = Pick<AuditPage, 'filter' | 'behind'>;

/** Entries up to a place. Of two bounds on one side only the nearer is told: SQLite takes either. */
function upTo({ endDate, ...filter }: AuditFilter, at: AuditPosition | null): Part {
  if (at === null || (endDate !== undefined && endDate < at.timestamp)) {
    return { filter: { ...filter, endDate } };
  }
  return { filter, behind: { ...at, id: successorOf(at.id) } };
}

function behind({ startDate, ...filter }: AuditFilter, at: AuditPosition): Part {
  if (startDate !== undefined && startDate > at.timestamp) {
    return { filter: { ...filter, startDate } };
  }
  return { filter, behind: at };
}

/** The text right behind another in the order of texts. */
function successorOf(text: string): string {
  return `${text}\u0000`;
}

function linesOf(db: SpoorDatabase, page: AuditPage & { hits: AuditHits }): AuditLine[] {
  return readAuditRows(db, page, LINE_COLUMNS);
}
