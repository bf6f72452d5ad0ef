import { REDACTION_RULES, redactText } from '@spoor/core';
import { describe, expect, it } from 'vitest';
import { createLineRedactor } from '../../src/transcript/redact-line.js';
import { parseTranscriptLine } from '../../src/transcript/wire/parse-transcript-line.js';

/** A token of 40 characters or more, all of which goes. */
const TOKEN =
  REDACTION_RULES.flatMap(({ examples }) => examples).find(
    (text) => /^[\w-]{40,}$/.test(text) && /^\[REDACTED:[\w-]+\]$/.test(redactText(text)),
  ) ?? '';

function redacted(line: object): string {
  const parsed = parseTranscriptLine(JSON.stringify({ sessionId: 's', ...line }));
  if (parsed.kind !== 'line') throw new Error(parsed.reason);
  return JSON.stringify(createLineRedactor()(parsed.line));
}

describe('a secret on the border of what is kept of a text', () => {
  it.each([0, 5, 9, 15, 25])('goes whole from a title, %i characters before its end', (kept) => {
    const title = `${'a '.repeat(250).slice(0, 499 - kept)} ${TOKEN}`;
    const text = redacted({ type: 'custom-title', customTitle: title });
    expect(TOKEN).not.toBe('');
    if (kept > 0) expect(text).not.toContain(TOKEN.slice(0, kept));
    expect(text).not.toContain(TOKEN.slice(0, 12));
  });

  it.each([0, 5, 9, 15, 25])('goes whole from a path, %i characters before its end', (kept) => {
    const cwd = `/${'a/'.repeat(2_100).slice(0, 4_094 - kept)}/${TOKEN}/more`;
    const line = { type: 'user', uuid: 'u', cwd, message: { role: 'user', content: 'hello' } };
    const text = redacted(line);
    if (kept > 0) expect(text).not.toContain(TOKEN.slice(0, kept));
    expect(text).toContain('hello');
  });
});
