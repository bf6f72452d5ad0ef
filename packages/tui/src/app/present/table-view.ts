import { textWidth } from '../../present/fit-text.js';
import type { Tone } from '../../present/status.js';
import type { TableState } from '../state/table-state.js';
import { type Column, headSpans, placeColumns, rowSpans } from './columns.js';
import { fieldSpans } from './field-spans.js';
import { type Line, line, type Span, span } from './line.js';

/** What a table is drawn from. */
export interface TableView<Row> {
  readonly columns: readonly Column<Row>[];
  /** The rows that are on the screen, from the list's first line on; null for one that isn't read yet. */
  readonly rows: readonly (Row | null)[];
  /** Identity of each of these rows. */
  readonly keys: readonly string[];
  readonly selected: string | null;
  readonly width: number;
  /** Lines in all, the head included. */
  readonly height: number;
  /** Said in place of rows when there are none. */
  readonly empty?: string;
  /** Whether the titles of the columns are shown; true by default. */
  readonly head?: boolean;
}

/** The lines of a table: the titles of its columns, then its rows, the chosen one marked. */
export function tableLines<Row>(view: TableView<Row>): Line[] {
  const { rows, keys, selected, width, height, empty, head = true } = view;
  const placed = placeColumns(view.columns, width - MARGIN - 1);
  const heads = head ? [line([span(' '.repeat(MARGIN)), ...headSpans(placed)], width)] : [];
  const body = rows.slice(0, Math.max(0, height - heads.length)).map((row, index) => {
    const chosen = keys[index] === selected;
    const mark = span(chosen ? '▌ ' : '  ', 'accent');
    return line([mark, ...(row === null ? [] : rowSpans(placed, row))], width, chosen);
  });
  if (body.length === 0 && empty !== undefined) {
    body.push(line([span(`  ${empty}`, 'faint')], width));
  }
  const lines = [...heads, ...body];
  while (lines.length < height) lines.push(line([], width));
  return lines.slice(0, Math.max(0, height));
}

/** Columns for the mark of the chosen line. */
export const MARGIN = 2;

/** What is typed to filter a table, or nothing when there is no filter. */
export function filterSpans({ filter, typing }: TableState, columns: number): Span[] {
  if (!typing && filter.text === '') return [];
  const field = typing
    ? fieldSpans(filter, columns - 3)
    : [
        span(
          fieldSpans(filter, columns - 3)
            .map(({ text }) => text)
            .join('')
            .trimEnd(),
          'accent',
        ),
      ];
  return [span(' /', 'accent'), ...field, span(' ')];
}

/** A rule over the whole width, with a title in it. */
export function ruleLine(title: string, columns: number, tone: Tone = 'faint'): Line {
  const text = title === '' ? '' : ` ${title} `;
  const rest = columns - textWidth(text) - 2;
  if (rest < 0) return line([span('─'.repeat(columns), 'faint')], columns);
  return line([span('──', 'faint'), span(text, tone), span('─'.repeat(rest), 'faint')], columns);
}
