import type { LineProblem } from '@spoor/storage';
import type { RawLine } from '../../../src/transcript/files/batch.js';

/** What a whole file's ended lines are, said as simply as can be. */
export function linesOf(bytes: Buffer): { lines: RawLine[]; problems: LineProblem[] } {
  const lines: RawLine[] = [];
  const problems: LineProblem[] = [];
  const rows = bytes.toString('latin1').split('\n').slice(0, -1);
  let offset = 0;
  for (const [index, row] of rows.entries()) {
    for (const { 0: part, index: at } of row.matchAll(/\0+|[^\0]+/g)) {
      const place = { offset: offset + at, line: index + 1 };
      if (part.startsWith('\0')) {
        const reason = 'holds NUL bytes instead of text';
        problems.push({ ...place, length: part.length, reason });
        continue;
      }
      const mark = place.offset === 0 && part.startsWith('\xef\xbb\xbf') ? 3 : 0;
      const own = part.slice(mark).replace(/\r$/, '');
      if (/^[ \t\r]*$/.test(own)) continue;
      const text = Buffer.from(own, 'latin1').toString('utf8');
      lines.push({ text, line: place.line, offset: place.offset + mark, length: own.length });
    }
    offset += row.length + 1;
  }
  return { lines, problems };
}
