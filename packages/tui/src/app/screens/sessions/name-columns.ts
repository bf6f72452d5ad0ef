import { cutMiddle } from '../../../present/fit-text.js';
import { line, type Span, span } from '../../present/line.js';
import type { ListEntry, ProjectGroup } from './list-entries.js';
import type { ColumnLook, SessionColumn } from './session-columns.js';
import { needsAttention, STANDING_ORDER, STANDINGS, standingOf } from './standing.js';

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
      { title: 'STATE', min: 11, priority: 0, sort: 'state', cell: stateCell(nowMs) },
      ...(grouped ? [] : [project]),
      { title: 'BRANCH', min: 8, max: 24, priority: 11, sort: 'branch', cell: branchCell },
      {
        title: 'SESSION',
        // A wide screen has room for more of what it is about, before it has for more columns.
        min: 22 + Math.max(0, (columns - 80) >> 2),
        grow: true,
        priority: 1,
        sort: 'session',
        cell: (entry, width) => line(aboutSpans(entry, look, nowMs), width).spans,
      },
    ],
    right: [{ title: 'MODEL', min: 10, max: 16, priority: 12, sort: 'model', cell: modelCell }],
  };
}

function stateCell(nowMs: number): (entry: ListEntry) => Span {
  return (entry) => {
    if (entry.kind === 'project') {
      const { folded, items } = entry.group;
      return span(`${folded ? '▸' : '▾'} ${items.length}`, 'accent');
    }
    const { row } = entry.item;
    const { glyph, word, tone } = STANDINGS[standingOf(row, nowMs)];
    const calls = tone === 'bad' || tone === 'warn';
    return span(`${glyph} ${word}`, calls && !needsAttention(row, nowMs) ? 'faint' : tone);
  };
}

function aboutSpans(entry: ListEntry, look: ColumnLook, nowMs: number): Span[] {
  if (entry.kind === 'project') {
    const name = span(projectName(entry.group.project, look), 'strong');
    return [name, ...standingSpans(entry.group)];
  }
  const { row, about } = entry.item;
  const tone = about === null ? 'faint' : needsAttention(row, nowMs) ? 'strong' : 'plain';
  return [
    span(look.choices.grouped ? '  ' : ''),
    span(row.forkedFrom === null ? '' : '⑂ ', 'faint'),
    span(about ?? 'no prompt yet', tone),
  ];
}

function projectName(path: string, { list }: ColumnLook): string {
  return list.projectNames.get(path) ?? '–';
}

function standingSpans({ standings }: ProjectGroup): Span[] {
  return STANDING_ORDER.flatMap((standing) => {
    const count = standings.get(standing) ?? 0;
    const { glyph, word, tone } = STANDINGS[standing];
    return count === 0 ? [] : [span(`  ${glyph} ${count} ${word}`, tone)];
  });
}

function branchCell(entry: ListEntry, width: number): Span {
  if (entry.kind === 'project') return span('');
  return span(cutMiddle(entry.item.branch ?? '–', width), 'faint');
}

function modelCell(entry: ListEntry, width: number): Span {
  if (entry.kind === 'project') return span('');
  return span(cutMiddle(entry.item.model ?? '–', width), 'faint');
}
