import type { IsoTime } from '@spoor/core';
import type { AuditCategory } from './audit-entry.js';

/** Which entries are meant: those that fit all that is given. Dates are inclusive. */
export interface AuditFilter {
  readonly projectId?: string | undefined;
  readonly taskId?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly category?: AuditCategory | undefined;
  readonly agent?: string | undefined;
  readonly action?: string | undefined;
  /** Actions that are left out. */
  readonly withoutActions?: readonly string[] | undefined;
  readonly userId?: string | undefined;
  readonly ipAddress?: string | undefined;
  readonly startDate?: IsoTime | undefined;
  readonly endDate?: IsoTime | undefined;
  /**
   * Words that action, agent and details hold (names of fields too), each at least by its beginning, whatever the case
   * and the accents; emoji and scripts without blanks wherever they stand. Plain text, never query
   * syntax; an empty one is no condition.
   */
  readonly text?: string | undefined;
}

/** The place of an entry in the order of time. */
export interface AuditPosition {
  readonly timestamp: IsoTime;
  readonly id: string;
}

/** A page of entries, newest first. */
export interface AuditQuery extends AuditFilter {
  /** Only entries older than this one: the last of the page before. */
  readonly before?: AuditPosition | undefined;
  /** 100 by default. */
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
}

/** Filters that an index narrows to few rows by itself, the narrowest first. */
const NARROW = ['sessionId', 'taskId', 'userId', 'ipAddress'] as const;

const NARROW_COLUMNS = {
  sessionId: 'session_id',
  taskId: 'task_id',
  userId: 'user_id',
  ipAddress: 'ip_address',
} as const;

/** Whether a filter names a session, a task, a user or an address. */
export function isNarrow(filter: AuditFilter): boolean {
  return NARROW.some((name) => filter[name] !== undefined);
}

/**
 * The conditions of a filter, its text apart. Only those that are asked for stand in the statement,
 * and only one of them may choose the index (a `+` keeps the others out of it): without statistics
 * SQLite takes a project to be as few rows as a session.
 */
export function conditionsOf(filter: AuditFilter): string[] {
  const narrow = NARROW.filter((name) => filter[name] !== undefined);
  const mayChoose = narrow.length === 0 ? '' : '+';
  const conditions = narrow.map(
    (name, index) => `${index === 0 ? '' : '+'}${NARROW_COLUMNS[name]} = @${name}`,
  );
  if (filter.projectId !== undefined) conditions.push(`${mayChoose}project_id = @projectId`);
  if (filter.category !== undefined) conditions.push('category = @category');
  if (filter.agent !== undefined) conditions.push('agent = @agent');
  if (filter.action !== undefined) conditions.push('action = @action');
  if (isWithout(filter)) {
    conditions.push('action NOT IN (SELECT value FROM json_each(@withoutActions))');
  }
  return [...conditions, ...timeConditionsOf(filter)];
}

/** Whether a filter leaves actions out. */
export function isWithout({ withoutActions }: AuditFilter): boolean {
  return withoutActions !== undefined && withoutActions.length > 0;
}

/** What the conditions of a filter are given. */
export function parametersOf(filter: AuditFilter): object {
  return isWithout(filter)
    ? { ...filter, withoutActions: JSON.stringify(filter.withoutActions) }
    : filter;
}

/** The conditions on the time. */
export function timeConditionsOf({ startDate, endDate }: AuditFilter): string[] {
  return [
    ...(startDate === undefined ? [] : ['timestamp >= @startDate']),
    ...(endDate === undefined ? [] : ['timestamp <= @endDate']),
  ];
}
