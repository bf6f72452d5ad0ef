import type { IsoTime } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { timeConditionsOf } from './audit-filter.js';
import type { AuditPage } from './audit-page.js';
import { whereOf } from './where.js';

/** Of so many times the page's entries, a page's worth is to be of the wanted kinds. */
const SPAN = 3;

/**
 * The page over no more entries than are cheap to look through: those nearest to its beginning,
 * whatever their kind. Where it finds a page's worth, they are the page, and mostly it does. A page
 * without an end of the window holds all entries there are.
 */
export function windowOf(db: SpoorDatabase, page: AuditPage): { page: AuditPage; whole: boolean } {
  const { filter, order, behind, limit, offset = 0 } = page;
  const conditions = [
    ...(filter.projectId === undefined ? [] : ['project_id = @projectId']),
    ...timeConditionsOf(filter),
    ...(behind === undefined ? [] : [`timestamp ${order === 'newest' ? '<=' : '>='} @behindTime`]),
  ];
  const edge = db
    .prepare<object, { timestamp: IsoTime }>(
      `SELECT timestamp FROM audit_logs ${whereOf(conditions)}
       ORDER BY timestamp ${order === 'newest' ? 'DESC' : 'ASC'} LIMIT 1 OFFSET @span`,
    )
    .get({ ...filter, behindTime: behind?.timestamp, span: (limit + offset) * SPAN })?.timestamp;
  if (edge === undefined) return { page, whole: true };
  const end = order === 'newest' ? { startDate: edge } : { endDate: edge };
  return { page: { ...page, filter: { ...filter, ...end } }, whole: false };
}
