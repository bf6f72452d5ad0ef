import { type IsoTime, isoTime } from '@spoor/core';
import type { Query } from '../../live/readers.js';
import { rollingStart } from '../../state/rolling-range.js';
import type { Surroundings } from '../../state/screen.js';
import { ACTIVITY_STRETCHES, activityStart, STRETCH_SECONDS } from './activity-stretches.js';
import type { RecentAsked } from './readers.js';
import type { SessionItem } from './session-item.js';
import { sessionsHeight } from './sessions-layout.js';
import type { SessionsState } from './sessions-state.js';
import { isLive } from './standing.js';

/** What the list needs: at once what may have changed on the screen, now and then all of it. */
export function sessionsQueries(state: SessionsState, around: Surroundings): readonly Query[] {
  const recent = { kind: 'sessions.recent', asked: recentAsked(state, around) } as const;
  if (!wantsAll(state, around.nowMs)) return [recent];
  return [recent, { kind: 'sessions.all', asked: allAsked(state, around.nowMs) }];
}

/** What is asked of all sessions of the range; the same for an hour. */
export function allAsked(
  { choices }: SessionsState,
  nowMs: number,
): { after: IsoTime | null; limit: number } {
  const start = rollingStart(choices.range, nowMs);
  const after = start === null ? null : isoTime(Math.floor(start / HOUR_MS) * HOUR_MS);
  return { after, limit: MOST_SESSIONS };
}

const HOUR_MS = 3_600_000;

/** More are not listed. */
export const MOST_SESSIONS = 10_000;

/** After a commit the whole list is read again no sooner than this, a long one later still. */
const LIST_PAUSE_MS = 3_000;
const PAUSE_PER_SESSION_MS = 2;

/** Of sessions that became active since the list was read, this many. */
const MOST_RECENT = 50;

function wantsAll(state: SessionsState, nowMs: number): boolean {
  const { listed, stale, items } = state;
  if (listed === null || listed.after !== allAsked(state, nowMs).after) return true;
  const pauseMs = LIST_PAUSE_MS + items.size * PAUSE_PER_SESSION_MS;
  return stale && nowMs - listed.atMs >= pauseMs;
}

function recentAsked(state: SessionsState, around: Surroundings): RecentAsked {
  const { listed, list, table } = state;
  const height = sessionsHeight(around);
  const fromMs = activityStart(around.nowMs);
  const seen = list.entries.slice(table.list.top, table.list.top + height);
  const ids = seen.flatMap((entry) =>
    entry.kind === 'session' && mayChange(entry.item, fromMs) ? [entry.item.row.id] : [],
  );
  return {
    // Until the list is read, the newest are all that there is.
    ids: listed === null ? [] : ids.toSorted(),
    after: listed?.newest ?? null,
    limit: listed === null ? height : MOST_RECENT,
    from: isoTime(fromMs),
    stretchSeconds: STRETCH_SECONDS,
    stretches: ACTIVITY_STRETCHES,
  };
}

/** What is over changes with the whole list only. */
function mayChange({ row, activeMs }: SessionItem, fromMs: number): boolean {
  return isLive(row) || activeMs >= fromMs;
}
