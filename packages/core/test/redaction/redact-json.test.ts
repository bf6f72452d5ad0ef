import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JsonValue, RedactionError, redactJson, redactText } from '../../src/index.js';

const TOKEN = `ghp_${'a1B2c3D4e5'.repeat(4)}`;

describe('keys that name secrets', () => {
  it.each([
    'password',
    'Password',
    'db_passwd',
    'passphrase',
    'secret',
    'clientSecret',
    'client_secret',
    'token',
    'api_key',
    'apiKey',
    'API-KEY',
    'access_token',
    'refreshToken',
    'private_key',
    'authorization',
    'Authorization',
    'cookie',
    'Set-Cookie',
    'x-api-key',
    'AWS_SECRET_ACCESS_KEY',
    'token_2',
  ])('%s', (key) => {
    expect(redactJson({ [key]: 'word' })).toEqual({ [key]: '[REDACTED:named-key]' });
    expect(redactJson({ [key]: ['one', 'two'] })).toEqual({
      [key]: ['[REDACTED:named-key]', '[REDACTED:named-key]'],
    });
    expect(redactJson(JSON.stringify({ [key]: 'word' }))).toBe(
      JSON.stringify({ [key]: '[REDACTED:named-key]' }),
    );
  });

  it('takes numbers under a password only', () => {
    expect(redactJson({ password: 123456, token: 123456, secret: true })).toEqual({
      password: '[REDACTED:named-key]',
      token: 123456,
      secret: true,
    });
  });
});

describe('keys', () => {
  it('are redacted, and stay apart', () => {
    const other = `ghp_${'Z9y8X7w6V5'.repeat(4)}`;
    const redacted = redactJson({ [TOKEN]: 1, [other]: 2 });
    expect(Object.values(redacted)).toEqual([1, 2]);
    expect(JSON.stringify(redacted)).not.toMatch(/a1B2c3|Z9y8X7/);
  });

  it('are only keys, whatever their name', () => {
    const value: JsonValue = JSON.parse('{"__proto__":{"polluted":1},"constructor":{"a":2}}');
    const redacted = redactJson(value);
    expect(JSON.stringify(redacted)).toBe('{"__proto__":{"polluted":1},"constructor":{"a":2}}');
    expect(Object.getPrototypeOf(redacted)).toBeNull();
    expect('polluted' in {}).toBe(false);
  });
});

describe('JSON in strings', () => {
  it('is redacted however often it is encoded', () => {
    let text = JSON.stringify({ password: 'swordfish', note: 'plain "quoted"' });
    for (let i = 0; i < 3; i++) text = JSON.stringify([text]);
    expect(JSON.stringify(redactJson({ text }))).not.toContain('swordfish');
  });

  it('is left as it was when nothing in it is secret', () => {
    const text = '{ "a" : 1.0, "b": [ ] }';
    expect(redactJson([text])).toEqual([text]);
  });

  it('hides nothing behind escapes or a key that is there twice', () => {
    const escaped = `{"a":"\\u0067${TOKEN.slice(1)}"}`;
    expect(JSON.stringify(redactJson([escaped]))).not.toContain(TOKEN.slice(1));
    const twice = `{"a":"${TOKEN}","a":1}`;
    expect(JSON.stringify(redactJson([twice]))).not.toContain(TOKEN);
  });
});

