import { cutEnd, cutMiddle, textWidth } from '../../../present/fit-text.js';
import { line, type Span, span, spansWidth } from '../../present/line.js';
import { MARGIN } from '../../present/table-view.js';
import type { ListEntry, ProjectGroup } from './list-entries.js';
import type { ColumnLook, SessionColumn } from './session-columns.js';
import { sessionNote } from './session-note.js';
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
  return (grouped ? 33 : 22) + ((columns - 80) >> 2);
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
    const calls = tone === 'bad' || tone === 'warn';
    return span(`${glyph} ${word}`, calls && !needsAttention(row, nowMs) ? 'faint' : tone);
  };
}

function aboutSpans(
  entry: ListEntry,
  width: number,
  look: ColumnLook,
  nowMs: number,
): readonly Span[] {
  if (entry.kind === 'project') {
    const { project } = entry.group;
    const name = project === '' ? 'no project' : projectName(project, look);
    const spans = [span(name, 'strong'), ...standingSpans(entry.group, true)];
    const isRoom = spansWidth(spans) <= width;
    return line(
      isRoom ? spans : [span(name, 'strong'), ...standingSpans(entry.group, false)],
      width,
    ).spans;
  }
  const { row, about } = entry.item;
  const tone = about === null ? 'faint' : needsAttention(row, nowMs) ? 'strong' : 'plain';
  const left = [
    span(look.choices.grouped ? '  ' : ''),
    span(row.forkedFrom === null ? '' : '⑂ ', 'faint'),
    span(about ?? 'no prompt yet', tone),
  ];
  return beside(left, sessionNote(entry.item, nowMs), width);
}

/** What a session does, in what is left beside what it is about, or in half of the room. */
function beside(left: readonly Span[], note: string | null, width: number): readonly Span[] {
  const room = Math.max(width - spansWidth(left), width >> 1) - NOTE_GAP.length;
  if (note === null || room < LEAST_NOTE) return line(left, width).spans;
  const shown = cutEnd(note, room);
  const most = width - textWidth(shown) - NOTE_GAP.length;
  const start = line(left, Math.min(spansWidth(left), most)).spans;
  return line([...start, span(NOTE_GAP), span(shown, 'accent')], width).spans;
}

const NOTE_GAP = '  ';

/** A note of which less can be seen says nothing. */
const LEAST_NOTE = 20;

function projectName(path: string, { list }: ColumnLook): string {
  return list.projectNames.get(path) ?? '–';
}

function standingSpans({ standings }: ProjectGroup, words: boolean): Span[] {
  return STANDING_ORDER.flatMap((standing) => {
    const count = standings.get(standing) ?? 0;
    const { glyph, word, tone } = STANDINGS[standing];
    return count === 0 ? [] : [span(`  ${glyph} ${count}${words ? ` ${word}` : ''}`, tone)];
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
