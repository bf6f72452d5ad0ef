import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Column, tableLines } from '../../../src/cli/output/table.js';
import { textWidth } from '../../../src/present/fit-text.js';
import { safeText } from '../../../src/present/safe-text.js';

interface Row {
  readonly name: string;
  readonly count: number;
  readonly about: string;
}

const columns: Column<Row>[] = [
  { title: 'NAME', text: (row) => row.name, min: 4 },
  { title: 'COUNT', text: (row) => String(row.count), align: 'right', drop: 1 },
  { title: 'ABOUT', text: (row) => row.about, min: 6, drop: 0 },
];

const plain = (width: number) => ({ width, paint: (text: string) => text });

describe('tableLines', () => {
  it('aligns by what a terminal shows', () => {
    const rows = [
      { name: '日本', count: 7, about: 'wide' },
      { name: 'e\u0301te', count: 1234, about: 'combined' },
    ];
    expect(tableLines(columns, rows, plain(80))).toEqual([
      'NAME  COUNT  ABOUT',
      '日本      7  wide',
      'e\u0301te    1234  combined',
    ]);
  });

  it('cuts what can be cut, then leaves out what can be left out', () => {
    const rows = [{ name: 'a name', count: 5, about: 'something that takes much room' }];
    expect(tableLines(columns, rows, plain(24))).toEqual([
      'NAME    COUNT  ABOUT',
      'a name      5  somethin…',
    ]);
    expect(tableLines(columns, rows, plain(16))).toEqual(['NAME    ABOUT', 'a name  somethi…']);
  });

  it('is never wider than it may be', () => {
    const row = fc.record({
      name: fc.string({ unit: 'grapheme' }).map(safeText),
      count: fc.nat(),
      about: fc.string({ unit: 'binary', maxLength: 80 }).map(safeText),
    });
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 5 }),
        fc.integer({ min: 30, max: 120 }),
        (rows, width) => {
          for (const line of tableLines(columns, rows, plain(width))) {
            expect(textWidth(line)).toBeLessThanOrEqual(width);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
