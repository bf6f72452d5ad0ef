import type { SpoorDatabase } from '../database/spoor-database.js';
import { AUDIT_COLUMNS, type AuditRow, entryOf, type SequencedAuditEntry } from './audit-entry.js';
import {
  type AuditFilter,
  type AuditPosition,
  conditionsOf,
  isNarrow,
  parametersOf,
  timeConditionsOf,
} from './audit-filter.js';
import { type AuditKind, KIND, kindsOf } from './audit-kinds.js';
import { ALL_ENTRIES, type AuditHits } from './audit-search.js';
import { windowOf } from './audit-window.js';
import { whereOf } from './where.js';

/** A page of the audit log, along the time. */
export interface AuditPage {
  readonly filter: AuditFilter;
  /** What the filter's text finds. */
  readonly hits?: AuditHits | undefined;
  readonly order: 'newest' | 'oldest';
  /** Only what comes behind this entry in the order. */
  readonly behind?: AuditPosition | undefined;
  /** Only what was written up to here. */
  readonly upToSeq?: number | undefined;
  readonly limit: number;
  readonly offset?: number | undefined;
}

/** Reads a page. */
export function readAuditPage(db: SpoorDatabase, page: AuditPage): SequencedAuditEntry[] {
  return readAuditRows(db, page).map(entryOf);
}

/** Reads a page as the table holds it. @param columns which, under the names of a row. */
export function readAuditRows(
  db: SpoorDatabase,
  page: AuditPage,
  columns = AUDIT_COLUMNS,
): SequencedAuditRow[] {
  return byKind(page) ? rowsByKind(db, page, columns) : rowsOf(db, planRows(page, columns));
}

/** An entry as its table holds it, with its place. */
export type SequencedAuditRow = AuditRow & { readonly seq: number };

/** A kind may be common or rare: a look at the nearest entries tells, and is the page if it fills. */
function rowsByKind(db: SpoorDatabase, page: AuditPage, columns: string): SequencedAuditRow[] {
  const near = windowOf(db, page);
  const rows = rowsOf(db, planRows(near.page, columns));
  if (near.whole || rows.length === page.limit) return rows;
  const kinds = kindsOf(db, page.filter);
  return rowsOf(db, kinds === null ? planRows(page, columns) : planKinds(page, kinds, columns));
}

function byKind({ filter }: AuditPage): boolean {
  const { category, agent, action } = filter;
  const kind = category !== undefined || agent !== undefined || action !== undefined;
  return kind && !isNarrow(filter) && !filter.text?.trim();
}

interface Plan {
  readonly sql: string;
  readonly parameters: object;
}

function rowsOf(db: SpoorDatabase, { sql, parameters }: Plan): SequencedAuditRow[] {
  return db.prepare<object, SequencedAuditRow>(sql).all(parameters);
}

function planRows(page: AuditPage, columns: string): Plan {
  const { from, conditions, parameters } = page.hits ?? ALL_ENTRIES;
  const where = whereOf([...conditionsOf(page.filter), ...placeOf(page), ...conditions]);
  return {
    sql: `SELECT seq, ${columns} FROM ${from} ${where} ${orderOf(page)}`,
    parameters: { ...pageParameters(page), ...parameters },
  };
}

/** The first entries of each kind along its part of the index, then the first of them all. */
function planKinds(page: AuditPage, kinds: readonly AuditKind[], columns: string): Plan {
  const conditions = [`${KIND} = kind.value`, ...timeConditionsOf(page.filter), ...placeOf(page)];
  return {
    // The order of the joins is fixed: without it SQLite may go through the whole log for each kind.
    sql: `SELECT seq, ${columns} FROM (
            SELECT hit.value AS place FROM json_each(@kinds) AS kind
            CROSS JOIN json_each((SELECT json_group_array(seq) FROM (
              SELECT seq FROM audit_logs ${whereOf(conditions)}
              ORDER BY ${ORDER[page.order]} LIMIT @limit + @offset))) AS hit)
          CROSS JOIN audit_logs ON seq = place
          ${orderOf(page)}`,
    parameters: { ...pageParameters(page), kinds: JSON.stringify(kinds.map(({ key }) => key)) },
  };
}

const ORDER = { newest: 'timestamp DESC, id DESC', oldest: 'timestamp, id' } as const;

function placeOf({ order, behind, upToSeq }: AuditPage): string[] {
  const than = order === 'newest' ? '<' : '>';
  return [
    ...(behind === undefined ? [] : [`(timestamp, id) ${than} (@behindTime, @behindId)`]),
    ...(upToSeq === undefined ? [] : ['+seq <= @upToSeq']),
  ];
}

function orderOf({ order }: AuditPage): string {
  return `ORDER BY ${ORDER[order]} LIMIT @limit OFFSET @offset`;
}

function pageParameters({ filter, behind, upToSeq, limit, offset = 0 }: AuditPage): object {
  return {
    ...parametersOf(filter),
    behindTime: behind?.timestamp,
    behindId: behind?.id,
    upToSeq,
    limit,
    offset,
  };
}
