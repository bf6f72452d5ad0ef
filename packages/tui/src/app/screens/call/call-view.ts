import { type Line, line, span, spread } from '../../present/line.js';
import { LEAST_WIDTH, textViewLines } from '../../present/text-view-lines.js';
import type { Surroundings } from '../../state/screen.js';
import { type TextDocument, textDocument } from '../../state/text-document.js';
import { textRows } from '../../state/text-view.js';
import type { CallState } from './call-state.js';
import { entryTime, entryTitle, statusOf } from './entry-title.js';

/** Columns for the mark of the line that the keys act on. */
const MARGIN = 2;

/** How many lines of the text there is room for. */
export function callHeight({ view }: CallState, { rows }: Surroundings): number {
  return textRows(view, Math.max(1, rows - headRows(rows)));
}

/** The entry's text as it is laid out on the screen. */
export function callDocument({ pieces, view }: CallState, { columns }: Surroundings): TextDocument {
  return textDocument(pieces, view.folds, Math.max(LEAST_WIDTH, columns - MARGIN));
}

/** An entry: what it is in one line, then all that is known of it. */
export function callLines(state: CallState, around: Surroundings): Line[] {
  const { columns, nowMs, rows } = around;
  if (state.entry === null) {
    const why = state.loaded ? `  This ${state.place.kind} is not recorded any more.` : '';
    return [line([span(why, 'faint')], columns)];
  }
  const folder = state.session?.workingDirectory ?? null;
  const status = statusOf(state.entry, state.session);
  const title = spread(
    [span(' '), ...entryTitle(state.entry, status, folder)],
    [entryTime(state.entry, status, nowMs), span(' ')],
    columns,
  );
  return [
    ...[title, line([], columns)].slice(0, headRows(rows)),
    ...textViewLines(state.view, callDocument(state, around), columns, rows - headRows(rows)),
  ];
}

/** Lines above the text. */
export function headRows(rows: number): number {
  return rows < 6 ? 0 : rows < 12 ? 1 : 2;
}
