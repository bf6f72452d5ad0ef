import { exactNumber } from '../../../present/amounts.js';
import { relativeTime, timeText } from '../../../present/relative-time.js';
import { excerpt, oneLine, safeText } from '../../../present/safe-text.js';
import { sessionAbout } from '../../../present/session-about.js';
import { type Line, line, type Span, span } from '../../present/line.js';
import { ruleLine } from '../../present/table-view.js';
import { actionTone, CATEGORY_TONES } from './audit-tones.js';
import type { EntryDetail } from './entry-detail.js';

/** An entry with all that it holds, in so many lines. */
export function entryPane(
  detail: EntryDetail | null,
  top: number,
  { columns, height, nowMs }: { columns: number; height: number; nowMs: number },
): Line[] {
  if (height < 1) return [];
  const body = detail === null ? [] : paneBody(detail, nowMs);
  const room = height - 1;
  const from = Math.max(0, Math.min(top, body.length - room));
  const left = body.length - from - room;
  const more = left > 0 ? `, ${left} more ${left === 1 ? 'line' : 'lines'} below` : '';
  const title = `Entry${more}${body.length > room ? ' (J K)' : ''}`;
  const lines = body.slice(from, from + room).map((spans) => line(spans, columns));
  while (lines.length < room) lines.push(line([], columns));
  return [ruleLine(title, columns), ...lines];
}

/** How far the pane can be scrolled. */
export function paneLowest(detail: EntryDetail | null, height: number): number {
  return detail === null ? 0 : Math.max(0, paneBody(detail, 0).length - (height - 1));
}

function paneBody(detail: EntryDetail, nowMs: number): (readonly Span[])[] {
  const { entry, session } = detail;
  const { timestamp, seq, sessionId, projectId, taskId, agent, userId, ipAddress } = entry;
  const named = (label: string, ...spans: Span[]) => [
    span(` ${label.padEnd(9)}`, 'faint'),
    ...spans,
  ];
  const optional = (label: string, text: string | null) =>
    text === null ? [] : [named(label, span(shown(text)))];
  const about = session === null ? null : sessionAbout(session);
  return [
    named(
      'when',
      span(`${timeText(timestamp)}${millisecondsOf(timestamp)}`),
      span(`  ${relativeTime(timestamp, nowMs)}`, 'faint'),
      span(`  number ${exactNumber(seq)}`, 'faint'),
    ),
    named(
      'what',
      span(shown(entry.action), actionTone(entry.action)),
      span('  '),
      span(entry.category, CATEGORY_TONES[entry.category] ?? 'plain'),
      ...(agent === null ? [] : [span('  by ', 'faint'), span(shown(agent))]),
    ),
    ...(sessionId === null
      ? []
      : [
          named(
            'session',
            span(session === null ? 'no longer kept' : oneLine(about ?? 'no prompt yet', 400)),
            span(`  ${shown(sessionId)}`, 'accent'),
          ),
        ]),
    ...optional('project', projectId),
    ...optional('task', taskId),
    ...optional('user', userId),
    ...optional('address', ipAddress),
    ...detail.lines.map((spans, index) => [
      span(index === 0 ? ' details  ' : ' '.repeat(10), 'faint'),
      ...spans,
    ]),
  ];
}

function millisecondsOf(timestamp: string): string {
  return /\.\d{3}(?=Z$)/.exec(timestamp)?.[0] ?? '';
}

function shown(text: string): string {
  return safeText(excerpt(text, 400));
}
