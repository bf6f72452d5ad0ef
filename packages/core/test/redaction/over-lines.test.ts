import { describe, expect, it } from 'vitest';
import { REDACTION_RULES, redactText } from '../../src/index.js';

/** Secrets of several lines, and a stretch of each that must not stay. */
const OVER_LINES = REDACTION_RULES.flatMap(({ name, examples }) =>
  examples
    .filter((example) => example.includes('\n'))
    .map((example) => ({ name, example, secret: longestRun(redactedPart(example)) })),
).filter(({ secret }) => secret.length >= 12);

/** What of a text goes, from the first character that does to the last. */
function redactedPart(text: string): string {
  const kept = redactText(text);
  const start = kept.indexOf('[REDACTED:');
  const end = kept.length - kept.lastIndexOf(']') - 1;
  return text.slice(start, text.length - end);
}

function longestRun(text: string): string {
  return text.split(/\s+/).reduce((best, run) => (run.length > best.length ? run : best), '');
}

function numbered(text: string, mark: string): string {
  return text
    .split('\n')
    .map((line, index) => `${String(index + 1).padStart(6)}${mark}${line}`)
    .join('\n');
}

describe.each(OVER_LINES)('a secret of several lines: $name', ({ example, secret }) => {
  it.each(['\u2192', '\t', ': '])('goes where lines are numbered with %j', (mark) => {
    expect(redactText(numbered(`before\n${example}\nafter`, mark))).not.toContain(secret);
  });

  it('goes where line ends are written as in JSON, once and twice', () => {
    const once = JSON.stringify({ note: example });
    expect(redactText(`sent ${once} to it`)).not.toContain(secret);
    expect(redactText(`sent ${JSON.stringify(once)} to it`)).not.toContain(secret);
  });
});

describe('numbered lines', () => {
  it('stay where a secret is found with them', () => {
    const [{ example } = { example: '' }] = OVER_LINES.filter((one) => one.example.includes('END'));
    const text = redactText(`     1\u2192before\n     2\u2192${example}\n     3\u2192after\\n`);
    expect(text).toMatch(
      /^ {5}1\u2192before\n {5}2\u2192\[REDACTED:[\w-]+\]\n {5}3\u2192after\\n$/,
    );
  });

  it('there are such secrets', () => {
    expect(OVER_LINES.length).toBeGreaterThan(3);
  });

  it('stay as they are where nothing is over lines', () => {
    const text = numbered('the private key of\nwords \\n are here', '\u2192');
    expect(redactText(text)).toBe(text);
  });
});
