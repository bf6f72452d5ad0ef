import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { snippetSpans } from '../../../src/app/screens/search/snippet-spans.js';
import { foundText } from '../../../src/present/found-text.js';

const snippet = (text: string, marks: [number, number][]) => ({
  text,
  marks,
  cutBefore: false,
  cutAfter: false,
});

describe('a found text', () => {
  it.each([
    ['a zebra runs', [[2, 7]], 40, ['a ', '*zebra', ' runs']],
    ['zebra', [[0, 5]], 40, ['*zebra']],
    ['no mark', [], 40, ['no mark']],
    ['one two three four five six zebra', [[28, 33]], 30, ['…', 'five six ', '*zebra']],
    ['aaaaaaaaaaaaaaaaaaaaaaaaaaaaaazebra', [[30, 35]], 20, ['…', '*zebra']],
    [
      'zebra zebra',
      [
        [0, 5],
        [6, 11],
      ],
      40,
      ['*zebra', ' ', '*zebra'],
    ],
  ] as const)('%j is shown so that its first mark is in sight', (text, marks, columns, shown) => {
    const found = { text, marks: marks as readonly (readonly [number, number])[] };
    const spans = snippetSpans(found, columns);
    expect(spans.map((one) => (one.tone === 'match' ? `*${one.text}` : one.text))).toEqual(shown);
  });

  it('loses nothing that was looked for when it is made safe', () => {
    const parts = fc.array(fc.tuple(fc.string({ unit: 'binary', maxLength: 8 }), fc.boolean()), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(parts, fc.integer({ min: 1, max: 60 }), (pieces, columns) => {
        let text = '';
        const marks: [number, number][] = [];
        for (const [piece, isMark] of pieces) {
          if (isMark && piece !== '') marks.push([text.length, text.length + piece.length]);
          text += piece;
        }
        const found = foundText(snippet(text, marks));
        expect(found.text).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
        const spans = snippetSpans(found, columns);
        const shown = spans.map((one) => one.text).join('');
        expect(found.text.endsWith(shown.replace(/^…/, ''))).toBe(true);
        expect(spans.filter(({ tone }) => tone === 'match').map((one) => one.text)).toEqual(
          found.marks
            .filter(([from, to]) => to > from)
            .map(([from, to]) => found.text.slice(from, to)),
        );
      }),
    );
  });
});
