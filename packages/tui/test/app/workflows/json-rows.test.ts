import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonRows } from '../../../src/app/screens/workflows/json-rows.js';

const NONE: ReadonlySet<string> = new Set();

/** The lines of a value, with their indents and signs of folding. */
function shown(value: Parameters<typeof jsonRows>[0], turned = NONE, all: boolean | null = null) {
  return jsonRows(value, { turned, all }).map(({ depth, folded, spans }) => {
    const sign = folded === null ? '' : folded ? '+' : '-';
    return ' '.repeat(depth) + sign + spans.map(({ text }) => text).join('');
  });
}

describe('a JSON value', () => {
  it.each([
    ['a text', 'x', ['"x"']],
    ['nothing', null, ['null']],
    ['an empty object', {}, []],
    ['members', { a: 1, b: [], c: {} }, ['a: 1', 'b: []', 'c: {}']],
    ['what lies in it', { a: { b: true } }, ['-a: {1}', ' b: true']],
    ['what lies deep, folded', { a: { b: { c: 1 } } }, ['-a: {1}', ' +b: {1}']],
    ['what is long, folded', { a: Array.from({ length: 41 }, () => 0) }, ['+a: [41]']],
    ['lines in one', 'a\nb', ['"a ↵ b"']],
  ])('shows %s', (_, value, lines) => {
    expect(shown(value)).toEqual(lines);
  });

  it('is folded where one folds it', () => {
    const value = { 'a/b': { c: { d: 1 } } };
    expect(shown(value, new Set(['/a~1b']))).toEqual(['+a/b: {1}']);
    expect(shown(value, new Set(['/a~1b/c']))).toEqual(['-a/b: {1}', ' -c: {1}', '  d: 1']);
    expect(shown(value, NONE, false)).toEqual(['-a/b: {1}', ' -c: {1}', '  d: 1']);
    expect(shown(value, NONE, true)).toEqual(['+a/b: {1}']);
    expect(shown(value, new Set(['/a~1b']), true)).toEqual(['-a/b: {1}', ' +c: {1}']);
  });

  it('has as many lines as can be shown, each in its own place', () => {
    const wide = Array.from({ length: 100 }, () => Array.from({ length: 2_000 }, () => 1));
    const rows = jsonRows(wide, { turned: NONE, all: false });
    expect(rows.length).toBeLessThanOrEqual(5_000);
    expect(rows.some(({ spans }) => spans[0]?.text === '… 1000 more')).toBe(true);
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const parsed = JSON.parse(JSON.stringify(value)) as Parameters<typeof jsonRows>[0];
        const keys = jsonRows(parsed, { turned: NONE, all: false }).map(({ key }) => key);
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });
});
