import { wrap } from '../../present/fit-text.js';
import { oneLine, safeText } from '../../present/safe-text.js';
import { type Line, line, type Span, span } from '../present/line.js';

/** What to say while the database can't be read. */
export function troubleLines(
  { message, advice }: { readonly message: string; readonly advice: string },
  columns: number,
  height: number,
): Line[] {
  const width = widthOf(columns);
  return placed(
    [
      [span("The recording can't be read.", 'bad')],
      [],
      ...wrap(safeText(message), width, 3).map((part) => [span(part)]),
      [],
      ...wrap(advice, width, 3).map((part) => [span(part, 'strong')]),
      [],
      [span('Spoor keeps trying; what is recorded meanwhile waits in the spool.', 'faint')],
      [span('What is known of the recorder besides: ', 'faint'), span('9', 'accent')],
    ],
    columns,
    height,
  );
}

/** What to say where there is no database: not yet, or not any more. */
export function missingLines(path: string, columns: number, height: number): Line[] {
  const width = widthOf(columns);
  return placed(
    [
      [span('There is no recording here.', 'strong')],
      [],
      ...wrap(oneLine(path), width, 3).map((part) => [span(part, 'faint')]),
      [],
      ...wrap('The first event that Claude Code tells makes one.', width, 3).map((part) => [
        span(part),
      ]),
      [span('Was there one? '), span('spoor db restore', 'accent'), span(' brings a backup back.')],
      [],
      [span('How to begin: ', 'faint'), span('1', 'accent')],
    ],
    columns,
    height,
  );
}

function widthOf(columns: number): number {
  return Math.max(10, columns - 6);
}

function placed(text: readonly Span[][], columns: number, height: number): Line[] {
  const above = Math.max(0, Math.floor((height - text.length) / 3));
  return [
    ...Array.from({ length: above }, () => line([], columns)),
    ...text.map((spans) => line([span('   '), ...spans], columns)),
  ].slice(0, height);
}
