import type { IsoTime } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { type AuditFilter, conditionsOf, timeConditionsOf, whereOf } from './audit-filter.js';
import { type AuditKind, KIND, kindsOf } from './audit-kinds.js';
import { findText } from './audit-search.js';

/** What entries are counted by; days are those of UTC. */
export type AuditGrouping = 'category' | 'agent' | 'action' | 'day';

/** How many entries there are of one key; null stands for entries that have none. */
export interface AuditCount {
  readonly key: string | null;
  readonly count: number;
}

/** Counts entries: days in their order, all others the most first. */
export function summarizeAudit(
  db: SpoorDatabase,
  by: AuditGrouping,
  filter: AuditFilter,
): AuditCount[] {
  const kinds = kindsOf(db, filter);
  const counts = kinds === null ? countRows(db, by, filter) : countKinds(db, by, filter, kinds);
  const byKey = (a: AuditCount, b: AuditCount) => compare(a.key ?? '', b.key ?? '');
  return by === 'day'
    ? counts.sort(byKey)
    : counts.sort((a, b) => b.count - a.count || byKey(a, b));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Along the index alone: a count, or one a day, for each kind. */
function countKinds(
  db: SpoorDatabase,
  by: AuditGrouping,
  filter: AuditFilter,
  kinds: readonly AuditKind[],
): AuditCount[] {
  const sums = new Map<string | null, number>();
  const add = (key: string | null, count: number) => {
    if (count > 0) sums.set(key, (sums.get(key) ?? 0) + count);
  };
  for (const kind of kinds) {
    if (by === 'day') countDays(db, filter, kind.key, add);
    else add(kind[by], countKind(db, filter, kind.key));
  }
  return [...sums].map(([key, count]) => ({ key, count }));
}

function countKind(db: SpoorDatabase, filter: AuditFilter, key: string): number {
  const where = whereOf([`${KIND} = @key`, ...timeConditionsOf(filter)]);
  return (
    db
      .prepare<object, { n: number }>(`SELECT count(*) AS n FROM audit_logs ${where}`)
      .get({ ...filter, key })?.n ?? 0
  );
}

/** From one day with entries to the next one. */
function countDays(
  db: SpoorDatabase,
  filter: AuditFilter,
  key: string,
  add: (day: string, count: number) => void,
): void {
  const first = db.prepare<object, { at: IsoTime | null }>(
    `SELECT min(timestamp) AS at FROM audit_logs WHERE ${KIND} = @key AND timestamp >= @from`,
  );
  let at = first.get({ key, from: filter.startDate ?? '' })?.at ?? null;
  while (at !== null && at <= (filter.endDate ?? LAST)) {
    const day = at.slice(0, 10);
    const end = `${day}${LAST}`;
    if (end <= at) return;
    const endDate = filter.endDate !== undefined && filter.endDate < end ? filter.endDate : end;
    add(day, countKind(db, { startDate: at, endDate }, key));
    at = first.get({ key, from: end })?.at ?? null;
  }
}

/** Stands behind every time, and behind every time of a day. */
const LAST = '~';

const GROUPS = {
  category: 'category',
  agent: 'agent',
  action: 'action',
  day: 'substr(timestamp, 1, 10)',
} as const;

const ALL = Number.MAX_SAFE_INTEGER - 1;

/** Entry by entry, where a session, a task, a user, an address or a text leaves few of them. */
function countRows(db: SpoorDatabase, by: AuditGrouping, filter: AuditFilter): AuditCount[] {
  const read = db.getDb().transaction(() => {
    const { from, conditions, parameters } = findText(db, filter.text, ALL);
    return db
      .prepare<object, AuditCount>(
        `SELECT ${GROUPS[by]} AS key, count(*) AS count FROM ${from}
         ${whereOf([...conditionsOf(filter), ...conditions])} GROUP BY 1`,
      )
      .all({ ...filter, ...parameters });
  });
  return read();
}
