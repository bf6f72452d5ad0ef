import { exactNumber } from '../../present/amounts.js';
import { type TextDocument, visibleLines } from '../state/text-document.js';
import { lineOfPlace } from '../state/text-place.js';
import { type TextView, textRows } from '../state/text-view.js';
import { fieldSpans } from './field-spans.js';
import { type Line, line, span, spread } from './line.js';
import { markMatches } from './mark-matches.js';

/** On a narrower screen lines are cut, rather than broken into letters. */
export const LEAST_WIDTH = 24;

/** The lines of a text on the screen; the last one is for what is looked for while there is any. */
export function textViewLines(
  view: TextView,
  document: TextDocument,
  columns: number,
  height: number,
): Line[] {
  const rows = textRows(view, height);
  const lines = visibleLines(document, view.text, rows).map(({ spans, isCursor }) =>
    line([span(isCursor ? '▌ ' : '  ', 'accent'), ...markMatches(spans, view.find.text)], columns),
  );
  while (lines.length < rows) lines.push(line([], columns));
  return rows < height ? [...lines, findLine(view, document, columns)] : lines;
}

function findLine(
  { find, typing, text }: TextView,
  { layout }: TextDocument,
  columns: number,
): Line {
  const field = fieldSpans(find, Math.max(4, columns - 20));
  const shown = typing
    ? field
    : [
        span(
          field
            .map((one) => one.text)
            .join('')
            .trimEnd(),
          'accent',
        ),
      ];
  const at = exactNumber(lineOfPlace(layout, text.cursor) + 1);
  const place = typing ? '' : `line ${at} of ${exactNumber(layout.total)} `;
  return spread([span(' /', 'accent'), ...shown], [span(place, 'faint')], columns);
}
