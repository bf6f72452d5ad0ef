import type { SessionOverview } from '@spoor/storage';
import { modelName, projectName } from '../../present/project-name.js';
import { clockTime } from '../../present/relative-time.js';
import { oneLine } from '../../present/safe-text.js';
import { areasOf } from '../present/areas.js';
import { headSpans, placeColumns, rowSpans } from '../present/columns.js';
import { barScale } from '../present/duration-bar.js';
import { type Line, line, type Span, span, spread } from '../present/line.js';
import type { InspectorState, OpenedSession } from '../state/inspector-state.js';
import { detailLines } from './node-detail.js';
import { isOver, sessionTime, sessionTitle, stateCell } from './session-columns.js';
import { nodeDuration, timelineColumns } from './timeline-columns.js';

/** A session: what it is, its timeline, and what is known of the chosen line. */
export function sessionLines(state: InspectorState, opened: OpenedSession): Line[] {
  const { header, body, detail } = areasOf(state);
  return [
    ...headerLines(state, opened).slice(0, header),
    ...timelineLines(state, opened, body),
    ...detailLines(state, opened, detail),
  ];
}

function headerLines({ columns, nowMs }: InspectorState, opened: OpenedSession): Line[] {
  const session = opened.history?.session;
  const blank = line([], columns);
  if (session === undefined) {
    const text = opened.loaded ? '  This session is no longer recorded.' : '';
    const title = line([span(' Spoor', 'accent'), span(text)], columns);
    return [title, blank, blank, blank];
  }
  const place = oneLine(projectName(session.projectId ?? session.workingDirectory));
  const branch =
    session.gitBranch === null ? [] : [span(`  ${oneLine(session.gitBranch)}`, 'faint')];
  const state = stateCell(session);
  return [
    spread(
      [span(' Spoor', 'accent'), span(`  ${place}`, 'strong'), ...branch],
      [
        ...(opened.follow && !isOver(session) ? [span('following   ', 'faint')] : []),
        state,
        span(' '),
      ],
      columns,
    ),
    line([span(' '), { ...sessionTitle(session), tone: 'strong' }], columns),
    line([span(' '), ...figures(session, nowMs)], columns),
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

function timelineLines(state: InspectorState, opened: OpenedSession, height: number): Line[] {
  const { columns, nowMs } = state;
  const { nodes, list } = opened;
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
  const heads = areasOf(state).head === 0 ? [] : [headSpans(placed)];
  return [
    ...heads.map((spans) => line([span(' '.repeat(MARGIN)), ...spans], columns)),
    ...rows,
    ...Array.from({ length: Math.max(0, height - rows.length) }, () => line([], columns)),
  ];
}

/** Columns for the mark of the chosen line. */
const MARGIN = 2;

function timedCalls({ nodes }: OpenedSession, nowMs: number): number[] {
  return nodes.filter(({ kind }) => kind !== 'turn').map((node) => nodeDuration(node, nowMs) ?? 0);
}

function turnNumbers({ nodes }: OpenedSession): Map<string, number> {
  const turns = nodes.filter(({ kind }) => kind === 'turn');
  return new Map(turns.map(({ key }, index) => [key, index + 1]));
}
