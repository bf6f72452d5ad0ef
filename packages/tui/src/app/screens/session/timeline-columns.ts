import { counted, shortNumber } from '../../../present/amounts.js';
import { formatDuration, formatElapsed } from '../../../present/duration.js';
import { fit } from '../../../present/fit-text.js';
import { insideFolder } from '../../../present/inside-folder.js';
import { clockTime } from '../../../present/relative-time.js';
import { oneLine } from '../../../present/safe-text.js';
import { TIMELINE_STATUS } from '../../../present/status.js';
import type { TimelineNode } from '../../../present/timeline.js';
import type { Column } from '../../present/columns.js';
import { line, type Span, span, spread } from '../../present/line.js';
import { THIN, timeBar } from '../../present/time-bar.js';
import { type BarScale, partOf } from './bar-scale.js';
import type { Inside, TimelineRow } from './timeline-row.js';

/** What decides which columns a timeline has. */
export interface TimelineLook {
  /** Of the chosen line's bar: the title of the bars tells it. */
  readonly scale: BarScale | null;
  /** Whether it is known of any line what it took. */
  readonly hasUsage: boolean;
  readonly width: number;
}

/** The columns of a timeline. */
export function timelineColumns({ scale, hasUsage, width }: TimelineLook): Column<TimelineRow>[] {
  const tokens: Column<TimelineRow> = {
    title: 'TOKENS',
    min: 6,
    align: 'right',
    priority: 4,
    cell: tokensCell,
  };
  return [
    { title: 'TURNS, CALLS, SUBAGENTS', min: 32, grow: true, priority: 0, cell: treeCell },
    { title: 'OUTCOME', min: 9, priority: 3, cell: wordCell },
    { title: 'TIME', min: 7, align: 'right', priority: 1, cell: timeCell },
    ...(hasUsage ? [tokens] : []),
    { title: scaleTitle(scale), min: width < 70 ? 12 : 18, max: 90, priority: 2, cell: barCell },
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
  const { node, gutter, inside } = row;
  const look = node.status === null ? null : TIMELINE_STATUS[node.status];
  const spans = [
    span(gutter.above, 'faint'),
    span(gutter.own, node.status === 'running' ? 'busy' : 'accent'),
    span(`${look?.glyph ?? '┄'} `, look?.tone ?? 'faint'),
    ...labelSpans(row),
  ];
  return (inside === null ? line(spans, width) : spread(spans, heldSpans(inside, width), width))
    .spans;
}

function labelSpans({ node, number, folder }: TimelineRow): Span[] {
  const label = oneLine(node.label, 500);
  const about =
    node.detail === null ? [] : [span(`  ${oneLine(insideFolder(node.detail, folder), 500)}`)];
  switch (node.kind) {
    case 'turn':
      return [span(`${number ?? ''} `, 'faint'), span(label, 'strong')];
    case 'outside':
      return [span(label, 'faint')];
    case 'subagent':
      return [span('agent ', 'faint'), span(label, 'accent'), ...about, ...errorSpans(node)];
    case 'call':
      return [span(label, 'accent'), ...about, ...errorSpans(node)];
  }
}

/** What a folded line holds: its failures are not to be missed. */
function heldSpans({ calls, failures }: Inside, width: number): Span[] {
  const failed = width < NARROW_TREE ? ` ✗${failures}` : `, ${failures} failed`;
  return [span(counted(calls, 'call'), 'faint'), ...(failures === 0 ? [] : [span(failed, 'bad')])];
}

/** With less room the glyph says it. */
const NARROW_TREE = 48;

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

function barCell(row: TimelineRow, width: number): readonly Span[] {
  const { node, time, scale, nowMs, inside } = row;
  if (scale === null) return [span(' '.repeat(width))];
  if (inside !== null && node.depth === 0) return inside.bar(scale, width);
  if (time === null) return [span(' '.repeat(width))];
  const part = partOf(scale, time, nowMs);
  if (node.kind === 'turn') return [span(timeBar(part, width, THIN), 'faint')];
  const tone = node.status === null ? 'faint' : TIMELINE_STATUS[node.status].tone;
  return [span(timeBar(part, width), tone)];
}

function startCell({ node: { startedAt } }: TimelineRow): Span {
  return span(startedAt === null ? '' : clockTime(startedAt), 'faint');
}
