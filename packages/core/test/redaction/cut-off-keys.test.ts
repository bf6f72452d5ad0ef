import { describe, expect, it } from 'vitest';
import { redactText } from '../../src/index.js';

const LINE = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCq7Zt2Lk9Xw4Rb8VnYc3Mp6Sd0Fg1Hj5T';
const END = `-----${'END'} RSA PRIVATE KEY-----`;
const FOUND = `[REDACTED:private-key-end]${END}`;

/** What is left of a key whose start was cut off, by how it was written. */
const REMAINS: Readonly<Record<string, string>> = {
  'in lines': `${LINE}\n${LINE}\nqw==\n${END}`,
  'in lines that Windows ends': `${LINE}\r\n${LINE}\r\nqw==\r\n${END}`,
  'in one line, as a shell puts it': `${LINE} ${LINE} qw== ${END}`,
  'in one line without spaces': `${LINE}${LINE}${LINE}qw==\n${END}`,
  'indented, as in YAML': `${LINE}\n    ${LINE}\n    qw==\n    ${END}`,
  'from the middle of a line on': `${LINE.slice(50)}\n${LINE}\n${END}`,
  'the last line only': `${LINE.slice(0, 36)}==\n${END}`,
  'of more lines than the longest key has': `${`${LINE}\n`.repeat(300)}${END}`,
};

describe.each(Object.entries(REMAINS))('the rest of a key %s', (_, rest) => {
  it('goes where it stands alone, and behind words', () => {
    expect(redactText(rest)).toBe(FOUND);
    expect(redactText(`cut off ${rest} after`)).toBe(`cut off ${FOUND} after`);
    expect(redactText(`cut off\n${rest}\nafter`)).toBe(`cut off\n${FOUND}\nafter`);
  });

  it('goes within JSON', () => {
    const once = redactText(JSON.stringify({ note: rest }));
    expect(once).toContain(FOUND);
    expect(once).not.toContain(LINE.slice(0, 12));
  });
});

it('goes behind the name of a folder', () => {
  expect(redactText(`/nowhere/${REMAINS['in one line, as a shell puts it']}`)).toBe(FOUND);
});

it.each([
  `is between the two lines, and then ${END}`,
  `the certificate ${LINE}\nand then a word\n${END}`,
])('what is no rest of a key stays: %j', (text) => {
  expect(redactText(text)).toBe(text);
});

it.each([
  `${LINE}\n`,
  `${LINE} `,
  `${LINE.slice(0, 10)}\n`,
  `${LINE}\n${LINE.slice(0, 10)}\n`,
  LINE,
  ' ',
])('takes no more than in proportion for %j again and again', (part) => {
  const textOf = (length: number) => `${part.repeat(length / part.length)}\n!${END}`;
  redactText(textOf(320_000));
  expect(fastest(textOf(320_000)) / fastest(textOf(20_000))).toBeLessThan(80);
});

/** The least of some processor times, which waiting for others doesn't lengthen. */
function fastest(text: string): number {
  const times = Array.from({ length: 5 }, () => {
    const before = process.cpuUsage();
    redactText(text);
    const { user, system } = process.cpuUsage(before);
    return user + system;
  });
  return Math.max(20, Math.min(...times));
}
