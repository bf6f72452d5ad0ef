import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type JsonValue,
  REDACTION_RULES,
  type RedactionRule,
  redactJson,
  redactText,
} from '../../src/index.js';

const placed: Record<string, (text: string) => string> = {
  alone: (text) => text,
  'in a sentence': (text) => `I found this in the log: ${text} and stopped there.`,
  'on a line of its own': (text) => `first\n${text}\nlast`,
  'after an escape': (text) => `printed\\n${text}\\nend`,
  'after a colour': (text) => `\u001b[33m${text}\u001b[0m`,
};

describe.each(REDACTION_RULES.map((rule) => [rule.name, rule] as const))('%s', (name, rule) => {
  it('has examples', () => {
    expect(rule.examples.length).toBeGreaterThanOrEqual(2);
    expect(rule.pattern.global).toBe(true);
    expect(rule.keywords.map((word) => word.toLowerCase())).toEqual(rule.keywords);
  });

  it.each(rule.examples)('finds %s', (example) => {
    const secret = secretOf(rule, example);
    for (const [place, put] of Object.entries(placed)) {
      const redacted = redactText(put(example));
      expect(redacted, place).not.toContain(secret);
      expect(redactText(redacted), `${place}, twice`).toBe(redacted);
    }
    expect(redactText(example)).toContain(`[REDACTED:${name}]`);
  });

  it.each(rule.examples)('finds %s in values', (example) => {
    const secret = secretOf(rule, example);
    const inside: JsonValue[] = [
      { text: example },
      { [`${example} `]: 1 },
      [[{ deep: [example] }]],
      { encoded: JSON.stringify({ text: example }) },
      { encoded: JSON.stringify({ again: JSON.stringify([example]) }) },
    ];
    for (const value of inside) {
      const redacted = redactJson(value);
      expect(JSON.stringify(redacted)).not.toContain(secret);
      expect(redactJson(redacted)).toEqual(redacted);
    }
  });
});

describe('a token of known form', () => {
  const tokens = REDACTION_RULES.filter((rule) => /-pat$|-key$|-token$|^jwt$/.test(rule.name))
    .flatMap((rule) => rule.examples)
    .filter((example) => /^[\w.-]+$/.test(example));

  it.each(tokens)('%s goes from an environment line, an address, a path and JSON text', (token) => {
    const lines = [
      `export SOME_VARIABLE=${token}`,
      `https://example.com/path?state=1&token=${token}&x=1`,
      `https://${token}@example.com/`,
      `{"value":"${token}"}`,
      JSON.stringify(JSON.stringify({ value: `\n${token}` })),
      `-H "Authorization: Bearer ${token}"`,
      `/work/${token}/file`,
      // As the client names the folder of a project's transcripts.
      `/projects/-home-me-${token}/session.jsonl`,
    ];
    for (const line of lines) expect(redactText(line), line).not.toContain(token.slice(0, 20));
  });
});

it('keeps what surrounds a secret', () => {
  const token = `ghp_${'a1B2c3D4e5'.repeat(4)}`;
  expect(redactText(`before ${token} after`)).toBe('before [REDACTED:github-pat] after');
  expect(redactText(`postgres://app:s3cr3t@db:5432/x?sslmode=on`)).toBe(
    'postgres://app:[REDACTED:url-password]@db:5432/x?sslmode=on',
  );
  expect(redactText(`password = "s3cret-s3cret";`)).toBe(
    'password = "[REDACTED:assigned-secret]";',
  );
});

it('never lets a planted token through', () => {
  const letters = fc.constantFrom(...'abcdefghijABCDEFGHIJ0123456789');
  const tail = fc.array(letters, { minLength: 36, maxLength: 60 }).map((list) => list.join(''));
  const prefix = fc.constantFrom('ghp_', 'gho_', 'npm_', 'hf_', 'sk-ant-api03-', 'sk-proj-');
  const around = fc.string({ unit: 'grapheme', maxLength: 60 });
  fc.assert(
    fc.property(around, prefix, tail, around, (before, start, rest, after) => {
      const text = `${before} ${start}${rest} ${after}`;
      const redacted = redactText(text);
      expect(redacted).not.toContain(rest);
      expect(redactText(redacted)).toBe(redacted);
      const value = redactJson({ text, list: [JSON.stringify({ text })] });
      expect(JSON.stringify(value)).not.toContain(rest);
    }),
    { numRuns: 300 },
  );
});

it('never lets a password through that is assigned in quotes', () => {
  const password = fc
    .string({ unit: 'grapheme-ascii', minLength: 12, maxLength: 30 })
    .filter(
      (text) => /^[\w!?+*#%&=@^~-]+$/.test(text) && /^[A-Za-z]/.test(text) && /\d/.test(text),
    );
  const quotes = fc.constantFrom('"', "'", '`');
  fc.assert(
    fc.property(password, quotes, (secret, quote) => {
      expect(redactText(`dbPassword: ${quote}${secret}${quote},`)).not.toContain(secret);
      expect(redactText(JSON.stringify({ password: secret }))).not.toContain(secret);
      expect(redactText(JSON.stringify(JSON.stringify({ password: secret })))).not.toContain(
        secret,
      );
    }),
  );
});

/** What a rule takes for the secret in an example of its own: the longest piece of it. */
function secretOf(rule: RedactionRule, example: string): string {
  const found = new RegExp(rule.pattern.source, rule.pattern.flags).exec(example);
  const pieces = (found?.[rule.group ?? 0] ?? '').split(/[\s\\]+/);
  return pieces.reduce((longest, piece) => (piece.length > longest.length ? piece : longest), '');
}
