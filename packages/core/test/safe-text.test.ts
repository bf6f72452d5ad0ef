import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeJson, safeText } from '../src/index.js';

const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}]|\p{M}{5}/u;

describe('safeJson', () => {
  it.each([
    ['plain', '"plain"'],
    ['\u001b\u007f\u009b', String.raw`"\u001b\u007f\u009b"`],
    ['a\u202eb\u200b\ufeff', String.raw`"a\u202eb\u200b\ufeff"`],
    ['\u{e0041}', String.raw`"\udb40\udc41"`],
    ['\ud800', String.raw`"\ud800"`],
    ['é 日本語 שלום', '"é 日本語 שלום"'],
  ])('writes %j as %s', (value, json) => {
    expect(safeJson(value)).toBe(json);
  });

  it('is read back as it was, and holds nothing that a terminal obeys or hides', () => {
    const text = fc.string({ unit: fc.oneof(fc.integer({ min: 0, max: 0x10_ff_ff }).map(toText)) });
    fc.assert(
      fc.property(
        fc.jsonValue({ stringUnit: 'binary' }),
        text,
        fc.nat(2),
        (value, more, indent) => {
          const given = { value, [more]: more };
          const json = safeJson(given, indent);
          expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(given)));
          expect(json.replaceAll('\n', '')).not.toMatch(UNSAFE);
        },
      ),
    );
  });
});

describe('safeText', () => {
  it('holds nothing that a terminal obeys or hides', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(safeText(text)).not.toMatch(UNSAFE);
      }),
    );
  });
});

function toText(code: number): string {
  return String.fromCodePoint(code);
}
