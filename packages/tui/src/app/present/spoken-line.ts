import { type Line, lineText } from './line.js';

/**
 * A line as a screen reader speaks it: words without glyphs that only decorate, a comma where there
 * is a gap between columns. Empty when nothing is left.
 */
export function spokenLine(line: Line): string {
  const text = lineText(line)
    .replace(DECORATION, ' ')
    .trim()
    .replace(/ {2,}/g, ', ')
    .replace(/(?:, ?)+(?=, |$)/g, '');
  if (text === '') return '';
  return line.selected ? `selected: ${text}` : text;
}

/** Boxes, blocks, marks, Braille; arrows and punctuation are read as what they are. */
const DECORATION = /[\u00b7\u2190-\u2193\u2500-\u25ff\u2713\u2717\u2298\u2800-\u28ff›⏎↵]/g;
