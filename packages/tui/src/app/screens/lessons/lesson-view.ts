import { wrap } from '../../../present/fit-text.js';
import { oneLine, safeText } from '../../../present/safe-text.js';
import { type Line, line, span } from '../../present/line.js';
import { ruleLine } from '../../present/table-view.js';
import type { Surroundings } from '../../state/screen.js';
import { contentColumns, lessonPage, type PageLine } from './lesson-page.js';
import type { LessonState } from './lesson-state.js';
import type { Writing } from './writing.js';

/** A lesson's lines at a size; none before it is read. */
export function pageOf(state: LessonState, { columns, nowMs }: Surroundings): readonly PageLine[] {
  if (!state.whole) return [];
  return lessonPage(state.whole, contentColumns(columns), nowMs);
}

/** A lesson on the screen, or what became of one that is being written. */
export function lessonLines(state: LessonState, around: Surroundings): Line[] {
  const { columns, rows } = around;
  const { writing, whole, top, chosen } = state;
  if (writing?.phase === 'stuck') return stuckLines(writing, columns, rows);
  if (whole === null) return [said('This lesson was removed.', columns)];
  if (whole === undefined) {
    return writing === null ? [] : [said('The lesson is in your editor.', columns)];
  }
  return pageOf(state, around)
    .slice(top, top + rows)
    .map((one) => drawn(one, columns, one.evidence !== undefined && one.evidence === chosen));
}

function drawn({ spans, rule }: PageLine, columns: number, selected: boolean): Line {
  if (rule === true) return ruleLine(spans.map(({ text }) => text).join(''), columns, 'strong');
  return line([span(selected ? '▌ ' : '  ', 'accent'), ...spans], columns, selected);
}

function stuckLines({ problem, text, id }: Writing, columns: number, rows: number): Line[] {
  const width = contentColumns(columns);
  const what = id === null ? 'The lesson is not kept' : 'The change is not kept';
  const why = wrap(`${what}: ${oneLine(problem ?? 'nothing was changed', 1_000)}`, width, 4);
  return [
    ...why.map((part) => line([span('  '), span(part, 'bad')], columns)),
    line([span('  '), span('What you wrote is below: e opens it again.', 'strong')], columns),
    ruleLine('', columns),
    ...(text ?? '')
      .split('\n', Math.max(0, rows))
      .map((row) => line([span('  '), span(safeText(row.slice(0, 1_000)))], columns)),
  ].slice(0, rows);
}

function said(text: string, columns: number): Line {
  return line([span(`  ${text}`, 'faint')], columns);
}
