import { describe, expect, it } from 'vitest';
import {
  FIRST_CHOICES,
  recallList,
  rememberedList,
} from '../../../src/app/screens/sessions/list-choices.js';

const FIRST = { choices: FIRST_CHOICES, folded: new Set(), filter: '' };

describe('what is remembered of the list', () => {
  it('comes back', () => {
    const list = {
      choices: {
        sort: 'cost',
        reversed: true,
        grouped: true,
        attentionFirst: true,
        liveOnly: true,
        range: '7d',
      },
      folded: new Set(['/x', '']),
      filter: 'drain !old',
    } as const;
    expect(recallList(JSON.parse(JSON.stringify(rememberedList(list))))).toEqual(list);
  });

  it.each([
    undefined,
    null,
    7,
    'cost',
    [],
    { sort: 'toString', range: '__proto__', folded: 'all', filter: 5, reversed: 'yes' },
    { sort: ['cost'], range: 7, folded: [1, null, {}], filter: null, grouped: 1 },
  ])('is as at first after %j', (written) => {
    expect(recallList(written)).toEqual(FIRST);
  });

  it('does not grow without end', () => {
    const folded = Array.from({ length: 2_000 }, (_, index) => `/p${index}`);
    const list = recallList({ folded, filter: 'x'.repeat(10_000) });
    expect([list.folded.size, list.filter.length]).toEqual([500, 500]);
    expect(list.folded).toContain('/p1999');
  });
});
