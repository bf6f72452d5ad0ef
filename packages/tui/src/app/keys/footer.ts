import { type Line, line, type Span, span, spansWidth } from '../present/line.js';
import { type Binding, bindingsIn, type KeyScope } from './bindings.js';

/** A key in the footer, and where it stands: columns from 0, the end not included. */
export interface FooterEntry {
  readonly binding: Binding;
  readonly spans: readonly Span[];
  readonly start: number;
  readonly end: number;
}

/**
 * The keys at the bottom: as many as fit; help and quit, which come last, stay longest.
 * @param without commands that do nothing just now.
 */
export function footerEntries(
  scopes: readonly KeyScope[],
  columns: number,
  without: readonly string[] = [],
): FooterEntry[] {
  const shown = bindingsIn(scopes).flatMap((binding) =>
    binding.footer === undefined || without.includes(binding.command)
      ? []
      : [{ binding, spans: spansOf(binding.footer) }],
  );
  while (shown.length > 2 && spansWidth(shown.flatMap(({ spans }) => spans)) > columns) {
    shown.splice(-3, 1);
  }
  let end = 0;
  return shown.map((one) => {
    const start = end;
    end += spansWidth(one.spans);
    return { ...one, start, end };
  });
}

/** The line of keys at the bottom. */
export function footerLine(
  scopes: readonly KeyScope[],
  columns: number,
  without?: readonly string[],
): Line {
  const entries = footerEntries(scopes, columns, without);
  return line(
    entries.flatMap(({ spans }) => spans),
    columns,
  );
}

function spansOf([key, word]: readonly [string, string]): readonly Span[] {
  return [span(` ${key}`, 'accent'), span(` ${word} `, 'faint')];
}
