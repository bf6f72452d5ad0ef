import { counted, exactNumber } from '../../../present/amounts.js';
import { cutMiddle } from '../../../present/fit-text.js';
import { projectName } from '../../../present/project-name.js';
import { excerpt, oneLine, safeText } from '../../../present/safe-text.js';
import { type Line, line, type Span, span, spread } from '../../present/line.js';
import { filterSpans, ruleLine, tableLines } from '../../present/table-view.js';
import type { Surroundings } from '../../state/screen.js';
import { lessonColumns } from './lesson-columns.js';
import { contentColumns, lessonPreview } from './lesson-page.js';
import { type LessonsState, searchedText } from './lessons-state.js';

/** How many lessons the list has room for. */
export function lessonsHeight(around: Surroundings): number {
  return Math.max(1, around.rows - HEAD - previewRows(around));
}

/** Lines above the list: what is filtered by, and the titles of the columns. */
export const HEAD = 2;

/** The list of lessons, and below it the beginning of the chosen one. */
export function lessonsLines(state: LessonsState, around: Surroundings): Line[] {
  const { columns, rows, nowMs } = around;
  const { table, keys } = state;
  const height = lessonsHeight(around);
  const { top, selected } = table.list;
  const lines = [
    spread(choiceSpans(state, columns), countSpans(state), columns),
    ...tableLines({
      columns: lessonColumns(state, nowMs),
      rows: state.rows.slice(top, top + height),
      keys: keys.slice(top, top + height),
      selected,
      width: columns,
      height: height + 1,
      empty: emptyText(state),
    }),
    ...previewLines(state, around),
  ];
  return lines.slice(0, rows);
}

const LONGEST_PROJECT = 24;

/** A third of a screen that is tall enough. */
function previewRows({ rows }: Surroundings): number {
  return rows < 16 ? 0 : Math.min(14, Math.floor(rows / 3));
}

function choiceSpans(state: LessonsState, columns: number): Span[] {
  const { table, category, project } = state;
  const filter = filterSpans(table, Math.max(8, columns - 40));
  const about = category ?? 'every category';
  const where =
    project === null
      ? 'all projects'
      : cutMiddle(safeText(excerpt(projectName(project), 400)), LONGEST_PROJECT);
  const place = [
    span(` ${about}`, category === null ? 'plain' : 'accent'),
    span(' ·', 'faint'),
    span(` ${where}`, project === null ? 'plain' : 'accent'),
  ];
  return [...filter, ...place];
}

function countSpans({ listing, rows }: LessonsState): Span[] {
  if (listing === null) return [];
  const { total, rows: read } = listing;
  if (total === 0) return [];
  if (read.length < total) {
    const shown = `${exactNumber(rows.length)} of the latest ${exactNumber(read.length)}`;
    return [span(`${shown}, ${counted(total, 'lesson')} in all `, 'faint')];
  }
  const shown = rows.length === total ? '' : `${exactNumber(rows.length)} of `;
  return [span(`${shown}${counted(total, 'lesson')} `, 'faint')];
}

function emptyText(state: LessonsState): string {
  const { listing, table, category, project, found } = state;
  const searched = searchedText(state);
  if (listing === null || (searched !== null && searched !== found.text)) return '';
  if (table.filter.text !== '') return 'No lesson has any of that.';
  if (category !== null || project !== null) return 'No lesson fits. C and p change what is shown.';
  return 'No lessons yet. + writes one; on a failed call, it begins from what happened.';
}

function previewLines({ chosen, table }: LessonsState, around: Surroundings): Line[] {
  const { columns, nowMs } = around;
  const height = previewRows(around);
  if (height === 0) return [];
  if (chosen === null || chosen.lesson.id !== table.list.selected) {
    return [ruleLine('', columns)];
  }
  const title = cutMiddle(oneLine(chosen.lesson.title, 400), Math.max(1, columns - 8));
  return [
    ruleLine(title, columns, 'strong'),
    ...lessonPreview(chosen, contentColumns(columns), nowMs)
      .slice(0, height - 1)
      .map(({ spans }) => line([span('  '), ...spans], columns)),
  ];
}
