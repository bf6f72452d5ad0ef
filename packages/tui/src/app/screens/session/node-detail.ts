import { formatCost, shortNumber } from '../../../present/amounts.js';
import { formatDuration, formatElapsed } from '../../../present/duration.js';
import { wrap } from '../../../present/fit-text.js';
import { clockTime } from '../../../present/relative-time.js';
import { oneLine } from '../../../present/safe-text.js';
import { TIMELINE_STATUS } from '../../../present/status.js';
import type { TimelineNode } from '../../../present/timeline.js';
import { type Line, line, type Span, span } from '../../present/line.js';
import { selectedIndex } from '../../state/list-state.js';
import type { Surroundings } from '../../state/screen.js';
import { chosenIndex, type SessionState } from './session-state.js';
import { nodeDuration } from './timeline-columns.js';

/** What is known of the chosen line of a timeline, under a rule. */
export function detailLines(
  state: SessionState,
  { columns, nowMs }: Surroundings,
  height: number,
): Line[] {
  if (height === 0) return [];
  const node = state.shown.shape.nodes[chosenIndex(state)];
  const lines = [ruleLine(state, columns)];
  if (node !== undefined) {
    lines.push(line([span(' '), ...facts(node, nowMs, state)], columns));
    lines.push(...textLines(node, columns, height - lines.length));
  }
  while (lines.length < height) lines.push(line([], columns));
  return lines.slice(0, height);
}

/** The rule, with the place of the chosen line in the list. */
function ruleLine({ table: { list }, rows: { keys } }: SessionState, columns: number): Line {
  const place = keys.length === 0 ? '' : ` ${selectedIndex(list, keys) + 1} of ${keys.length} `;
  const rule = columns < place.length + 4 ? '' : `${place}──`;
  return line([span(`${'─'.repeat(columns - rule.length)}${rule}`, 'faint')], columns);
}

function facts(node: TimelineNode, nowMs: number, state: SessionState): Span[] {
  const look = node.status === null ? null : TIMELINE_STATUS[node.status];
  const ms = nodeDuration(node, nowMs);
  const ticks = node.status === 'running' && ms !== null && state.scrub === null;
  const time = ticks ? formatElapsed(ms) : formatDuration(ms);
  return [
    span(NAMES[node.kind], 'faint'),
    ...(node.kind === 'call' || node.kind === 'subagent'
      ? [span(` ${oneLine(node.label, 200)}`, 'accent')]
      : []),
    ...(look === null ? [] : [span(`  ${look.glyph} ${look.word}`, look.tone)]),
    ...(ms === null ? [] : [span(`  ${time}`)]),
    ...(node.startedAt === null
      ? []
      : [span(`  started ${clockTime(node.startedAt)}${offsetText(state)}`, 'faint')]),
    ...usageSpans(node),
  ];
}

/** How long after its turn the chosen line began. */
function offsetText(state: SessionState): string {
  const { spans, roots, nodes } = state.shown.shape;
  const index = chosenIndex(state);
  const root = roots[index] ?? index;
  const [own, turn] = [spans[index] ?? null, spans[root] ?? null];
  if (root === index || own === null || turn === null || nodes[root]?.kind !== 'turn') return '';
  return `, ${formatDuration(own.startMs - turn.startMs)} into the turn`;
}

const NAMES = { turn: 'Turn', call: 'Call', subagent: 'Subagent', outside: 'Outside any turn' };

function usageSpans({ usage }: TimelineNode): Span[] {
  if (usage === null) return [];
  const kinds = [
    `${shortNumber(usage.inputTokens)} in`,
    `${shortNumber(usage.outputTokens)} out`,
    ...(usage.cacheReadTokens ? [`${shortNumber(usage.cacheReadTokens)} from cache`] : []),
    ...(usage.cacheWriteTokens ? [`${shortNumber(usage.cacheWriteTokens)} into cache`] : []),
    ...(usage.costUsd == null ? [] : [formatCost(usage.costUsd, false)]),
  ];
  return [span(`  ${kinds.join(' · ')}`, 'faint')];
}

function textLines(node: TimelineNode, columns: number, height: number): Line[] {
  const about = node.kind === 'turn' ? node.label : node.detail;
  const width = Math.max(1, columns - 2);
  const error = node.error === null ? [] : wrap(oneLine(node.error), width, height > 2 ? 2 : 1);
  const text = about === null ? [] : wrap(oneLine(about), width, height - error.length);
  return [
    ...text.map((part) => line([span(` ${part}`)], columns)),
    ...error.map((part) => line([span(` ${part}`, 'bad')], columns)),
  ];
}
