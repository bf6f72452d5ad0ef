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

const SIGNS = '=+@−＝＋－＠﹢﹣﹦﹫-';
const SKIPPED = String.raw`[\s'"\`\u00ad\ufe0e\ufe0f\u200c\u200d]*`;

/** What a spreadsheet calculates, whatever it splits cells by. */
const LIVE = new RegExp(`(^|[\\n;|\t])(?!')${SKIPPED}[${SIGNS}]`);

const cell = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom(...`",\r\n=+-@\t' ;|aä\u2028\u202e\u009b\u00a0${SIGNS}`))
    .map((signs) => signs.join('')),
);

/** Takes the apostrophes off again. */
const calculating = (text: string) =>
  text.replace(new RegExp(`(^|[\\n;|])'(?=${SKIPPED}[${SIGNS}])`, 'g'), '$1');

test('records are read back as they were, but for what a spreadsheet would calculate or obey', () => {
  const records = fc.array(fc.array(cell, { minLength: 2, maxLength: 6 }), { maxLength: 5 });
  fc.assert(
    fc.property(records, (table) => {
      const read = parse(table.map((cells) => csvRecord(cells)).join(''));
      expect(read.map((cells) => cells.length)).toEqual(table.map((cells) => cells.length));
      for (const [row, cells] of read.entries()) {
        for (const [column, text] of cells.entries()) {
          expect(text).not.toMatch(LIVE);
          expect(text).not.toMatch(/(?!\r?\n)\p{Cc}|[\u2028\u202e]/u);
          const was = table[row]?.[column] ?? '';
          if (
            !/(?!\r?\n|[\u00ad\u200c\u200d]|\ufe0e|\ufe0f)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}]/u.test(
              was,
            )
          ) {
            expect(calculating(text)).toBe(was);
          }
        }
      }
    }),
    { numRuns: 500 },
  );
});

test.each([
  [['plain', 'two words'], 'plain,two words\r\n'],
  [['a,b', 'say "x"', 'two\nlines'], '"a,b","say ""x""","two\nlines"\r\n'],
  [['=1+1', '+1', '-1', '@x', '\tx'], "'=1+1,'+1,'-1,'@x,␉x\r\n"],
  [[' =1', '"=1', '\u00a0@x'], `' =1,"'""=1",'\u00a0@x\r\n`],
  [['a;=1+1;-2', 'a|@x', 'a\n=1'], `a;'=1+1;'-2,a|'@x,"a\n'=1"\r\n`],
  [['\u001b[2Jx\u009b', 'a\u202eb\u2028', 'a\rb'], '␛[2Jx\\u{9B},a\\u{202E}b\\u{2028},a␍b\r\n'],
  [['\u{e0010}', '\u{e0041}'], '\\u{E0010},\\u{E0041}\r\n'],
  [['👩\u200d💻', 'a-b', '1=1'], '👩\u200d💻,a-b,1=1\r\n'],
  [[-5, null, 0.5], '-5,,0.5\r\n'],
])('%j is %j', (cells, record) => {
  expect(csvRecord(cells)).toBe(record);
});

test('takes no more than linear time for line ends before what is no formula', () => {
  const text = '\n'.repeat(2_000_000);
  expect(csvRecord([`${text}x`])).toBe(`"${text}x"\r\n`);
});
