import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Span, span } from '../../../src/app/present/line.js';
import { markMatches } from '../../../src/app/present/mark-matches.js';

const toned = (spans: readonly Span[]) => spans.map(({ text, tone }) => `${tone}:${text}`);

describe('what is found in a line', () => {
  test('is marked, capitals aside, across its pieces', () => {
    const line = [span('const ab'), span('C = "abc"', 'string')];
    expect(toned(markMatches(line, 'ABC'))).toEqual([
      'plain:const ',
      'match:ab',
      'match:C',
      'string: = "',
      'match:abc',
      'string:"',
    ]);
  });

  test('changes nothing else', () => {
    const line = [span('a'), span('b', 'string')];
    expect(markMatches(line, '')).toBe(line);
    expect(markMatches(line, 'x')).toBe(line);
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[abA ]{0,8}$/), { maxLength: 5 }),
        fc.stringMatching(/^[abA ]{0,3}$/),
        (parts, needle) => {
          const marked = markMatches(
            parts.map((part) => span(part)),
            needle,
          );
          expect(marked.map(({ text }) => text).join('')).toBe(parts.join(''));
        },
      ),
    );
  });
});
