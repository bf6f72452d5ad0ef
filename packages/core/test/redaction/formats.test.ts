import { describe, expect, it } from 'vitest';
import { REDACTION_RULES, redactJson, redactText, sampleOf } from '../../src/index.js';

const SEEDS = Array.from({ length: 12 }, (_, i) => i + 1_000);
const described = REDACTION_RULES.flatMap(({ name, formats = [] }) =>
  formats.map((format) => [name, format] as const),
);

/** What a hook's process looks for heads in: a token that is not one such run would be missed. */
const RUN = /^[\w!#$+,./:=@^|~-]{16,}$/;

describe('the table of formats', () => {
  it('has well over a hundred, each rule with a name of its own', () => {
    expect(described.length).toBeGreaterThan(400);
    const names = REDACTION_RULES.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z][a-z\d]*(?:-[a-z\d]+)*$/);
  });

  it.each(described)('%s: tokens like %s go wherever they stand', (name, format) => {
    for (const seed of SEEDS) {
      const token = sampleOf(format, seed);
      expect(token).toMatch(RUN);
      expect(redactText(token)).toMatch(/^\[REDACTED:[\w-]+\]$/);
      const texts = [
        `see ${token}.`,
        `NAME=${token}\n`,
        `{"a":"${token}"}`,
        `"${token}",`,
        `\\n${token}`,
      ];
      for (const text of texts) {
        expect(redactText(text), `${name} in ${text}`).not.toContain(token);
        expect(JSON.stringify(redactJson({ text }))).not.toContain(token);
      }
    }
  });

  it.each(described)('%s: no %s is seen in its start', (_, format) => {
    const token = sampleOf(format, 1);
    const head = format.slice(0, format.search(/[%[]/));
    const start = token.slice(0, head.length + 3);
    expect(redactText(`a ${start} b`)).toBe(`a ${start} b`);
    expect(redactText(`a ${head} b`)).toBe(`a ${head} b`);
  });
});

describe('a token made of a format', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(sampleOf('ghp_%a{36,}', 1)).toBe(sampleOf('ghp_%a{36,}', 1));
    expect(sampleOf('ghp_%a{36,}', 1)).not.toBe(sampleOf('ghp_%a{36,}', 2));
  });

  it.each([
    ['a%d{3}', /^a\d{3}$/],
    ['x_[AB]{2,4}', /^x_[AB]{2,4}$/],
    ['k-%h{4}(?:-%h{2})?!%u', /^k-[0-9a-f]{4}(?:-[0-9a-f]{2})?![A-Z0-9]$/],
    ['k%d(?:one|two%l)(?!%a)', /^k\d(?:one|two[a-z0-9])$/],
    ['id-%i', /^id-[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}$/],
  ])('of %s', (format, pattern) => {
    for (const seed of SEEDS) expect(sampleOf(format, seed)).toMatch(pattern);
  });
});
