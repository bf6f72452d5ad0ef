import { describe, expect, it } from 'vitest';
import {
  nextSort,
  pickedSort,
  rememberedSort,
  sortRows,
} from '../../../src/app/state/sort-order.js';

const COLUMNS = ['name', 'size'] as const;
type By = (typeof COLUMNS)[number];
const USUAL = { by: 'name', reversed: false } as const;

describe('the order of a list', () => {
  it('goes through the columns, each as it is usually read', () => {
    const next = nextSort<By>(COLUMNS, { by: 'name', reversed: true });
    expect(next).toEqual({ by: 'size', reversed: false });
    expect(nextSort<By>(COLUMNS, next)).toEqual(USUAL);
  });

  it.each([
    ['name', false, ['a1', 'b3', 'c3']],
    ['name', true, ['c3', 'b3', 'a1']],
    ['size', false, ['c3', 'b3', 'a1']],
    ['size', true, ['a1', 'b3', 'c3']],
  ] as const)('by %s, reversed: %s', (by, reversed, sorted) => {
    const compare = {
      name: (a: string, b: string) => a.charCodeAt(0) - b.charCodeAt(0),
      size: (a: string, b: string) => b.charCodeAt(1) - a.charCodeAt(1),
    };
    expect(sortRows(['c3', 'a1', 'b3'], compare, { by, reversed })).toEqual(sorted);
  });

  it('is turned round by the column that it is by already', () => {
    const picked = pickedSort<By>(USUAL, 'size');
    expect(picked).toEqual({ by: 'size', reversed: false });
    expect(pickedSort<By>(picked, 'size')).toEqual({ by: 'size', reversed: true });
  });

  it.each([null, 3, 'size', {}, { by: 'x' }])('is the usual one for %j', (remembered) => {
    expect(rememberedSort<By>(COLUMNS, remembered, USUAL)).toEqual(USUAL);
  });

  it('is remembered', () => {
    const order = { by: 'size', reversed: true };
    expect(rememberedSort<By>(COLUMNS, order, USUAL)).toEqual(order);
  });
});
