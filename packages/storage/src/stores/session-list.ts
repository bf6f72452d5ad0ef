import type { IsoTime } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { pageBounds } from './page-bounds.js';
import { withProjectName } from './redact-name.js';
import {
  SESSION_COLUMNS,
  type Session,
  type SessionRow,
  type SessionStatus,
  sessionOf,
} from './session.js';
import { whereOf } from './where.js';

/** Which sessions are meant: those that fit all that is given. Times are inclusive. */
export interface SessionFilter {
  readonly projectId?: string | undefined;
  readonly client?: string | undefined;
  readonly model?: string | undefined;
  /** Any of these. */
  readonly status?: SessionStatus | readonly SessionStatus[] | undefined;
  /** Last active at this time or later. */
  readonly activeFrom?: IsoTime | undefined;
  /** Last active at this time or before. */
  readonly activeUntil?: IsoTime | undefined;
}

/** A page of sessions, the last active first. */
export interface SessionQuery extends SessionFilter {
  /** Only sessions behind this one: the last of the page before. */
  readonly before?: Pick<Session, 'lastActivityAt' | 'id'> | undefined;
  /** 50 by default. */
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
}

/** Reads a page. */
export function listSessions(db: SpoorDatabase, query: SessionQuery): Session[] {
  const { before, status, ...filter } = withProjectName(query);
  const conditions = [
    ...(filter.projectId === undefined ? [] : ['project_id = @projectId']),
    ...(filter.client === undefined ? [] : ['client = @client']),
    ...(filter.model === undefined ? [] : ['model = @model']),
    ...(status === undefined ? [] : ['status IN (SELECT value FROM json_each(@status))']),
    ...(filter.activeFrom === undefined ? [] : ['last_activity_at >= @activeFrom']),
    ...(filter.activeUntil === undefined ? [] : ['last_activity_at <= @activeUntil']),
    ...(before === undefined ? [] : ['(last_activity_at, id) < (@beforeTime, @beforeId)']),
  ];
  return db
    .prepare<object, SessionRow>(
      `SELECT ${SESSION_COLUMNS} FROM sessions ${whereOf(conditions)}
       ORDER BY last_activity_at DESC, id DESC LIMIT @limit OFFSET @offset`,
    )
    .all({
      ...filter,
      status: JSON.stringify(typeof status === 'string' ? [status] : status),
      beforeTime: before?.lastActivityAt,
      beforeId: before?.id,
      ...pageBounds(query, 50),
    })
    .map(sessionOf);
}
