import { safeText } from '../../present/safe-text.js';

/** A text for a pager, which may let escape sequences through: what could drive a terminal is shown. */
export function pageText(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => line.split('\t').map(safeText).join('\t'))
    .join('\n');
}
