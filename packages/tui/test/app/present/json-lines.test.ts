import type { JsonValue } from '@spoor/core';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { jsonLines } from '../../../src/app/present/json-lines.js';

const shown = (value: JsonValue) =>
  jsonLines(value).map((spans) => spans.map(({ text }) => text).join(''));

describe('JSON on a screen', () => {
  it.each<[string, JsonValue, string[]]>([
    ['a text', 'a', ['"a"']],
    ['nothing', null, ['null']],
    ['an empty object', {}, ['{}']],
    ['an empty list', [], ['[]']],
    ['an object', { a: 1, b: [true] }, ['{', '  "a": 1,', '  "b": [', '    true', '  ]', '}']],
    [
      'a text that drives the terminal',
      { '\u001b[2J': '\u202e' },
      ['{', '  "\\u001b[2J": "\\u{202E}"', '}'],
    ],
  ])('%s', (_, value, lines) => {
    expect(shown(value)).toEqual(lines);
  });

  test('has tones for names and values', () => {
    expect(jsonLines({ a: 'b' })[1]?.map(({ tone }) => tone)).toEqual([
      'plain',
      'accent',
      'faint',
      'string',
      'faint',
    ]);
  });

  test('is what JSON.stringify makes of it', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ stringUnit: fc.constantFrom('a', 'b', '"', '\\', 'é') as never }),
        (value) => {
          // Its own form writes −0 as 0.
          const plain = JSON.parse(JSON.stringify(value)) as JsonValue;
          expect(shown(plain).join('\n')).toBe(JSON.stringify(plain, null, 2));
        },
      ),
    );
  });

  test('of a thousand levels or a million lines ends', () => {
    let deep: JsonValue = 1;
    for (let level = 0; level < 1_000; level += 1) deep = [deep];
    expect(shown(deep).length).toBeLessThan(100);
    expect(shown(deep).join('')).toContain('[…]');
    expect(shown(Array.from({ length: 1_000_000 }, () => 1)).at(-1)).toBe(
      '… more of it is not shown',
    );
  });

  test('a text of a megabyte is cut in its middle', () => {
    expect(shown({ a: 'x'.repeat(1_000_000) })[1]?.length).toBeLessThan(5_000);
  });
});