describe('size', () => {
  it('decodes so much JSON inside strings, and keeps nothing of the rest', () => {
    const inside = JSON.stringify({ list: 'x'.repeat(200_000), password: 'hidden' });
    const value = Array.from({ length: 30 }, () => inside);
    const redacted = redactJson(value);
    const note = `…[cut: ${inside.length} characters]`;
    if (!Array.isArray(redacted)) throw new Error('no list');
    expect(redacted).toHaveLength(30);
    expect(redacted.filter((text) => text === note).length).toBeGreaterThan(10);
    expect(JSON.stringify(redacted)).not.toContain('hidden');
    expect(redacted.slice(-1)).toEqual([note]);
  });

  it('flattens what is nested too deep', () => {
    let value: JsonValue = 'end';
    for (let i = 0; i < 1_000_000; i++) value = i % 2 === 0 ? [value] : { a: value };
    const text = JSON.stringify(redactJson(value));
    expect(text).toContain('[nested deeper than 1000 levels]');
    expect(redactJson(JSON.parse(text), { maxDepth: 1000 })).toEqual(JSON.parse(text));
  });

  it('cuts a long string and says how long it was', () => {
    const redacted = String(redactJson('x'.repeat(2_000_000)));
    expect(redacted).toHaveLength(32_768);
    expect(redacted).toMatch(/x…\[cut: 2000000 characters\]$/);
    expect(redactJson(redacted)).toBe(redacted);
  });

  it.each([-80, -41, -40, -20, -1, 0, 1, 4_056, 4_095])(
    'leaves nothing of a secret %i characters from the cut',
    (offset) => {
      const text = `${'word '.repeat(10_000).slice(0, 32_767 + offset)} ${TOKEN}${' more'.repeat(9_000)}`;
      expect(redactJson(text)).not.toContain('a1B2c3');
    },
  );

  it('leaves nothing of a private key that a cut runs through', () => {
    const key = `-----${'BEGIN'} PRIVATE KEY-----\n${`${'MIIEvQIBADANBgkqh'.repeat(3)}\n`.repeat(2_000)}`;
    const many = Array.from({ length: 40 }, () => key.slice(0, 3_000)).join('\n---\n');
    expect(redactJson(key)).not.toContain('MIIE');
    expect(redactJson(`${'a'.repeat(32_700)}\n${key}`)).not.toContain('MIIE');
    expect(redactJson(many)).not.toContain('MIIE');
  });

  it('cuts no character in two', () => {
    const redacted = String(redactJson('😀'.repeat(40_000)));
    expect(redacted.isWellFormed()).toBe(true);
    expect(redacted).not.toContain('\ufffd');
  });

  it('bounds all strings together', () => {
    const value = Array.from({ length: 90_000 }, (_, i) => `${i} ${'text '.repeat(100)}`);
    const text = JSON.stringify(redactJson(value));
    expect(text.length).toBeLessThan(4_000_000);
    expect(JSON.stringify(redactJson(JSON.parse(text)))).toBe(text);
  });

  it('bounds the number of values', () => {
    const value = { list: Array.from({ length: 3_000_000 }, () => 1), after: { a: 1, b: 2 } };
    const redacted = redactJson(value);
    const text = JSON.stringify(redacted);
    expect(text.length).toBeLessThan(250_000);
    expect(text).toContain('[2900002 more values]');
    expect(text).toContain('"…":"[1 more values]"');
    expect(redactJson(redacted)).toEqual(redacted);
  });

  it('takes the pathological in linear time', () => {
    const starts = [
      'eyJ',
      '-----BEGIN PRIVATE KEY-----',
      '://a:',
      'password="',
      'token=',
      'x-',
      'sk-',
      'authorization: ',
      'cookie: a',
      '\\',
      '--token',
      'bearer ',
      'discord',
      '?key',
      'curl -u ',
      ' login a',
    ];
    for (const start of starts) {
      const text = start.repeat(Math.ceil(200_000 / start.length));
      const before = performance.now();
      redactText(`key token pass ${text}`);
      expect(performance.now() - before, start).toBeLessThan(3_000);
    }
  });
});

it('replaces lone surrogates, and keeps NUL', () => {
  expect(redactJson(['a\ud800b', 'x\u0000y', { '\udc00k': 1 }])).toEqual([
    'a\ufffdb',
    'x\u0000y',
    { '\ufffdk': 1 },
  ]);
  expect(redactText('a long text with \ud83d in it')).toBe('a long text with \ufffd in it');
});

it('tells a rule that fails from other errors', () => {
  const rule = {
    name: 'broken',
    keywords: ['x'],
    pattern: /x/g,
    accept: () => {
      throw new Error('no');
    },
    examples: [],
  };
  expect(() => redactText('xxxxxxxxxx', [rule])).toThrow(RedactionError);
  expect(() => redactJson({ a: ['xxxxxxxxxx'] }, { rules: [rule] })).toThrow(/broken/);
});

it('changes nothing else, and nothing the second time', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
      const plain: JsonValue = JSON.parse(JSON.stringify(value));
      const once = redactJson(plain);
      expect(JSON.stringify(redactJson(once))).toBe(JSON.stringify(once));
    }),
    { numRuns: 300 },
  );
});
