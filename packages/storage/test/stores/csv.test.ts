import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvRecord } from '../../src/stores/csv.js';

/** Reads CSV as RFC 4180 has it, character by character. */
function parse(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const sign = text[i] ?? '';
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[i + 1] === '"') cell += text[++i];
      else quoted = false;
    } else if (sign === '"' && cell === '') quoted = true;
    else if (sign === ',') {
      record.push(cell);
      cell = '';
    } else if (sign === '\r' && text[i + 1] === '\n') {
      i++;
      records.push([...record, cell]);
      record = [];
      cell = '';
    } else cell += sign;
  }
  if (quoted || cell !== '' || record.length > 0) throw new Error('ends within a record');
  return records;
}

const cell = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom('"', ',', '\r', '\n', '=', '+', '-', '@', '\t', "'", 'a', ' ', '＝'))
    .map((signs) => signs.join('')),
);

test('records are read back as they were, but for what a spreadsheet would calculate', () => {
  const records = fc.array(fc.array(cell, { minLength: 2, maxLength: 6 }), { maxLength: 5 });
  fc.assert(
    fc.property(records, (table) => {
      const read = parse(table.map((cells) => csvRecord(cells)).join(''));
      const expected = table.map((cells) =>
        cells.map((text) => (/^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text)),
      );
      expect(read).toEqual(expected);
      for (const text of read.flat()) expect(text).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
    }),
    { numRuns: 500 },
  );
});

test.each([
  [['plain', 'two words'], 'plain,two words\r\n'],
  [['a,b', 'say "x"', 'two\nlines'], '"a,b","say ""x""","two\nlines"\r\n'],
  [['=1+1', '+1', '-1', '@x', '\tx'], "'=1+1,'+1,'-1,'@x,'\tx\r\n"],
  [[-5, null, 0.5], '-5,,0.5\r\n'],
])('%j is %j', (cells, record) => {
  expect(csvRecord(cells)).toBe(record);
});
