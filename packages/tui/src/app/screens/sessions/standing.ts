import type { SessionRow } from '@spoor/storage';
import { SESSION_STATUS, type StatusLook } from '../../../present/status.js';

/** How a session stands for those who watch: its status, and whether it came to grief. */
export type Standing = 'waiting' | 'failed' | 'stuck' | 'working' | 'idle' | 'ended' | 'abandoned';

/** What a standing is told from. */
export type StandingFacts = Pick<
  SessionRow,
  'status' | 'phase' | 'lastTurn' | 'lastTurnEndedAt' | 'runningCalls' | 'lastActivityAt'
>;

/**
 * Tells how a session stands.
 *
 * - `failed`: its newest turn ended with an error of the API, and no turn has begun since.
 * - `stuck`: it should be working, but nothing was heard of it for ten minutes; for half an hour
 *   while calls run, as builds and tests may take their time.
 * - `idle` also when it was only opened, and when the end of its turn was the last that was heard:
 *   of Esc the transcript alone tells. What was heard since makes it busy for two minutes: it may
 *   have come late.
 */
export function standingOf(session: StandingFacts, nowMs: number): Standing {
  const { status, phase, lastTurn, lastTurnEndedAt, runningCalls, lastActivityAt } = session;
  if (status === 'waiting') return 'waiting';
  if (status !== 'active') return lastTurn === 'failed' ? 'failed' : status;
  const quietMs = nowMs - Date.parse(lastActivityAt);
  if (runningCalls > 0) return quietMs > RUNNING_CALL_QUIET_MS ? 'stuck' : 'working';
  if (phase === 'starting') return 'idle';
  if (lastTurn === 'done' || lastTurn === 'failed') {
    const isOver = lastTurnEndedAt !== null && lastActivityAt <= lastTurnEndedAt;
    if (!isOver && quietMs <= OVER_TURN_QUIET_MS) return 'working';
    return lastTurn === 'failed' ? 'failed' : 'idle';
  }
  return quietMs > QUIET_MS ? 'stuck' : 'working';
}

const QUIET_MS = 10 * 60_000;
const RUNNING_CALL_QUIET_MS = 30 * 60_000;
const OVER_TURN_QUIET_MS = 2 * 60_000;

/** Whether more may come of a session. */
export function isLive({ status }: Pick<SessionRow, 'status'>): boolean {
  return status !== 'ended' && status !== 'abandoned';
}

/** Whether a session waits for its user: it asks, it failed or it is stuck, and is still open. */
export function needsAttention(session: StandingFacts, nowMs: number): boolean {
  return isLive(session) && ATTENTION.has(standingOf(session, nowMs));
}

const ATTENTION: ReadonlySet<Standing> = new Set(['waiting', 'failed', 'stuck']);

/** How standings look, those that ask most of the user first. */
export const STANDINGS: Readonly<Record<Standing, StatusLook>> = {
  waiting: SESSION_STATUS.waiting,
  failed: { glyph: '✗', word: 'failed', tone: 'bad' },
  stuck: { glyph: '▲', word: 'stuck', tone: 'warn' },
  working: SESSION_STATUS.active,
  idle: SESSION_STATUS.idle,
  ended: SESSION_STATUS.ended,
  abandoned: SESSION_STATUS.abandoned,
};

/** All standings in that order. */
export const STANDING_ORDER = Object.keys(STANDINGS) as readonly Standing[];
