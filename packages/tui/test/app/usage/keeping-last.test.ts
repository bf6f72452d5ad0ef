import { expect, it } from 'vitest';
import { keepingLast } from '../../../src/app/state/keeping-last.js';

it('works again only where an argument is another', () => {
  const worked: unknown[] = [];
  const list: readonly number[] = [1];
  const kept = keepingLast((...args: readonly unknown[]) => {
    worked.push(args);
    return args.length;
  });
  for (const args of [[], [], [list, Number.NaN], [list, Number.NaN], [[1], Number.NaN], [list]]) {
    expect(kept(...args)).toBe(args.length);
  }
  expect(worked).toHaveLength(4);
});
