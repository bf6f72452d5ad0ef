import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { move, reconcile } from '../../../src/app/state/list-state.js';
import {
  EMPTY_TABLE,
  movementOf,
  type TableState,
  tablePressed,
  tableTyped,
  withHeight,
  withRows,
} from '../../../src/app/state/table-state.js';

describe('lists', () => {
  const keys = ['a', 'b', 'c', 'd', 'e'];

  it('keeps the chosen line when rows move', () => {
    const list = reconcile({ selected: 'c', top: 0 }, keys, ['c', 'a', 'b', 'd', 'e'], 3);
    expect(list.selected).toBe('c');
  });

  it.each([
    ['c', ['a', 'b', 'd', 'e'], 'd'],
    ['e', ['a', 'b'], 'b'],
    ['c', [], null],
  ])('when %s is gone from %j, %s is chosen', (selected, left, chosen) => {
    expect(reconcile({ selected, top: 0 }, keys, left, 3).selected).toBe(chosen);
  });

  it('scrolls no further than it must', () => {
    const down = move({ selected: 'a', top: 0 }, keys, { by: 3 }, 3);
    expect(down).toEqual({ selected: 'd', top: 1 });
    expect(move(down, keys, { by: -1 }, 3)).toEqual({ selected: 'c', top: 1 });
  });
});

describe('tables', () => {
  it('stay the same objects where nothing moves', () => {
    const keys = ['a', 'b', 'c', 'd'];
    const state = { keys, table: { ...EMPTY_TABLE, list: { selected: 'd', top: 2 } } };
    expect(withHeight(state, 2)).toBe(state);
    expect(withRows(state.table, keys, [...keys, 'e'], 2)).toBe(state.table);
    expect(withHeight(state, 1).table.list).toEqual({ selected: 'd', top: 3 });
    expect(move(state.table.list, keys, { by: 1 }, 2)).toBe(state.table.list);
  });

  const anyKeys = fc.uniqueArray(fc.constantFrom(...'abcdefghij'), { maxLength: 10 });
  const anyStep = fc.oneof(
    fc.record({ keys: anyKeys }),
    fc.record({
      command: fc.constantFrom(
        'up',
        'down',
        'first',
        'last',
        'page-up',
        'page-down',
        'half-up',
        'half-down',
        'wheel-up',
        'wheel-down',
        'filter',
        'accept-filter',
        'clear-filter',
        'back',
      ),
    }),
    fc.record({ typed: fc.oneof(fc.string({ maxLength: 3 }), fc.constant('backspace')) }),
  );

  it('have a chosen row while they have any, and show it, whatever happens', () => {
    fc.assert(
      fc.property(fc.array(anyStep), fc.integer({ min: 1, max: 6 }), (steps, height) => {
        let table: TableState = EMPTY_TABLE;
        let keys: readonly string[] = [];
        for (const step of steps) {
          if ('keys' in step) {
            table = withRows(table, keys, step.keys, height);
            keys = step.keys;
          } else if ('command' in step) {
            table = tablePressed(table, keys, step.command, height) ?? table;
          } else {
            table = tableTyped(table, step.typed);
          }
          const { selected, top } = table.list;
          if (keys.length === 0) {
            expect([selected, top]).toEqual([null, 0]);
          } else if (selected !== null) {
            const index = keys.indexOf(selected);
            expect(index).toBeGreaterThanOrEqual(top);
            expect(index).toBeLessThan(top + height);
          }
        }
      }),
    );
  });

  it.each([
    ['wheel-down', 10, { by: 3 }],
    ['page-up', 10, { by: -9 }],
    ['half-down', 1, { by: 1 }],
    ['last', 10, { to: 'last' }],
    ['open', 10, null],
  ])('%s in %i rows moves %j', (command, height, movement) => {
    expect(movementOf(command, height)).toEqual(movement);
  });
});
