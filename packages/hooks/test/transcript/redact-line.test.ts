import { type Configuration, DEFAULT_CONFIGURATION } from '@spoor/core';
import { describe, expect, it } from 'vitest';
import type { TranscriptLine } from '../../src/transcript/line.js';
import { createLineRedactor } from '../../src/transcript/redact-line.js';
import { parseTranscriptLine } from '../../src/transcript/wire/parse-transcript-line.js';

const SECRET = `ghp_${'a1B2'.repeat(9)}`;
const GONE = '[REDACTED:github-pat]';

function lineOf(value: object): TranscriptLine {
  const parsed = parseTranscriptLine(JSON.stringify({ uuid: 'u1', sessionId: 's1', ...value }));
  if (parsed.kind === 'malformed') throw new Error(parsed.reason);
  return parsed.line;
}

const LINES: readonly object[] = [
  { type: 'user', message: { content: `use ${SECRET}` }, cwd: `/repo/${SECRET}` },
  { type: 'user', message: { content: `use ${SECRET}` }, gitBranch: SECRET },
  {
    type: 'user',
    message: {
      content: [
        { type: 'tool_result', tool_use_id: 't1', content: `got ${SECRET}` },
        { type: 'text', text: `and ${SECRET}` },
      ],
    },
  },
  {
    type: 'assistant',
    message: {
      model: `claude-${SECRET}`,
      content: [
        { type: 'text', text: `is ${SECRET}` },
        { type: 'thinking', thinking: `hm ${SECRET}` },
        { type: 'tool_use', id: 't1', name: SECRET, input: { command: `echo ${SECRET}` } },
        { type: 'web_search_tool_result', tool_use_id: 't2', content: [{ title: SECRET }] },
      ],
      usage: { speed: SECRET },
    },
  },
  { type: 'system', subtype: 'api_error', error: { message: SECRET } },
  { type: 'system', subtype: 'local_command', content: SECRET },
  { type: 'attachment', attachment: { type: 'queued_command', prompt: SECRET } },
  { type: 'custom-title', customTitle: SECRET },
  { type: 'cost-state', modelUsage: { [SECRET]: { inputTokens: 3 } } },
  { type: 'novelty', deep: [{ x: SECRET }] },
  { type: SECRET },
];

describe('a redacted line', () => {
  it.each(LINES)('holds no secret: %j', (value) => {
    const line = lineOf(value);
    expect(JSON.stringify(line)).toContain(SECRET);
    const redacted = createLineRedactor()(line);
    expect(JSON.stringify(redacted)).not.toContain(SECRET);
    expect(JSON.stringify(redacted)).toContain(GONE);
    expect(redacted).toMatchObject({ uuid: line.uuid, sessionId: 's1' });
  });

  it('is what it was when there is nothing to hide', () => {
    for (const value of LINES) {
      const line = lineOf(JSON.parse(JSON.stringify(value).replaceAll(SECRET, 'word')) as object);
      expect(createLineRedactor()(line)).toEqual(line);
    }
  });
});

const answers = lineOf({
  type: 'assistant',
  message: {
    content: [
      { type: 'text', text: 'said' },
      { type: 'tool_use', id: 't1', name: 'Bash', input: { command: 'ls' } },
    ],
    usage: { output_tokens: 3 },
  },
});
const results = lineOf({
  type: 'user',
  message: { content: [{ type: 'tool_result', tool_use_id: 't1', content: 'x'.repeat(5_000) }] },
});

function redactorWith(capture: Partial<Configuration['capture']>) {
  return createLineRedactor({
    redaction: DEFAULT_CONFIGURATION.redaction,
    capture: { ...DEFAULT_CONFIGURATION.capture, ...capture },
  });
}

describe('what is not to be kept', () => {
  it('is cut, output of tools shorter than the rest', () => {
    const redact = redactorWith({ maxToolOutputLength: 1_000 });
    expect(redact(results)).toMatchObject({
      body: {
        results: [
          { text: expect.stringMatching(/^x{900,}…\[cut: 5000 characters\]$/), bytes: 5_000 },
        ],
      },
    });
    const prompt = lineOf({ type: 'user', message: { content: 'x'.repeat(5_000) } });
    expect(redact(prompt)).toEqual(prompt);
    expect(JSON.stringify(redactorWith({ maxStringLength: 300 })(prompt)).length).toBeLessThan(
      1_000,
    );
  });

  it('is a note of its length', () => {
    expect(redactorWith({ messageText: false })(answers)).toMatchObject({
      body: {
        text: '[not kept: 4 characters]',
        thinking: '',
        toolUses: [{ id: 't1', name: 'Bash', input: { command: 'ls' } }],
        usage: { outputTokens: 3 },
      },
    });
    expect(redactorWith({ messageText: false })(results)).toEqual(results);
    expect(redactorWith({ toolOutput: false })(results)).toMatchObject({
      body: { results: [{ text: '[not kept: 5000 characters]', status: 'success' }] },
    });
    expect(redactorWith({ payloads: false })(answers)).toMatchObject({
      body: { text: '[not kept: 4 characters]', toolUses: [{ id: 't1', name: 'Bash', input: {} }] },
    });
  });

  it('is all text, when redaction fails', () => {
    const broken = createLineRedactor({
      ...DEFAULT_CONFIGURATION,
      redaction: {
        rules: [{ name: 'endless', pattern: '^(a+)+$' }],
        literals: [],
        allow: [],
        environment: true,
      },
    });
    const text = `${'a'.repeat(60)}!`;
    const line = lineOf({
      type: 'user',
      message: { content: text },
      promptId: 'p1',
      cwd: '/secret',
    });
    const redacted = broken(line);
    expect(JSON.stringify(redacted)).not.toMatch(/aaa|secret/);
    expect(redacted).toMatchObject({
      type: 'user',
      uuid: 'u1',
      promptId: 'p1',
      body: { kind: 'prompt', text: '[redaction failed; the text was dropped]' },
    });
  });
});
