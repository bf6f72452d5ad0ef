import { describe, expect, it } from 'vitest';
import { clipboardText } from '../../../src/app/terminal/clipboard.js';

function pasted(text: string): string {
  const { sequence } = clipboardText(text);
  const base64 = /^\u001b\]52;c;([A-Za-z0-9+/=]*)\u0007$/.exec(sequence)?.[1];
  return Buffer.from(base64 ?? '', 'base64').toString();
}

describe('what is copied', () => {
  it.each([
    ['one\n\ttwo 👩\u200d💻', 'one\n\ttwo 👩\u200d💻'],
    ['one\r\ntwo', 'one\ntwo'],
    ['\u001b[201~\nrm -rf x\r', '␛[201~\nrm -rf x␍'],
    ['a\u009b6n\u0003', 'a\\u{9B}6n␃'],
  ])('of %j is %j', (text, copied) => {
    expect(pasted(text)).toBe(copied);
  });
});
