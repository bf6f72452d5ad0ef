import type { IsoTime } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import {
  MESSAGE_COLUMNS,
  type Message,
  type MessageKind,
  type MessageRow,
  messageOf,
} from './message.js';
import { pageBounds } from './page-bounds.js';
import { whereOf } from './where.js';

/** Which messages of a session are meant. */
export interface MessageFilter {
  /** Null: the main agent's. */
  readonly agentId?: string | null | undefined;
  readonly kind?: MessageKind | undefined;
  readonly role?: string | undefined;
  readonly isSummary?: boolean | undefined;
}

/** The place of a message in the order of time. */
export type MessagePosition = Pick<Message, 'timestamp' | 'id'>;

/** A page of a session's messages, the oldest first; with `before`, those right before a place. */
export interface MessageQuery extends MessageFilter {
  readonly after?: MessagePosition | undefined;
  readonly before?: MessagePosition | undefined;
  /** 100 by default. */
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
}

/** Reads a page. What stands right before a place is found backwards, and then turned. */
export function listMessages(
  db: SpoorDatabase,
  sessionId: string,
  { after, before, limit, offset, ...filter }: MessageQuery,
): Message[] {
  const backwards = before !== undefined && after === undefined;
  const conditions = [
    ...conditionsOf(filter),
    ...(after === undefined ? [] : ['(timestamp, id) > (@afterTime, @afterId)']),
    ...(before === undefined ? [] : ['(timestamp, id) < (@beforeTime, @beforeId)']),
  ];
  const rows = db
    .prepare<object, MessageRow>(
      `SELECT ${MESSAGE_COLUMNS} FROM messages ${whereOf(conditions)}
       ORDER BY ${backwards ? 'timestamp DESC, id DESC' : 'timestamp, id'}
       LIMIT @limit OFFSET @offset`,
    )
    .all({
      ...parametersOf(sessionId, filter),
      afterTime: after?.timestamp,
      afterId: after?.id,
      beforeTime: before?.timestamp,
      beforeId: before?.id,
      ...pageBounds({ limit, offset }, 100),
    })
    .map(messageOf);
  return backwards ? rows.reverse() : rows;
}

/** How many messages of a session fit a filter. */
export function countMessages(db: SpoorDatabase, sessionId: string, filter: MessageFilter): number {
  const row = db
    .prepare<object, { n: number }>(
      `SELECT count(*) AS n FROM messages ${whereOf(conditionsOf(filter))}`,
    )
    .get(parametersOf(sessionId, filter));
  return row?.n ?? 0;
}

function conditionsOf({ agentId, kind, role, isSummary }: MessageFilter): string[] {
  return [
    'session_id = @sessionId',
    ...(agentId === undefined ? [] : ['agent_id IS @agentId']),
    ...(kind === undefined ? [] : ['kind = @kind']),
    ...(role === undefined ? [] : ['role = @role']),
    ...(isSummary === undefined ? [] : ['is_summary = @isSummary']),
  ];
}

function parametersOf(
  sessionId: string,
  { isSummary, ...filter }: MessageFilter,
): Record<string, IsoTime | string | number | null | undefined> {
  return { ...filter, sessionId, isSummary: isSummary ? 1 : 0 };
}
