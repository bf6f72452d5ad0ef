import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { textLines } from '../../../src/app/present/text-lines.js';

describe('the lines of a recorded text', () => {
  it.each([
    ['as they are', 'one\ntwo', ['one', 'two']],
    ['with Windows line ends', 'one\r\ntwo\r\n', ['one', 'two', '']],
    ['tabs to their stops', 'a\tb\n\tc', ['a   b', '    c']],
    ['without printed colours', '\u001b[1;32mok\u001b[0m done', ['ok done']],
    ['what drives the terminal by stand-ins', '\u001b]52;c;x\u0007 \u001b[2J', ['␛]52;c;x␇ ␛[2J']],
    ['what reverses by its code', 'a\u202eb', ['a\\u{202E}b']],
    ['what was overwritten as it came', '10%\r20%', ['10%␍20%']],
  ])('%s', (_, text, lines) => {
    expect(textLines(text, 10)).toEqual({ lines, left: 0 });
  });

  test('are no more than asked for; how many are left is told', () => {
    expect(textLines('1\n2\n3\n4', 2)).toEqual({ lines: ['1', '2'], left: 2 });
    expect(textLines('1\n2', 2)).toEqual({ lines: ['1', '2'], left: 0 });
  });

  test('a line of a megabyte is cut in its middle', () => {
    const [line = ''] = textLines(`start${'x'.repeat(1_000_000)}end`, 1).lines;
    expect(line.length).toBeLessThan(5_000);
    expect(line).toMatch(/^start.*…x*end$/);
  });

  test('hold nothing that a terminal obeys', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const line of textLines(text, 50).lines) {
          expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
        }
      }),
    );
  });
});
