/**
 * Reads CSV strictly by RFC 4180, which knows no mending: records end with CR LF, quotes stand around
 * a whole cell and are doubled inside one, and all records have as many cells.
 * @throws Error where a text is none.
 */
export function readCsv(text: string): string[][] {
  const records: string[][] = [];
  let at = 0;
  while (at < text.length) {
    const record: string[] = [];
    for (;;) {
      const cell = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at);
      record.push(cell.text);
      at = cell.end;
      if (text[at] === ',') at += 1;
      else break;
    }
    if (text.slice(at, at + 2) !== '\r\n') throw new Error(`no end of a record at ${at}`);
    at += 2;
    if (record.length !== (records[0] ?? record).length)
      throw new Error(`a record of ${record.length} cells`);
    records.push(record);
  }
  return records;
}

interface Cell {
  readonly text: string;
  readonly end: number;
}

function plainCell(text: string, start: number): Cell {
  let end = start;
  while (end < text.length && !',"\r\n'.includes(text[end] ?? '')) end += 1;
  return { text: text.slice(start, end), end };
}

function quotedCell(text: string, start: number): Cell {
  let cell = '';
  for (let at = start + 1; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    if (sign !== '"') cell += sign;
    else if (text[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else return { text: cell, end: at + 1 };
  }
  throw new Error(`a quote without an end at ${start}`);
}
