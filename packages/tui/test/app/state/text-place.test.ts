import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  EMPTY_TEXT,
  lineOfPlace,
  moveText,
  placeOfLine,
  revealLine,
  settleText,
  type TextState,
  textLayout,
} from '../../../src/app/state/text-place.js';

const counts = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 8 });

const layoutOf = (sizes: readonly number[]) =>
  textLayout(sizes.map((count, index) => ({ key: `p${index}`, count })));

const movement = fc.oneof(
  fc.record({ by: fc.integer({ min: -20, max: 20 }) }),
  fc.constantFrom({ to: 'first' as const }, { to: 'last' as const }),
);

describe('a place in a text', () => {
  test('is a line, and a line is a place', () => {
    fc.assert(
      fc.property(counts, fc.nat(60), (sizes, line) => {
        const layout = layoutOf(sizes);
        const inside = Math.min(line, layout.total - 1);
        expect(lineOfPlace(layout, placeOfLine(layout, line))).toBe(inside);
      }),
    );
  });

  test('stays with its piece when that got shorter, and is none in a text without it', () => {
    const place = { piece: 'p1', line: 5 };
    expect(lineOfPlace(layoutOf([2, 6]), place)).toBe(7);
    expect(lineOfPlace(layoutOf([2, 3]), place)).toBe(4);
    expect(lineOfPlace(layoutOf([2]), place)).toBe(-1);
    expect(placeOfLine(layoutOf([]), 3)).toBeNull();
  });
});

describe('moving in a text', () => {
  test('keeps the cursor in the text and on the screen, and the screen full', () => {
    fc.assert(
      fc.property(
        counts,
        fc.integer({ min: 1, max: 12 }),
        fc.array(movement, { maxLength: 20 }),
        (sizes, height, movements) => {
          const layout = layoutOf(sizes);
          let text: TextState = settleText(EMPTY_TEXT, layout, height);
          for (const one of movements) {
            const before = lineOfPlace(layout, text.cursor);
            text = moveText(text, layout, one, height);
            const cursor = lineOfPlace(layout, text.cursor);
            const top = lineOfPlace(layout, text.top);
            if ('by' in one) {
              expect(cursor).toBe(Math.max(0, Math.min(before + one.by, layout.total - 1)));
            }
            expect(cursor).toBeGreaterThanOrEqual(top);
            expect(cursor).toBeLessThan(top + height);
            expect(top).toBeLessThanOrEqual(Math.max(0, layout.total - height));
          }
        },
      ),
    );
  });

  test('that comes to nothing is the same text', () => {
    const layout = layoutOf([3]);
    const text = settleText(EMPTY_TEXT, layout, 2);
    expect(moveText(text, layout, { by: -1 }, 2)).toBe(text);
    expect(settleText(EMPTY_TEXT, layoutOf([]), 2)).toBe(EMPTY_TEXT);
  });

  test('the line stays when pieces come before it', () => {
    const text = moveText(EMPTY_TEXT, textLayout([{ key: 'b', count: 20 }]), { by: 12 }, 5);
    const grown = textLayout([
      { key: 'a', count: 40 },
      { key: 'b', count: 20 },
    ]);
    const settled = settleText(text, grown, 5);
    expect(settled.cursor).toEqual({ piece: 'b', line: 12 });
    expect(settled.top).toEqual(text.top);
  });

  test('a line that is gone to stands near the top', () => {
    const layout = layoutOf([100]);
    const text = revealLine(EMPTY_TEXT, layout, 50, 20);
    expect(text).toEqual({ cursor: { piece: 'p0', line: 50 }, top: { piece: 'p0', line: 48 } });
  });
});
