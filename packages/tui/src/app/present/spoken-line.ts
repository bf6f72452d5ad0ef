import type { Line } from './line.js';

/**
 * A line as a screen reader speaks it: words without glyphs that only decorate, a comma where there
 * is a gap between columns. Empty when nothing is left.
 */
export function spokenLine(line: Line): string {
  const text = line.spans
    .map((one) => (one.text === ' ' ? GAP : one.text.replace(DECORATION, ' ')))
    .join('')
    .trim()
    .replace(/ {2,}/g, GAP)
    .replace(/(?<!\s)\s*,(?:\s*,)+/g, ',')
    .replace(/^[\s,]+|(?<![\s,])[\s,]+$/g, '');
  if (text === '') return '';
  return line.selected ? `selected: ${text}` : text;
}

/** Columns stand a blank, or several, apart. */
const GAP = ', ';

/** Boxes, blocks, marks, Braille; letters and punctuation are read as what they are. */
const DECORATION = /[\u00b7\u2190-\u2193\u2500-\u25ff\u2713\u2717\u2298\u2800-\u28ff›⏎↵]/g;
