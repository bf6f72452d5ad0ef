import { describe, expect, it } from 'vitest';
import { furtherLimit, hasMore, knownRows } from '../../../src/app/state/latest-and-all.js';

const look = { idOf: (row: string) => row.slice(1), timeOf: (row: string) => row.slice(0, 1) };
const some = (rows: readonly string[], total = rows.length) => ({ rows, total });

describe('a list of which the latest rows are read apart', () => {
  it.each([
    ['nothing, as nothing is read', null, null, true, null],
    ['the latest alone, where they come first', some(['9a'], 3), null, true, ['9a']],
    ['nothing, where they do not', some(['9a'], 3), null, false, null],
    [
      'the latest, where there are no more',
      some(['9a', '8b']),
      some(['8b', '7c']),
      false,
      ['9a', '8b'],
    ],
    [
      'what is new at once',
      some(['9a', '8b'], 4),
      some(['8b', '7c', '6d']),
      false,
      ['9a', '8b', '7c', '6d'],
    ],
    [
      'not what is gone',
      some(['9a', '7c'], 3),
      some(['9a', '8b', '7c', '6d']),
      false,
      ['9a', '7c', '6d'],
    ],
    [
      'what has changed as it is now',
      some(['9c', '8a'], 3),
      some(['8a', '7b', '6c']),
      true,
      ['9c', '8a', '7b'],
    ],
  ])('shows %s', (_, latest, all, first, shown) => {
    expect(knownRows({ latest, all }, first, look)?.rows ?? null).toEqual(shown);
  });

  it('has more while the latest are not all', () => {
    expect(hasMore({ latest: null, all: null })).toBe(false);
    expect(hasMore({ latest: some(['1a'], 2), all: null })).toBe(true);
    expect(hasMore({ latest: some(['1a']), all: null })).toBe(false);
  });

  it.each([
    ['stays before anything is read', null, null, 5],
    ['stays where all are read', some(['9a', '8b']), some(['9a', '8b']), 5],
    ['grows where there are more', some(['9a', '8b'], 9), some(['9a', '8b'], 9), 12],
  ])('reads further at the end: the limit %s', (_, listing, all, limit) => {
    expect(furtherLimit({ listing, read: { latest: null, all }, limit: 5 }, 10)).toBe(limit);
  });
});
