import type { IsoTime } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import {
  type AuditFilter,
  conditionsOf,
  isNarrow,
  isWithout,
  parametersOf,
  timeConditionsOf,
} from './audit-filter.js';
import { type AuditKind, KIND, kindsOf } from './audit-kinds.js';
import { findText } from './audit-search.js';
import { whereOf } from './where.js';

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
  const counts = countBy(db, by, filter);
  const byKey = (a: AuditCount, b: AuditCount) => compare(a.key ?? '', b.key ?? '');
  return by === 'day'
    ? counts.sort(byKey)
    : counts.sort((a, b) => b.count - a.count || byKey(a, b));
}

function countBy(db: SpoorDatabase, by: AuditGrouping, filter: AuditFilter): AuditCount[] {
  const { category, agent, action } = filter;
  const byKind =
    category !== undefined || agent !== undefined || action !== undefined || isWithout(filter);
  if (by === 'day' && !byKind && !isNarrow(filter) && !filter.text?.trim()) {
    const ofProject = filter.projectId === undefined ? [] : ['project_id = @projectId'];
    return countDays(db, filter, ofProject);
  }
  const kinds = kindsOf(db, filter);
  return kinds === null ? countRows(db, by, filter) : countKinds(db, by, filter, kinds);
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
  for (const kind of kinds) {
    const counts =
      by === 'day'
        ? countDays(db, { ...filter, kind: kind.key }, OF_KIND)
        : [{ key: kind[by], count: countAll(db, { ...filter, kind: kind.key }, OF_KIND) }];
    for (const { key, count } of counts) {
      if (count > 0) sums.set(key, (sums.get(key) ?? 0) + count);
    }
  }
  return [...sums].map(([key, count]) => ({ key, count }));
}

const OF_KIND = [`${KIND} = @kind`];

type Chosen = AuditFilter & { readonly kind?: string };

/** @param conditions what the start of an index over the time says. */
function countAll(db: SpoorDatabase, chosen: Chosen, conditions: readonly string[]): number {
  const where = whereOf([...conditions, ...timeConditionsOf(chosen)]);
  return (
    db.prepare<object, { n: number }>(`SELECT count(*) AS n FROM audit_logs ${where}`).get(chosen)
      ?.n ?? 0
  );
}

/** From one day with entries to the next one. */
function countDays(db: SpoorDatabase, chosen: Chosen, conditions: readonly string[]): AuditCount[] {
  const first = db.prepare<object, { at: IsoTime | null }>(
    `SELECT min(timestamp) AS at FROM audit_logs
     ${whereOf([...conditions, 'timestamp >= @from'])}`,
  );
  const counts: AuditCount[] = [];
  let at = first.get({ ...chosen, from: chosen.startDate ?? '' })?.at ?? null;
  while (at !== null && at <= (chosen.endDate ?? LAST)) {
    const day = at.slice(0, 10);
    const end = `${day}${LAST}`;
    if (end <= at) break;
    const endDate = chosen.endDate !== undefined && chosen.endDate < end ? chosen.endDate : end;
    counts.push({
      key: day,
      count: countAll(db, { ...chosen, startDate: at, endDate }, conditions),
    });
    at = first.get({ ...chosen, from: end })?.at ?? null;
  }
  return counts;
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
      .all({ ...parametersOf(filter), ...parameters });
  });
  return read();
}
