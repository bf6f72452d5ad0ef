import { describe, expect, it } from 'vitest';
import { span } from '../../../src/app/present/line.js';
import {
  type SortableColumn,
  sortAt,
  sortsInSight,
  withSortMark,
} from '../../../src/app/present/sortable-columns.js';

type By = 'name' | 'size' | 'age';

const RISING: ReadonlySet<By> = new Set(['name']);
const cell = () => span('');
const COLUMNS: readonly SortableColumn<null, By>[] = [
  { title: 'NAME', by: 'name', min: 10, priority: 0, cell },
  { title: 'ID', min: 4, priority: 0, cell },
  { title: 'SIZE', by: 'size', min: 4, priority: 1, cell },
  { title: 'AGE', by: 'age', min: 4, priority: 9, cell },
];

describe('columns that a list can be sorted by', () => {
  it.each([
    ['name', false, 'NAME↑'],
    ['name', true, 'NAME↓'],
    ['size', false, 'SIZE↓'],
    ['size', true, 'SIZE↑'],
  ] as const)('are marked at %s, reversed: %s', (by, reversed, title) => {
    const marked = withSortMark(COLUMNS, { by, reversed }, RISING);
    expect(marked.filter(({ title: own }) => /[↑↓]/.test(own))).toMatchObject([
      { title, titleTone: 'accent' },
    ]);
  });

  it('stay in sight when the list is sorted by them', () => {
    const narrow = 2 + 10 + 1 + 4 + 1 + 4 + 1;
    expect(sortsInSight(COLUMNS, 80)).toEqual(['name', 'size', 'age']);
    expect(sortsInSight(COLUMNS, narrow)).toEqual(['name', 'size']);
    const byAge = withSortMark(COLUMNS, { by: 'age', reversed: false }, RISING);
    expect(sortsInSight(byAge, narrow + 5)).toEqual(['name', 'size', 'age']);
    const few = withSortMark(
      COLUMNS.with(2, { ...COLUMNS[2], priority: 5 } as never),
      {
        by: 'age',
        reversed: false,
      },
      RISING,
    );
    expect(sortsInSight(few, narrow)).toEqual(['name', 'age']);
  });

  it.each([
    [1, null],
    [2, 'name'],
    [11, 'name'],
    [12, null],
    [13, null],
    [18, 'size'],
    [79, null],
  ])('are found where their titles stand: %i', (place, by) => {
    expect(sortAt(COLUMNS, 80, place)).toBe(by);
  });
});
