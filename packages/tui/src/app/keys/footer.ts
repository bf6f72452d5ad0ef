import { type Line, line, type Span, span, spansWidth } from '../present/line.js';
import { bindingsIn, type KeyScope } from './bindings.js';

/** The line of keys at the bottom: as many as fit; help and quit, which come last, stay longest. */
export function footerLine(scopes: readonly KeyScope[], columns: number): Line {
  const entries = bindingsIn(scopes).flatMap(({ footer }): Span[][] =>
    footer === undefined
      ? []
      : [[span(` ${footer[0]}`, 'accent'), span(` ${footer[1]} `, 'faint')]],
  );
  while (entries.length > 2 && spansWidth(entries.flat()) > columns) entries.splice(-3, 1);
  return line(entries.flat(), columns);
}
