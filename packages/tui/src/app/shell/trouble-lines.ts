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
  const above = Math.max(0, Math.floor((height - text.length) / 3));
  return [
    ...Array.from({ length: above }, () => line([], columns)),
    ...text.map((spans) => line([span('   '), ...spans], columns)),
  ].slice(0, height);
}
