import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { cutEnd, cutMiddle, fit, textWidth, wrap } from '../../src/present/fit-text.js';
import { excerpt, safeText } from '../../src/present/safe-text.js';

describe('safeText', () => {
  it.each([
    ['plain text', 'plain text'],
    ['\u001b[31mred\u001b[0m', '␛[31mred␛[0m'],
    ['\u001b]52;c;aGk=\u0007', '␛]52;c;aGk=␇'],
    ['one\ntwo\r\n\tthree', 'one␊two␍␊␉three'],
    ['\u0000\u007f', '␀␡'],
    ['\u009b2J', '\\u{9B}2J'],
    ['invoice\u202Efdp.exe', 'invoice\\u{202E}fdp.exe'],
    ['\u2066x\u2069', '\\u{2066}x\\u{2069}'],
    ['a\u200Bb\uFEFFc', 'a\\u{200B}b\\u{FEFF}c'],
    ['a\u2028b', 'a\\u{2028}b'],
    ['\u{E0041}', '\\u{E0041}'],
    ['\ud800', '\ufffd'],
    ['👨\u200d👩\u200d👧', '👨👩👧'],
    ['👍🏽 ❤\ufe0f 1\ufe0f\u20e3', '👍 ❤ 1'],
    ['🇫🇷', '🇫🇷'],
    ['e\u0301', 'e\u0301'],
    ['\u0301e', '\\u{301}e'],
    [`e${'\u0301'.repeat(50)}`, `e${'\u0301'.repeat(4)}`],
    ['שלום עולם', 'שלום עולם'],
    ['日本語', '日本語'],
  ])('shows %j as %j', (text, shown) => {
    expect(safeText(text)).toBe(shown);
  });

  it('shows a character the same whatever stands beside it', () => {
    for (let code = 0x20; code < 0x1_00_00; code += 1) {
      const text = `a${String.fromCodePoint(code)}b`;
      // What controls has a text looked at one by one.
      expect(`${safeText(text)}␇`).toBe(safeText(`${text}\u0007`));
    }
  });

  it('leaves nothing that a terminal obeys, whatever the code point', () => {
    for (let code = 0; code < 0x1_10_00; code += 1) {
      const shown = safeText(`a${String.fromCodePoint(code)}b`);
      expect(shown).not.toMatch(
        /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/,
      );
    }
  });
});

describe('excerpt', () => {
  it('keeps start and end of a text of a megabyte', () => {
    const text = excerpt(`start${'x'.repeat(1_000_000)}end`, 20);
    expect(text).toBe('startxxxxx…xxxxxxxend');
  });
});

describe('fitting', () => {
  it.each([
    ['日本語', 6],
    ['e\u0301', 1],
    ['🙂', 2],
    ['🇫🇷', 2],
    ['שלום', 4],
    ['', 0],
  ])('%j takes %i columns', (text, columns) => {
    expect(textWidth(text)).toBe(columns);
  });

  it.each([
    ['abcdef', 6, 'abcdef', 'abcdef'],
    ['abcdef', 5, 'abcd…', 'ab…ef'],
    ['日本語です', 6, '日本…', '日…す'],
    ['abcdef', 1, '…', '…'],
    ['abcdef', 0, '', ''],
  ])('cuts %j to %i columns', (text, columns, end, middle) => {
    expect([cutEnd(text, columns), cutMiddle(text, columns)]).toEqual([end, middle]);
  });

  it.each([0, 1, 2, 5, 9, 30])('fills or cuts to exactly %i columns', (columns) => {
    for (const text of ['', 'abc', '日本語テキスト', '👍🙂👍🙂', 'e\u0301'.repeat(20)]) {
      expect(textWidth(fit(text, columns))).toBe(columns);
      expect(textWidth(fit(text, columns, { align: 'right', cut: cutMiddle }))).toBe(columns);
    }
  });

  it('breaks a text at spaces, into no more lines than asked', () => {
    expect(wrap('hello world this is long', 12, 3)).toEqual(['hello world', 'this is long']);
    expect(wrap('hello world this is long', 12, 1)).toEqual(['hello world…']);
    expect(wrap('x'.repeat(30), 10, 2)).toEqual(['xxxxxxxxxx', 'xxxxxxxxx…']);
  });
});

it('the width of a text is the same with and without help', () => {
  const differing = Array.from({ length: 0x3000 }, (_, code) => String.fromCodePoint(code))
    .flatMap((char) => [char, `a${char}`, `${char}b`, char + char])
    .filter((text) => textWidth(text) !== stringWidth(text));
  expect(differing).toEqual([]);
});
