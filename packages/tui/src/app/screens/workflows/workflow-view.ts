import { formatBytes } from '../../../present/byte-size.js';
import { projectName } from '../../../present/project-name.js';
import { relativeTime } from '../../../present/relative-time.js';
import { excerpt, oneLine } from '../../../present/safe-text.js';
import { type Column, headSpans, placeColumns, rowSpans } from '../../present/columns.js';
import { barScale } from '../../present/duration-bar.js';
import { type Line, line, type Span, span, spread } from '../../present/line.js';
import { filterSpans, MARGIN, ruleLine } from '../../present/table-view.js';
import type { Surroundings } from '../../state/screen.js';
import {
  checkpointColumns,
  pathColumns,
  sectionTitle,
  sizeText,
  stateColumns,
} from './flow-columns.js';
import type { FlowRow, Section } from './flow-rows.js';
import { type FlowLook, spentMs, stayedMs } from './flow-times.js';
import { isLive, standingSpan } from './state-look.js';
import { taskName } from './task-order.js';
import type { WorkflowState } from './workflow-state.js';

/** How many lines a workflow has room for, below its head. */
export function flowHeight({ rows }: Surroundings): number {
  return Math.max(1, rows - HEAD);
}

/** What the task is, where it belongs, and a rule. */
export const HEAD = 3;

/** A task's workflow: what it is, then its parts. */
export function workflowLines(state: WorkflowState, around: Surroundings): Line[] {
  const { columns, rows } = around;
  const { opened, table } = state;
  if (opened === undefined) return [];
  if (opened === null) {
    return [line([span('  Nothing is known of this task any more.', 'faint')], columns)];
  }
  const look = lookOf(state, around);
  const { top, selected } = table.list;
  const filter = filterSpans(table, columns - 2);
  const body = state.rows
    .slice(top, top + flowHeight(around))
    .map((row) => rowLine(row, look, columns, row.key === selected));
  return [
    ...headLines(state, around),
    filter.length === 0 ? ruleLine('', columns) : line(filter, columns),
    ...body,
  ].slice(0, rows);
}

function headLines({ opened }: WorkflowState, { columns, nowMs }: Surroundings): Line[] {
  if (!opened) return [];
  const { task, transitions } = opened;
  const { taskId, projectId, session, createdAt, updatedAt } = task;
  const facts = [
    session === null ? 'task' : 'session',
    ...(session === null ? [] : [oneLine(taskId, 60)]),
    projectId === null ? 'no project' : oneLine(excerpt(projectName(projectId), 100)),
    `began ${relativeTime(createdAt, nowMs)}`,
    `changed ${relativeTime(updatedAt, nowMs)}`,
  ].join('  ·  ');
  const size = `${sizeText(task.transitions, transitions.length, task.checkpoints)} `;
  const head = [span(' '), standingSpan(task), span('  '), span(taskName(task), 'strong')];
  return [
    spread(head, [span(size, 'faint')], columns),
    line([span(` ${facts}`, 'faint')], columns),
  ];
}

function lookOf({ opened, rows, flow }: WorkflowState, { nowMs }: Surroundings): FlowLook {
  const live = opened ? isLive(opened.task) : false;
  const stays = rows.flatMap((row) =>
    row.kind === 'transition' && row.leftAt !== null ? (stayedMs(row, { live, nowMs }) ?? 0) : [],
  );
  const current = opened?.transitions[0]?.toState ?? null;
  const times = { live, nowMs, current };
  return {
    ...times,
    stepScale: barScale(usual(stays)),
    stateScale: barScale((flow?.states ?? []).map((figures) => spentMs(figures, times))),
  };
}

/** Without the longest twentieth: one night's wait would leave nothing to see of the others. */
function usual(stays: readonly number[]): number[] {
  return stays.toSorted((a, b) => a - b).slice(0, Math.ceil(stays.length * 0.95));
}

function rowLine(row: FlowRow, look: FlowLook, columns: number, selected: boolean): Line {
  const mark = span(selected ? '▌ ' : '  ', 'accent');
  return line([mark, ...cellsOf(row, look, columns - MARGIN - 1)], columns, selected);
}

function cellsOf(row: FlowRow, look: FlowLook, width: number): Span[] {
  switch (row.kind) {
    case 'context':
      return [span('CONTEXT', 'accent'), span(`  ${formatBytes(row.bytes)}  ⏎ shows it`, 'faint')];
    case 'heading':
      return headingSpans(row, look, width);
    case 'state':
      return cells(stateColumns(look, ''), row, width);
    case 'checkpoint':
      return cells(checkpointColumns(''), row, width);
    case 'transition':
      return cells(pathColumns(look, ''), row, width);
  }
}

function cells<Row>(columns: readonly Column<Row>[], row: Row, width: number): Span[] {
  return rowSpans(placeColumns(columns, width), row);
}

/** The section's name stands in place of its first column's title. */
function headingSpans(
  { section, count, folded }: Extract<FlowRow, { kind: 'heading' }>,
  look: FlowLook,
  width: number,
): Span[] {
  const title = sectionTitle(section, count, folded);
  if (folded) return [span(title, 'accent')];
  const [first, ...others] = headOf(section, look, title, width);
  return first === undefined ? [] : [span(first.text, 'accent'), ...others];
}

function headOf(section: Section, look: FlowLook, title: string, width: number): Span[] {
  switch (section) {
    case 'states':
      return headSpans(placeColumns(stateColumns(look, title), width));
    case 'checkpoints':
      return headSpans(placeColumns(checkpointColumns(title), width));
    case 'path':
      return headSpans(placeColumns(pathColumns(look, title), width));
  }
}
