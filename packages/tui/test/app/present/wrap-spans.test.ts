import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { lineText, type Span, span, spansWidth } from '../../../src/app/present/line.js';
import { wrapSpans } from '../../../src/app/present/wrap-spans.js';
import { graphemes } from '../../../src/present/fit-text.js';
import { safeText } from '../../../src/present/safe-text.js';

const spans = fc.array(
  fc.record({
    text: fc
      .oneof(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.stringMatching(/^[a-z .,/]{0,60}$/))
      .map(safeText),
    tone: fc.constantFrom('plain' as const, 'keyword' as const, 'string' as const),
  }),
  { maxLength: 6 },
);

const text = (lines: readonly (readonly Span[])[]) =>
  lines.map((line) => lineText({ spans: line, selected: false }));

describe('breaking a line', () => {
  it.each([
    ['nothing', '', 10, ['']],
    ['what fits', 'one two', 7, ['one two']],
    ['behind a space', 'one two three', 9, ['one two ', 'three']],
    ['a long word where it must', 'abcdefghij', 4, ['abcd', 'efgh', 'ij']],
    ['at no space that is far away', 'a bcdefghijk', 8, ['a bcdefg', 'hijk']],
    ['wide characters whole', '日本語日本語', 5, ['日本', '語日', '本語']],
  ])('%s', (_, line, columns, expected) => {
    expect(text(wrapSpans([span(line)], columns))).toEqual(expected);
  });

  test('hangs what follows under the beginning', () => {
    const lines = wrapSpans([span('• one two three four five six')], 20, 2);
    expect(text(lines)).toEqual(['• one two three ', '  four five six']);
  });

  test('keeps every line within its columns, and all of the text', () => {
    fc.assert(
      fc.property(spans, fc.integer({ min: 2, max: 50 }), (line, columns) => {
        const lines = wrapSpans(line, columns);
        const tooWide = lines.filter((one) => spansWidth(one) > columns);
        // A character that is wider than the column stands alone; the line is cut when it is drawn.
        for (const one of text(tooWide)) expect(graphemes(one)).toHaveLength(1);
        expect(text(lines).join('')).toBe(line.map((one) => one.text).join(''));
      }),
    );
  });

  test('breaks at the same places whatever the tones are', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z ()=.]{0,20}$/), { maxLength: 8 }),
        fc.integer({ min: 2, max: 50 }),
        (parts, columns) => {
          const coloured = parts.map((part, index) =>
            span(part, index % 2 === 0 ? 'keyword' : 'string'),
          );
          expect(text(wrapSpans(coloured, columns))).toEqual(
            text(wrapSpans([span(parts.join(''))], columns)),
          );
        },
      ),
    );
  });
});
