import { wrap } from '../../present/fit-text.js';
import { safeText } from '../../present/safe-text.js';
import { type Line, line, type Span, span } from '../present/line.js';

/** What to say while the database can't be read. */
export function troubleLines(
  { message, advice }: { readonly message: string; readonly advice: string },
  columns: number,
  height: number,
): Line[] {
  const width = Math.max(10, columns - 6);
  const text: Span[][] = [
    [span("The recording can't be read.", 'bad')],
    [],
    ...wrap(safeText(message), width, 3).map((part) => [span(part)]),
    [],
    ...wrap(advice, width, 3).map((part) => [span(part, 'strong')]),
    [],
    [span('Spoor keeps trying; what is recorded meanwhile waits in the spool.', 'faint')],
    [span('What is known of the recorder besides: ', 'faint'), span('9', 'accent')],
  ];
  return placed(text, columns, height);
}

/** What to say on the main screens while there is no database to show anything of. */
export function nothingLines(columns: number, height: number): Line[] {
  const text: Span[][] = [
    [span('Nothing is recorded yet.', 'strong')],
    [],
    [span('How to begin: ', 'faint'), span('1', 'accent')],
    [span('How it stands with the recorder: ', 'faint'), span('9', 'accent')],
  ];
  return placed(text, columns, height);
}

/** Somewhat above the middle. */
function placed(text: readonly (readonly Span[])[], columns: number, height: number): Line[] {
  const above = Math.max(0, Math.floor((height - text.length) / 3));
  return [
    ...Array.from({ length: above }, () => line([], columns)),
    ...text.map((spans) => line([span('   '), ...spans], columns)),
  ].slice(0, height);
}
