import { sparkline } from '../../../present/amounts.js';
import { formatDuration, formatElapsed } from '../../../present/duration.js';
import { relativeTime } from '../../../present/relative-time.js';
import { type Span, span } from '../../present/line.js';
import { ACTIVITY_STRETCHES } from './activity-stretches.js';
import type { ListEntry } from './list-entries.js';
import { sumOf } from './project-groups.js';
import type { ColumnLook, SessionColumn } from './session-columns.js';
import { type SessionItem, sessionDuration } from './session-item.js';
import { isLive } from './standing.js';

/** The columns that say when: the activity of the last hour, and how long and how long ago. */
export function timeColumns(
  look: ColumnLook,
  nowMs: number,
): { left: SessionColumn[]; right: SessionColumn[] } {
  return {
    left: [
      {
        title: 'LAST HOUR',
        min: ACTIVITY_STRETCHES,
        priority: 7,
        cell: activityCell(look),
      },
    ],
    right: [
      {
        title: 'TIME',
        min: 6,
        align: 'right',
        priority: 10,
        sort: 'time',
        cell: timeCell(nowMs),
      },
      {
        title: 'ACTIVE',
        min: 8,
        align: 'right',
        priority: 3,
        sort: 'active',
        cell: activeCell(nowMs),
      },
    ],
  };
}

/** All rows on one scale, so that a busy one looks busier than a quiet one. */
function activityCell({ activity }: ColumnLook): (entry: ListEntry) => Span {
  const most = Math.max(LEAST_SCALE, ...[...activity.values()].flat());
  return (entry) => {
    if (entry.kind === 'project') return span('');
    return span(sparkline(activity.get(entry.item.row.id) ?? [], most), 'accent');
  };
}

/** A single call is no peak. */
const LEAST_SCALE = 8;

function timeCell(nowMs: number): (entry: ListEntry) => Span {
  return (entry) => {
    if (entry.kind === 'session') return span(durationText(entry.item, nowMs), 'faint');
    const all = sumOf(entry.group.items, (item) => sessionDuration(item, nowMs));
    return span(formatDuration(all), 'faint');
  };
}

/** What still goes on ticks in whole seconds. */
function durationText(item: SessionItem, nowMs: number): string {
  const ms = sessionDuration(item, nowMs);
  return ms === null || !isLive(item.row) ? formatDuration(ms) : formatElapsed(ms);
}

function activeCell(nowMs: number): (entry: ListEntry) => Span {
  return (entry) => {
    const text = relativeTime(lastActive(entry), nowMs);
    return span(text, text === 'now' ? 'good' : 'faint');
  };
}

function lastActive(entry: ListEntry): string {
  if (entry.kind === 'session') return entry.item.row.lastActivityAt;
  let last = '';
  for (const { row } of entry.group.items) {
    if (row.lastActivityAt > last) last = row.lastActivityAt;
  }
  return last;
}
