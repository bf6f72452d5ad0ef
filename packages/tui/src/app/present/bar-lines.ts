import { bar } from '../../present/amounts.js';
import { fit, textWidth } from '../../present/fit-text.js';
import type { Tone } from '../../present/status.js';
import { drawable } from './chart-scale.js';
import { type Line, line, span } from './line.js';

/** A row of a chart of bars that lie. */
export interface BarRow {
  /** Safe to show. */
  readonly label: string;
  readonly value: number;
  readonly text: string;
}

/** Bars that lie below each other, on a common scale, each with its label and its value. */
export function barLines(rows: readonly BarRow[], width: number, tone: Tone = 'accent'): Line[] {
  const widest = (of: (row: BarRow) => string) =>
    rows.reduce((most, row) => Math.max(most, textWidth(of(row))), 0);
  const labels = Math.min(
    widest((row) => row.label),
    Math.max(0, width >> 1),
  );
  const texts = widest((row) => row.text);
  const room = Math.max(0, width - labels - texts - 2);
  const most = rows.reduce((max, { value }) => Math.max(max, drawable(value)), 0);
  return rows.map(({ label, value, text }) =>
    line(
      [
        span(fit(label, labels, { align: 'right' }), 'faint'),
        span(' '),
        span(fit(bar(drawable(value), most, room), room), tone),
        span(' '),
        span(fit(text, texts, { align: 'right' })),
      ],
      width,
    ),
  );
}
