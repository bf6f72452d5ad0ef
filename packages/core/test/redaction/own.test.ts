import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DEFAULT_CONFIGURATION,
  parseConfiguration,
  redactHookEvent,
  redactionOptions,
  redactJson,
  redactText,
} from '../../src/index.js';

const TOKEN = `ghp_${'a1B2c3D4e5'.repeat(4)}`;

function optionsOf(redaction: object) {
  const parsed = parseConfiguration({ redaction });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return redactionOptions(parsed.configuration);
}

describe('literals', () => {
  const options = optionsOf({ literals: ['night', 'nightingale', 'a"b\\c', 'ΑΣ🐦.*'] });

  it('go wherever they stand, the longer one first', () => {
    expect(redactText('a nightingale at night', options)).toBe(
      'a [REDACTED:literal] at [REDACTED:literal]',
    );
    expect(redactText('night', options)).toBe('[REDACTED:literal]');
    expect(redactText('Nightingale', options)).toBe('N' + 'ightingale');
    expect(redactText('xΑΣ🐦.*ΑΣ', options)).toBe('x[REDACTED:literal]ΑΣ');
  });

  it('go from values, keys, JSON in texts, and JSON inside other text', () => {
    const value = {
      night: ['at night', { deep: 'a"b\\c' }],
      json: JSON.stringify({ text: 'a"b\\c' }),
      log: `said ${JSON.stringify('a"b\\c')} twice`,
    };
    const text = JSON.stringify(redactJson(value, options));
    expect(text).not.toMatch(/night|a\\"b/);
    expect(text).not.toContain('b\\\\c');
  });

  it('leave what is replaced already as it is', () => {
    const careless = optionsOf({ literals: ['REDACTED', 'literal', 'github-pat'] });
    const once = redactText(`${TOKEN} literal`, careless);
    expect(once).toBe('[REDACTED:github-pat] [REDACTED:literal]');
    expect(redactText(once, careless)).toBe(once);
  });

  it('are never left in any text', () => {
    const literal = fc.string({ minLength: 4, maxLength: 12, unit: 'grapheme' });
    fc.assert(
      fc.property(
        fc.array(literal, { minLength: 1, maxLength: 5 }),
        fc.string(),
        (literals, rest) => {
          fc.pre(literals.every((text) => !'[REDACTED:literal]'.includes(text)));
          const text = literals.join(rest) + rest;
          const redacted = redactText(text, { literals, rules: [] });
          const left = redacted.replaceAll('[REDACTED:literal]', '\u0000');
          for (const one of literals) expect(left).not.toContain(one.toWellFormed());
        },
      ),
    );
  });
});

describe('rules of your own', () => {
  it('come after those of Spoor, and start inside no replacement', () => {
    const options = optionsOf({
      rules: [
        { name: 'customer', pattern: 'cu-(\\d{3})', flags: 'i' },
        { name: 'greedy', pattern: 'REDACTED|pat' },
      ],
    });
    const redacted = redactText(`CU-123 and ${TOKEN}, a pattern`, options);
    expect(redacted).toBe('[REDACTED:customer] and [REDACTED:github-pat], a [REDACTED:greedy]tern');
    expect(redactText(redacted, options)).toBe(redacted);
    expect(redactJson({ a: ['see cu-999'] }, options)).toEqual({ a: ['see [REDACTED:customer]'] });
  });
});

describe('allowed texts', () => {
  it('stay when they are all that a rule has found', () => {
    const options = optionsOf({ allow: [TOKEN, 'example'] });
    expect(redactText(`use ${TOKEN}`, options)).toBe(`use ${TOKEN}`);
    expect(redactText(`use ${TOKEN}F`, options)).toBe('use [REDACTED:github-pat]');
    expect(redactJson({ password: 'example', token: 'examples' }, options)).toEqual({
      password: 'example',
      token: '[REDACTED:named-key]',
    });
  });

  it('go all the same when they are a literal', () => {
    const options = optionsOf({ allow: [TOKEN, 'example'], literals: [TOKEN, 'example'] });
    expect(redactText(`use ${TOKEN}`, options)).toBe('use [REDACTED:literal]');
    expect(redactJson({ password: 'example' }, options)).toEqual({
      password: '[REDACTED:literal]',
    });
  });
});

describe('an event', () => {
  it('is redacted in all its fields', () => {
    const event = redactHookEvent(
      {
        kind: 'event',
        id: 'id',
        capturedAt: '2026-11-21T09:00:00.000Z',
        sessionId: 'session',
        hookType: 'Stop',
        client: {},
        workplace: { cwd: '/home/nightingale/x' },
        payload: { last_assistant_message: 'a nightingale' },
      },
      optionsOf({ literals: ['nightingale'] }),
    );
    expect(JSON.stringify(event)).not.toContain('nightingale');
  });

  it('has the same caps as without a configuration', () => {
    expect(redactionOptions(DEFAULT_CONFIGURATION)).toMatchObject({
      maxStringLength: 32_768,
      maxTotalLength: 524_288,
    });
    expect(redactionOptions(DEFAULT_CONFIGURATION)).not.toHaveProperty('rules');
  });
});
