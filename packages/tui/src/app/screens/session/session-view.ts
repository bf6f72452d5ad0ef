import type { SessionOverview } from '@spoor/storage';
import { modelName, projectName } from '../../../present/project-name.js';
import { clockTime } from '../../../present/relative-time.js';
import { oneLine } from '../../../present/safe-text.js';
import { headSpans, placeColumns, rowSpans } from '../../present/columns.js';
import { barScale } from '../../present/duration-bar.js';
import { type Line, line, type Span, span, spread } from '../../present/line.js';
import type { Surroundings } from '../../state/screen.js';
import { isOver, sessionTime, sessionTitle, stateCell } from '../sessions/session-columns.js';
import { detailLines } from './node-detail.js';
import type { SessionState } from './session-state.js';
import { nodeDuration, timelineColumns } from './timeline-columns.js';

/** How the screen is divided: on a low one the rest gives way to the timeline. */
function areasOf({ rows }: Surroundings): {
  header: number;
  head: number;
  body: number;
  detail: number;
} {
  const header = rows < 10 ? 0 : rows < 28 ? 2 : 3;
  const head = rows >= 6 ? 1 : 0;
  const detail = rows < 16 ? 0 : rows < 34 ? 4 : 6;
  return { header, head, detail, body: Math.max(1, rows - header - head - detail) };
}

/** How many lines of the timeline there is room for. */
export function timelineHeight(around: Surroundings): number {
  return areasOf(around).body;
}

/** A session: what it is, its timeline, and what is known of the chosen line. */
export function sessionLines(opened: SessionState, around: Surroundings): Line[] {
  const { header, body, detail } = areasOf(around);
  return [
    ...headerLines(opened, around).slice(0, header),
    ...timelineLines(opened, around, body),
    ...detailLines(opened, around, detail),
  ];
}

function headerLines(opened: SessionState, { columns, nowMs }: Surroundings): Line[] {
  const session = opened.history?.session;
  const blank = line([], columns);
  if (session === undefined) {
    const text = opened.loaded ? '  This session is no longer recorded.' : '';
    return [line([span(text)], columns), blank, blank];
  }
  const place = oneLine(projectName(session.projectId ?? session.workingDirectory));
  const branch =
    session.gitBranch === null ? [] : [span(`  ${oneLine(session.gitBranch)}`, 'faint')];
  const state = stateCell(session);
  return [
    spread(
      [span(' '), { ...sessionTitle(session), tone: 'strong' }],
      [
        ...(opened.follow && !isOver(session) ? [span('following   ', 'faint')] : []),
        state,
        span(' '),
      ],
      columns,
    ),
    line([span(` ${place}`, 'strong'), ...branch, span('  '), ...figures(session, nowMs)], columns),
    blank,
  ];
}

function figures(session: SessionOverview, nowMs: number): Span[] {
  const before = [
    session.model === null ? '' : oneLine(modelName(session.model)),
    counted(session.turns, 'turn'),
    counted(session.toolCalls, 'call'),
  ];
  const after = [
    counted(session.subagents, 'subagent'),
    session.durationMs === null ? '' : sessionTime(session, nowMs),
    `since ${clockTime(session.startedAt)}`,
  ];
  const failed = session.failedCalls === 0 ? [] : [span(`${session.failedCalls} failed`, 'bad')];
  return [joined(before), ...failed, joined(after)].flatMap((part, index) =>
    index === 0 ? [part] : [span(' · ', 'faint'), part],
  );
}

function joined(facts: readonly string[]): Span {
  return span(facts.filter((fact) => fact !== '').join(' · '), 'faint');
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function timelineLines(opened: SessionState, around: Surroundings, height: number): Line[] {
  const { columns, nowMs } = around;
  const { nodes, table } = opened;
  const { list } = table;
  const scale = barScale(timedCalls(opened, nowMs));
  const placed = placeColumns(timelineColumns(scale), columns - MARGIN - 1);
  const numbers = turnNumbers(opened);
  const folder = opened.history?.session.workingDirectory ?? null;
  const rows = nodes.slice(list.top, list.top + height).map((node) => {
    const selected = node.key === list.selected;
    const row = { node, number: numbers.get(node.key) ?? null, nowMs, scale, folder };
    const mark = span(selected ? '▌ ' : '  ', 'accent');
    return line([mark, ...rowSpans(placed, row)], columns, selected);
  });
  if (nodes.length === 0 && opened.history !== null) {
    rows.push(line([span('  Nothing has happened in this session yet.', 'faint')], columns));
  }
  const heads = areasOf(around).head === 0 ? [] : [headSpans(placed)];
  return [
    ...heads.map((spans) => line([span(' '.repeat(MARGIN)), ...spans], columns)),
    ...rows,
    ...Array.from({ length: Math.max(0, height - rows.length) }, () => line([], columns)),
  ];
}

/** Columns for the mark of the chosen line. */
const MARGIN = 2;

function timedCalls({ nodes }: SessionState, nowMs: number): number[] {
  return nodes.filter(({ kind }) => kind !== 'turn').map((node) => nodeDuration(node, nowMs) ?? 0);
}

function turnNumbers({ nodes }: SessionState): Map<string, number> {
  const turns = nodes.filter(({ kind }) => kind === 'turn');
  return new Map(turns.map(({ key }, index) => [key, index + 1]));
}
