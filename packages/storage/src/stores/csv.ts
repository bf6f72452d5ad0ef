import { safeText } from '@spoor/core';

/**
 * One record of CSV (RFC 4180): quoted where it must be, ended by CR LF.
 *
 * What a spreadsheet would take for a formula gets an apostrophe in front (OWASP, "CSV Injection"),
 * and what controls a terminal is shown by a stand-in, so such a cell doesn't come back as it was:
 * for exact values there is JSON.
 */
export function csvRecord(cells: readonly (string | number | null)[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`;
}

/**
 * What stands in front of a sign that begins a formula (or of another form of it): blanks, quotes
 * and what isn't seen, which some programs skip. As one piece, so that each character is looked at
 * once.
 */
const GAP =
  /(?<![\s'"`\u00ad\u200c\u200d])[\s'"`\u00ad\u200c\u200d]*(?=[=+\-@\u2212\ufe62\ufe63\ufe66\ufe6b\uff0b\uff0d\uff1d\uff20])/g;

/**
 * An apostrophe where a formula could begin: at the start of a cell, behind what separates cells
 * where a comma doesn't, and in lines of a cell's own, for who splits by these.
 */
function disarm(gap: string, at: number, text: string): string {
  const startsCell = at === 0 || text[at - 1] === ';' || text[at - 1] === '|';
  return `${startsCell ? "'" : ''}${gap.replaceAll('\n', "\n'")}`;
}

/**
 * All but line ends, and what joins letters and emoji or says how these look: also what isn't seen,
 * and what has no meaning that programs agree on.
 */
const CONTROL =
  /(?!\r?\n|[\u00ad\u200c\u200d]|\ufe0e|\ufe0f)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}]/gu;

function cellOf(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = value.replace(CONTROL, safeText).replace(GAP, disarm);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
