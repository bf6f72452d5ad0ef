import { cutMiddle } from '../../../present/fit-text.js';
import { type Span, span } from '../../present/line.js';
import { MARGIN } from '../../present/table-view.js';
import { aboutSpans, projectName } from './about-cell.js';
import type { ListEntry } from './list-entries.js';
import type { ColumnLook, SessionColumn } from './session-columns.js';
import { needsAttention, STANDINGS, standingOf } from './standing.js';

/** The columns that say which session it is and how it stands, those left and right of its activity. */
export function nameColumns(
  look: ColumnLook,
  nowMs: number,
  columns: number,
): { left: SessionColumn[]; right: SessionColumn[] } {
  const { grouped } = look.choices;
  const project: SessionColumn = {
    title: 'PROJECT',
    min: 10,
    max: 24,
    priority: 2,
    sort: 'project',
    cell: (entry, width) =>
      entry.kind === 'project'
        ? span('')
        : span(cutMiddle(projectName(entry.item.project, look), width)),
  };
  return {
    left: [
      { title: 'STATE', min: STATE_WIDTH, priority: 0, sort: 'state', cell: stateCell(nowMs) },
      ...(grouped ? [] : [project]),
      { title: 'BRANCH', min: 8, max: 24, priority: 11, sort: 'branch', cell: branchCell },
      {
        title: 'SESSION',
        min: aboutWidth(columns, grouped),
        grow: true,
        priority: 1,
        sort: 'session',
        cell: (entry, width) => aboutSpans(entry, width, look, nowMs),
      },
    ],
    right: [{ title: 'MODEL', min: 10, max: 16, priority: 12, sort: 'model', cell: modelCell }],
  };
}

/**
 * A wide screen has room for more of what a session is about before it has for more columns; on a
 * narrow one it takes what the state leaves.
 */
function aboutWidth(columns: number, grouped: boolean): number {
  if (columns < 80) return Math.max(1, Math.min(22, columns - STATE_WIDTH - MARGIN - 2));
  return (grouped ? 33 : 22) + Math.min(40, Math.floor((columns - 80) * 0.4));
}

const STATE_WIDTH = 11;

function stateCell(nowMs: number): (entry: ListEntry) => Span {
  return (entry) => {
    if (entry.kind === 'project') {
      const { folded, items } = entry.group;
      return span(`${folded ? '▸' : '▾'} ${items.length}`, 'accent');
    }
    const { row } = entry.item;
    const { glyph, word, tone } = STANDINGS[standingOf(row, nowMs)];
    const alarms = tone === 'bad' || tone === 'warn';
    return span(`${glyph} ${word}`, alarms && !needsAttention(row, nowMs) ? 'faint' : tone);
  };
}

function branchCell(entry: ListEntry, width: number): Span {
  if (entry.kind === 'project') return span('');
  return span(cutMiddle(entry.item.branch ?? '–', width), 'faint');
}

function modelCell(entry: ListEntry, width: number): Span {
  if (entry.kind === 'project') return span('');
  return span(cutMiddle(entry.item.model ?? '–', width), 'faint');
}
