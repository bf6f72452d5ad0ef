import { expect, it } from 'vitest';
import {
  type Column,
  columnAt,
  headSpans,
  placeColumns,
} from '../../../src/app/present/columns.js';
import { span } from '../../../src/app/present/line.js';

const column = (title: string, min: number, more: Partial<Column<null>> = {}): Column<null> => ({
  title,
  min,
  priority: 0,
  cell: () => span(title),
  ...more,
});

it.each([
  [-1, null],
  [0, 'A'],
  [2, 'A'],
  [3, null],
  [4, 'B'],
  [8, 'B'],
  [9, null],
  [99, null],
])('at %i stands the column %s', (place, title) => {
  const placed = placeColumns([column('A', 3), column('B', 5)], 20);
  expect(columnAt(placed, place)?.title ?? null).toBe(title);
});

it('gives titles their own tone', () => {
  const placed = placeColumns([column('A', 2), column('B', 2, { titleTone: 'accent' })], 20);
  expect(headSpans(placed)).toEqual([span('A ', 'faint'), span(' '), span('B ', 'accent')]);
});
