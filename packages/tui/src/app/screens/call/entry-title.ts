import type { Entry, EntryReading } from '@spoor/storage';
import { formatDuration, formatElapsed } from '../../../present/duration.js';
import { insideFolder } from '../../../present/inside-folder.js';
import { promptText } from '../../../present/prompt-text.js';
import { oneLine } from '../../../present/safe-text.js';
import { TIMELINE_STATUS } from '../../../present/status.js';
import type { TimelineStatus } from '../../../present/timeline.js';
import { type Span, span } from '../../present/line.js';

/** An entry in one line: how it came out, what it is, what it is about. */
export function entryTitle(entry: Entry, status: TimelineStatus, folder: string | null): Span[] {
  const { glyph, tone } = TIMELINE_STATUS[status];
  return [span(`${glyph} `, tone), ...nameOf(entry, folder)];
}

/** How long an entry took, or has taken so far. */
export function entryTime(entry: Entry, status: TimelineStatus, nowMs: number): Span {
  const { durationMs, startedAt } = timesOf(entry);
  const { word, tone } = TIMELINE_STATUS[status];
  const elapsed = startedAt === null ? null : Math.max(0, nowMs - Date.parse(startedAt));
  const time =
    durationMs !== null
      ? ` in ${formatDuration(durationMs)}`
      : status === 'running' && elapsed !== null
        ? ` for ${formatElapsed(elapsed)}`
        : '';
  return span(`${word}${time}`, status === 'success' ? 'faint' : tone);
}

/** How an entry came out; what nothing will end any more is cut off. */
export function statusOf(entry: Entry, session: EntryReading['session']): TimelineStatus {
  const told = toldStatus(entry);
  const isOver = session?.status === 'ended' || session?.status === 'abandoned';
  const isLast = entry.kind !== 'turn' || entry.nextId === null;
  return told === 'running' && (isOver || !isLast) ? 'interrupted' : told;
}

function toldStatus(entry: Entry): TimelineStatus {
  switch (entry.kind) {
    case 'call':
      return entry.call.status;
    case 'turn':
      if (entry.turn.success !== null) return entry.turn.success ? 'success' : 'failure';
      return 'running';
    case 'subagent':
      return entry.run.outcome ?? 'running';
  }
}

function timesOf(entry: Entry): { startedAt: string | null; durationMs: number | null } {
  if (entry.kind === 'call') return entry.call;
  return entry.kind === 'turn' ? entry.turn : entry.run;
}

function nameOf(entry: Entry, folder: string | null): Span[] {
  switch (entry.kind) {
    case 'call': {
      const { toolName, summary } = entry.call;
      return [
        span(oneLine(toolName ?? 'unknown tool'), 'accent'),
        ...(summary === null ? [] : [span(`  ${oneLine(insideFolder(summary, folder))}`)]),
      ];
    }
    case 'turn':
      return [
        span(`Turn ${entry.number}  `, 'accent'),
        span(oneLine(promptText(entry.turn.prompt ?? ''))),
      ];
    case 'subagent':
      return [
        span(oneLine(entry.run.agent ?? 'subagent'), 'accent'),
        span(`  ${oneLine(entry.run.taskFragment ?? '')}`),
      ];
  }
}
