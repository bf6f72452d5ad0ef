import stringWidth from 'string-width';

/** How many columns a text takes in a terminal. */
export function textWidth(text: string): number {
  return NARROW.test(text) ? text.length : measured(text);
}

/** Cuts a text to columns, at its end, with `…` in place of what is missing. */
export function cutEnd(text: string, columns: number): string {
  if (textWidth(text) <= columns) return text;
  if (columns < 1) return '';
  return `${takeStart(graphemes(text), columns - 1)}…`;
}

/** Cuts a text to columns in its middle: start and end of a path say most. */
export function cutMiddle(text: string, columns: number): string {
  if (textWidth(text) <= columns) return text;
  if (columns < 3) return cutEnd(text, columns);
  const parts = graphemes(text);
  const start = takeStart(parts, Math.ceil((columns - 1) / 2));
  const end = takeEnd(parts, columns - 1 - textWidth(start));
  return `${start}…${end}`;
}

/** Cuts or fills a text to exactly so many columns. */
export function fit(
  text: string,
  columns: number,
  { align = 'left', cut = cutEnd }: FitOptions = {},
): string {
  const shown = cut(text, columns);
  const space = ' '.repeat(Math.max(0, columns - textWidth(shown)));
  return align === 'left' ? shown + space : space + shown;
}

/** Breaks a text into at most so many lines of so many columns; the last is cut. */
export function wrap(text: string, columns: number, lines: number): string[] {
  if (columns < 1 || lines < 1) return [];
  const result: string[] = [];
  let rest = text;
  while (result.length < lines - 1 && textWidth(rest) > columns) {
    const line = takeStart(graphemes(rest), columns);
    const space = line.lastIndexOf(' ');
    const end = space > columns / 2 ? space + 1 : Math.max(1, line.length);
    result.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end);
  }
  return [...result, cutEnd(rest, columns)];
}

/** How to fit. */
export interface FitOptions {
  readonly align?: 'left' | 'right';
  readonly cut?: (text: string, columns: number) => string;
}

/**
 * Each one column, and none joined with another: what most texts and our own signs consist of,
 * measured without help.
 */
const NARROW =
  /^[\x20-\x7e\u00a1-\u00a8\u00aa-\u00ac\u00af-\u017f\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026\u2190-\u2193\u21b3\u21b5\u2298\u23ce\u2442\u2500-\u259f\u25b2\u25b8\u25be\u25c6\u25cb\u25cc\u25cf\u25d0\u2713\u2717]*$/;

/** Frames show the same texts again and again; measuring them is most of a frame's work. */
const WIDTHS = new Map<string, number>();
const WIDTHS_KEPT = 5_000;

function measured(text: string): number {
  const known = WIDTHS.get(text);
  if (known !== undefined) return known;
  if (WIDTHS.size >= WIDTHS_KEPT) WIDTHS.clear();
  const width = stringWidth(text);
  WIDTHS.set(text, width);
  return width;
}

/** Made when the first text needs it: that takes ten milliseconds, and most commands show none. */
let segmenter: Intl.Segmenter | undefined;

/** The characters of a text as one sees them. */
export function graphemes(text: string): string[] {
  if (NARROW.test(text)) return [...text];
  segmenter ??= new Intl.Segmenter();
  return Array.from(segmenter.segment(text), (s) => s.segment);
}

function takeStart(parts: readonly string[], columns: number): string {
  let text = '';
  let left = columns;
  for (const part of parts) {
    left -= textWidth(part);
    if (left < 0) break;
    text += part;
  }
  return text;
}

function takeEnd(parts: readonly string[], columns: number): string {
  return [...takeStartList(parts.toReversed(), columns)].reverse().join('');
}

function takeStartList(parts: readonly string[], columns: number): string[] {
  let left = columns;
  const end = parts.findIndex((part) => {
    left -= textWidth(part);
    return left < 0;
  });
  return end < 0 ? [...parts] : parts.slice(0, end);
}
