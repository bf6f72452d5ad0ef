import { type Line, line, type Span, span, spansWidth } from '../present/line.js';
import { BINDINGS, type KeyScope } from './bindings.js';

/** The line of keys at the bottom: as many as fit, help and quit last to go. */
export function footerLine(scope: KeyScope, columns: number): Line {
  const entries = BINDINGS.filter((binding) => binding.scopes.includes(scope)).flatMap(
    ({ footer }): Span[][] =>
      footer === undefined
        ? []
        : [[span(` ${footer[0]}`, 'accent'), span(` ${footer[1]} `, 'faint')]],
  );
  while (entries.length > 2 && spansWidth(entries.flat()) > columns) entries.splice(-3, 1);
  return line(entries.flat(), columns);
}
