import { cutEnd, cutMiddle, textWidth } from '../../../present/fit-text.js';
import { line, type Span, span, spansWidth } from '../../present/line.js';
import type { ListEntry, ProjectGroup } from './list-entries.js';
import type { ColumnLook } from './session-columns.js';
import { sessionNote } from './session-note.js';
import { needsAttention, STANDING_ORDER, STANDINGS } from './standing.js';

/** What a session is about and what it does, or a project's name and how its sessions stand. */
export function aboutSpans(
  entry: ListEntry,
  width: number,
  look: ColumnLook,
  nowMs: number,
): readonly Span[] {
  if (entry.kind === 'project') return headSpans(entry.group, width, look);
  const { row, about } = entry.item;
  const tone = about === null ? 'faint' : needsAttention(row, nowMs) ? 'strong' : 'plain';
  const left = [
    span(look.choices.grouped ? '  ' : ''),
    span(row.forkedFrom === null ? '' : '⑂ ', 'faint'),
    span(about ?? 'no prompt yet', tone),
  ];
  return beside(left, sessionNote(entry.item, nowMs), width);
}

/** The counts say their words where there is room; a long name gives way to them. */
function headSpans(group: ProjectGroup, width: number, look: ColumnLook): readonly Span[] {
  const { project } = group;
  const name = project === '' ? 'no project' : projectName(project, look);
  const full = standingSpans(group, true);
  const isRoom = textWidth(name) + spansWidth(full) <= width;
  const counts = isRoom ? full : standingSpans(group, false);
  const shown = cutMiddle(name, Math.max(width >> 1, width - spansWidth(counts)));
  return line([span(shown, 'strong'), ...counts], width).spans;
}

function standingSpans({ standings }: ProjectGroup, words: boolean): Span[] {
  return STANDING_ORDER.flatMap((standing) => {
    const count = standings.get(standing) ?? 0;
    const { glyph, word, tone } = STANDINGS[standing];
    return count === 0 ? [] : [span(`  ${glyph} ${count}${words ? ` ${word}` : ''}`, tone)];
  });
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
const LEAST_NOTE = 16;

/** The safe name of a project. */
export function projectName(path: string, { list }: ColumnLook): string {
  return list.projectNames.get(path) ?? '–';
}
