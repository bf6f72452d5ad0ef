/**
 * One record of CSV (RFC 4180): quoted where it must be, ended by CR LF.
 *
 * A cell that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, "CSV
 * Injection"), so such a cell doesn't come back as it was: for exact values there is JSON.
 */
export function csvRecord(cells: readonly (string | number | null)[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`;
}

/** Signs that begin a formula, their full-width forms, and blanks that some programs skip. */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

function cellOf(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
