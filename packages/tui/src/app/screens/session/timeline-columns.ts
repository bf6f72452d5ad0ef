import { formatDuration, formatElapsed } from '../../../present/duration.js';
import { fit } from '../../../present/fit-text.js';
import { insideFolder } from '../../../present/inside-folder.js';
import { clockTime } from '../../../present/relative-time.js';
import { oneLine } from '../../../present/safe-text.js';
import { TIMELINE_STATUS } from '../../../present/status.js';
import type { TimelineNode } from '../../../present/timeline.js';
import type { Column } from '../../present/columns.js';
import { durationBar } from '../../present/duration-bar.js';
import { line, type Span, span } from '../../present/line.js';

/** A line of the timeline with what its columns need beside. */
export interface TimelineRow {
  readonly node: TimelineNode;
  /** The number of a turn in its session. */
  readonly number: number | null;
  readonly nowMs: number;
  /** What a bar of full width stands for, ms. */
  readonly scale: number;
  /** Where the session works: paths in it are shown from there. */
  readonly folder: string | null;
}

/** The columns of a timeline. */
export function timelineColumns(scale: number): Column<TimelineRow>[] {
  return [
    { title: 'TURNS, CALLS, SUBAGENTS', min: 40, grow: true, priority: 0, cell: treeCell },
    { title: 'OUTCOME', min: 9, priority: 3, cell: wordCell },
    { title: 'TIME', min: 7, align: 'right', priority: 1, cell: timeCell },
    { title: scaleTitle(scale), min: 12, max: 80, priority: 2, cell: barCell },
    { title: 'STARTED', min: 8, priority: 4, cell: startCell },
  ];
}

/** How long a line took, or has taken so far; null when nothing tells. */
export function nodeDuration({ status, startedAt, durationMs }: TimelineNode, nowMs: number) {
  if (durationMs !== null) return durationMs;
  if (status !== 'running' || startedAt === null) return null;
  return Math.max(0, nowMs - Date.parse(startedAt));
}

/** The two ends of the bars' scale. */
function scaleTitle(scale: number): (width: number) => string {
  return (width) => `0${fit(formatDuration(scale), width - 1, { align: 'right' })}`;
}

function treeCell(row: TimelineRow, width: number): readonly Span[] {
  const { node } = row;
  const look = node.status === null ? null : TIMELINE_STATUS[node.status];
  const depth = Math.min(node.depth, MAX_DEPTH);
  return line(
    [
      span('  '.repeat(Math.min(depth, 1)) + '│ '.repeat(Math.max(0, depth - 1)), 'faint'),
      span(`${look?.glyph ?? '┄'} `, look?.tone ?? 'faint'),
      ...labelSpans(row),
    ],
    width,
  ).spans;
}

/** Deeper lines stay at this depth: the text needs room. */
const MAX_DEPTH = 8;

function labelSpans({ node, number, folder }: TimelineRow): Span[] {
  const label = oneLine(node.label);
  const about =
    node.detail === null ? [] : [span(`  ${oneLine(insideFolder(node.detail, folder))}`)];
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

function errorSpans({ error }: TimelineNode): Span[] {
  return error === null || error === '' ? [] : [span(`  ${oneLine(error)}`, 'bad')];
}

function wordCell({ node: { status } }: TimelineRow): Span {
  if (status === null) return span('');
  const { word, tone } = TIMELINE_STATUS[status];
  return span(word, tone === 'good' ? 'faint' : tone);
}

function timeCell({ node, nowMs }: TimelineRow): Span {
  const ms = nodeDuration(node, nowMs);
  if (node.kind === 'outside') return span('');
  const text = node.status === 'running' && ms !== null ? formatElapsed(ms) : formatDuration(ms);
  return span(text, node.kind === 'turn' ? 'strong' : 'plain');
}

function barCell({ node, nowMs, scale }: TimelineRow, width: number): readonly Span[] {
  const ms = node.kind === 'turn' ? null : nodeDuration(node, nowMs);
  const look = node.status === null ? null : TIMELINE_STATUS[node.status];
  return line([span(durationBar(ms ?? 0, scale, width), look?.tone ?? 'faint')], width).spans;
}

function startCell({ node: { startedAt } }: TimelineRow): Span {
  return span(startedAt === null ? '' : clockTime(startedAt), 'faint');
}
