import type { SessionHistory } from '@spoor/storage';
import { formatDuration, formatElapsed } from '../../present/duration.js';
import { cutEnd, fit, textWidth } from '../../present/fit-text.js';
import { clockTime } from '../../present/relative-time.js';
import { excerpt, oneLine, safeText } from '../../present/safe-text.js';
import { TIMELINE_STATUS, type Tone } from '../../present/status.js';
import { type TimelineNode, timelineOf } from '../../present/timeline.js';
import type { ListingLook } from './session-table.js';

/** Lays out a session's timeline, one line a turn, tool call and subagent; errors below theirs. */
export function timelineLines(history: SessionHistory, look: ListingLook): string[] {
  const nodes = timelineOf(history);
  if (nodes.length === 0) return ['Nothing happened in it yet.'];
  return nodes.flatMap((node) => [nodeLine(node, look), ...errorLines(node, look)]);
}

/** Time of day, duration and status take a fixed room; what happened gets the rest. */
const TIME_WIDTH = 8;
const DURATION_WIDTH = 7;
const STATUS_WIDTH = 11;
const GAPS = 6;
/** Deeper nesting isn't indented further, so that there is room for the text. */
const MAX_INDENT = 8;
const MAX_ERROR_LINES = 3;

function nodeLine(node: TimelineNode, { width, paint, nowMs }: ListingLook): string {
  const room = width - TIME_WIDTH - DURATION_WIDTH - STATUS_WIDTH - GAPS;
  const { glyph, word, tone } = lookOf(node);
  const time = node.startedAt === null ? '' : clockTime(node.startedAt);
  return [
    paint(fit(time, TIME_WIDTH), 'faint'),
    whatText(node, room, paint),
    fit(durationText(node, nowMs), DURATION_WIDTH, { align: 'right' }),
    paint(`${glyph} ${word}`.trim(), tone),
  ]
    .join('  ')
    .trimEnd();
}

function whatText(node: TimelineNode, room: number, paint: ListingLook['paint']): string {
  const indent = indentOf(node);
  const label = cutEnd(labelOf(node), room - indent.length);
  const left = room - indent.length - textWidth(label);
  const detail = node.detail === null ? '' : ` ${oneLine(node.detail)}`;
  return indent + paint(label, toneOf(node)) + fit(detail, left);
}

function labelOf({ kind, label }: TimelineNode): string {
  const text = oneLine(label);
  return kind === 'subagent' ? `↳ ${text}` : text;
}

function toneOf({ kind }: TimelineNode): Tone {
  if (kind === 'turn') return 'strong';
  return kind === 'subagent' ? 'accent' : 'plain';
}

function indentOf({ depth }: TimelineNode): string {
  return '  '.repeat(Math.min(depth, MAX_INDENT));
}

function durationText({ durationMs, status, startedAt }: TimelineNode, nowMs: number): string {
  const runs = durationMs === null && status === 'running' && startedAt !== null;
  if (runs) return formatElapsed(nowMs - Date.parse(startedAt));
  return status === null ? '' : formatDuration(durationMs);
}

function lookOf({ status }: TimelineNode) {
  return status === null
    ? { glyph: '', word: '', tone: 'plain' as const }
    : TIMELINE_STATUS[status];
}

function errorLines(node: TimelineNode, { width, paint }: ListingLook): string[] {
  const indent = `${' '.repeat(TIME_WIDTH + 2)}${indentOf(node)}  `;
  return excerpt(node.error ?? '')
    .split(/[\r\n]+/)
    .filter((line) => line.trim() !== '')
    .slice(0, MAX_ERROR_LINES)
    .map((line) => indent + paint(cutEnd(safeText(line), width - indent.length), 'bad'));
}
