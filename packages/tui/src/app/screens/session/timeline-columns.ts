import { counted, shortNumber } from '../../../present/amounts.js';
import { formatDuration, formatElapsed } from '../../../present/duration.js';
import { fit } from '../../../present/fit-text.js';
import { insideFolder } from '../../../present/inside-folder.js';
import { clockTime } from '../../../present/relative-time.js';
import { oneLine } from '../../../present/safe-text.js';
import { TIMELINE_STATUS } from '../../../present/status.js';
import type { TimelineNode } from '../../../present/timeline.js';
import type { Column } from '../../present/columns.js';
import { line, type Span, span } from '../../present/line.js';
import { THIN, timeBar } from '../../present/time-bar.js';
import { type BarScale, partOf } from './bar-scale.js';
import type { TimelineRow } from './timeline-row.js';

/** The columns of a timeline; the title of the bars tells the scale of the chosen line's. */
export function timelineColumns(scale: BarScale | null): Column<TimelineRow>[] {
  return [
    { title: 'TURNS, CALLS, SUBAGENTS', min: 32, grow: true, priority: 0, cell: treeCell },
    { title: 'OUTCOME', min: 9, priority: 3, cell: wordCell },
    { title: 'TIME', min: 7, align: 'right', priority: 1, cell: timeCell },
    { title: 'TOKENS', min: 6, align: 'right', priority: 4, cell: tokensCell },
    { title: scaleTitle(scale), min: 12, max: 90, priority: 2, cell: barCell },
    { title: 'STARTED', min: 8, priority: 5, cell: startCell },
  ];
}

/** How long a line took, or has taken so far; null when nothing tells. */
export function nodeDuration({ status, startedAt, durationMs }: TimelineNode, nowMs: number) {
  if (durationMs !== null) return durationMs;
  if (status !== 'running' || startedAt === null) return null;
  return Math.max(0, nowMs - Date.parse(startedAt));
}

/** The two ends of the bars' scale. */
function scaleTitle(scale: BarScale | null): (width: number) => string {
  if (scale === null) return () => '';
  return (width) => scale.begin + fit(scale.end, width - scale.begin.length, { align: 'right' });
}

function treeCell(row: TimelineRow, width: number): readonly Span[] {
  const { node, gutter } = row;
  const look = node.status === null ? null : TIMELINE_STATUS[node.status];
  return line(
    [
      span(gutter.above, 'faint'),
      span(gutter.own, node.status === 'running' ? 'busy' : 'accent'),
      span(`${look?.glyph ?? '┄'} `, look?.tone ?? 'faint'),
      ...labelSpans(row),
    ],
    width,
  ).spans;
}

function labelSpans({ node, number, folder, inside }: TimelineRow): Span[] {
  const label = oneLine(node.label, 500);
  const about =
    node.detail === null ? [] : [span(`  ${oneLine(insideFolder(node.detail, folder), 500)}`)];
  const held = inside === null ? [] : heldSpans(inside);
  switch (node.kind) {
    case 'turn':
      return [span(`${number ?? ''} `, 'faint'), ...held, span(label, 'strong')];
    case 'outside':
      return [...held, span(label, 'faint')];
    case 'subagent':
      return [
        span('agent ', 'faint'),
        span(label, 'accent'),
        ...spaced(held),
        ...about,
        ...errorSpans(node),
      ];
    case 'call':
      return [span(label, 'accent'), ...spaced(held), ...about, ...errorSpans(node)];
  }
}

/** What a folded line holds: its failures are not to be missed. */
function heldSpans({ calls, failures }: NonNullable<TimelineRow['inside']>): Span[] {
  const failed = failures === 0 ? [] : [span(`, ${failures} failed`, 'bad')];
  return [span(counted(calls, 'call'), 'faint'), ...failed, span('  ')];
}

function spaced(spans: readonly Span[]): Span[] {
  return spans.length === 0 ? [] : [span('  '), ...spans.slice(0, -1)];
}

function errorSpans({ error }: TimelineNode): Span[] {
  return error === null || error === '' ? [] : [span(`  ${oneLine(error, 500)}`, 'bad')];
}

function wordCell({ node: { status } }: TimelineRow): Span {
  if (status === null) return span('');
  const { word, tone } = TIMELINE_STATUS[status];
  return span(word, tone === 'good' ? 'faint' : tone);
}

function timeCell({ node, nowMs, exact }: TimelineRow): Span {
  const ms = nodeDuration(node, nowMs);
  if (node.kind === 'outside') return span('');
  const ticks = node.status === 'running' && ms !== null && !exact;
  const text = ticks ? formatElapsed(ms) : formatDuration(ms);
  return span(text, node.kind === 'turn' ? 'strong' : 'plain');
}

function tokensCell({ node: { usage, kind } }: TimelineRow): Span {
  if (usage === null) return span('');
  return span(shortNumber(usage.totalTokens), kind === 'turn' ? 'plain' : 'faint');
}

function barCell({ node, time, scale, nowMs }: TimelineRow, width: number): Span {
  if (time === null || scale === null) return span('');
  const part = partOf(scale, time, nowMs);
  if (node.kind === 'turn') return span(timeBar(part, width, THIN), 'faint');
  const tone = node.status === null ? 'faint' : TIMELINE_STATUS[node.status].tone;
  return span(timeBar(part, width), tone);
}

function startCell({ node: { startedAt } }: TimelineRow): Span {
  return span(startedAt === null ? '' : clockTime(startedAt), 'faint');
}
