import { describe, expect, it } from 'vitest';
import { messageRecord } from '../../src/transcript/message-record.js';
import { parseTranscriptLine } from '../../src/transcript/wire/parse-transcript-line.js';

const FILE = {
  path: '/t/s1.jsonl',
  sessionId: 's1',
  agentId: null,
  changedAt: '2026-11-21T10:00:00.000Z',
};

function recordOf(value: object) {
  const parsed = parseTranscriptLine(
    JSON.stringify({
      uuid: 'u1',
      timestamp: '2026-11-21T09:00:00.000Z',
      sessionId: 's0',
      ...value,
    }),
  );
  if (parsed.kind === 'malformed') throw new Error(parsed.reason);
  return messageRecord(parsed.line, FILE);
}

const said = { type: 'text', text: 'said' };
const thought = { type: 'thinking', thinking: 'thought' };
const asked = { type: 'tool_use', id: 't1', name: 'Bash', input: { command: 'ls' } };
const assistant = (content: object[], beside: object = {}, message: object = {}) =>
  recordOf({ type: 'assistant', message: { id: 'm1', content, ...message }, ...beside });

describe('the message of a line', () => {
  it("is the file's session's, with all that places it", () => {
    expect(
      recordOf({ type: 'user', parentUuid: 'u0', promptId: 'p1', message: { content: 'x' } }),
    ).toEqual({
      sessionId: 's1',
      id: 'u1',
      agentId: null,
      messageId: null,
      type: 'user',
      subtype: null,
      kind: 'prompt',
      role: 'user',
      model: null,
      promptId: 'p1',
      parentId: 'u0',
      toolUseId: null,
      content: 'x',
      toolUses: null,
      usage: null,
      tokenCount: null,
      isSummary: 0,
      timestamp: '2026-11-21T09:00:00.000Z',
    });
  });

  it('is none without an id, and has the time of the file when it has none', () => {
    expect(recordOf({ uuid: null, type: 'mode' })).toBeNull();
    expect(recordOf({ type: 'user', timestamp: null })?.timestamp).toBe(FILE.changedAt);
  });

  it.each<[string, object[], string, string | null]>([
    ['text', [said], 'answer', 'said'],
    ['text and a call', [said, asked], 'answer', 'said'],
    ['thoughts and text', [thought, said], 'answer', 'thought\n\nsaid'],
    ['thoughts and a call', [thought, asked], 'tool_call', 'thought'],
    ['a call', [asked], 'tool_call', null],
    ['thoughts', [thought], 'thinking', 'thought'],
    ['thoughts that are not told', [{ type: 'thinking', thinking: '' }], 'thinking', null],
  ])('has a kind by what it holds: %s', (_name, content, kind, text) => {
    expect(assistant(content)).toMatchObject({ kind, content: text, messageId: 'm1' });
  });

  it('keeps calls, tokens and the model of an answer', () => {
    const usage = { input_tokens: 3, output_tokens: 40, cache_read_input_tokens: 0, speed: null };
    expect(assistant([asked], {}, { usage, model: 'claude-opus-5-5' })).toMatchObject({
      model: 'claude-opus-5-5',
      toolUses: '[{"id":"t1","name":"Bash","input":{"command":"ls"}}]',
      usage: '{"inputTokens":3,"outputTokens":40}',
      tokenCount: 40,
    });
  });

  it("tells errors, and the client's own words, from answers", () => {
    const synthetic = { model: '<synthetic>', usage: { output_tokens: 0 } };
    expect(assistant([said], {}, synthetic)).toMatchObject({ kind: 'notice', usage: null });
    expect(assistant([said], { isApiErrorMessage: true }, synthetic)).toMatchObject({
      kind: 'error',
      content: 'said',
      tokenCount: null,
    });
    const error = { formatted: '429' };
    expect(recordOf({ type: 'system', subtype: 'api_error', error })).toMatchObject({
      kind: 'error',
      subtype: 'api_error',
      role: 'system',
      content: '429',
    });
  });

  it('holds what tools gave back once', () => {
    const content = [{ type: 'tool_result', tool_use_id: 't1', content: 'out' }, said];
    expect(
      recordOf({ type: 'user', message: { content }, toolUseResult: { stdout: 'out' } }),
    ).toMatchObject({ kind: 'tool_output', toolUseId: 't1', content: 'out\n\nsaid' });
  });

  it.each<[object, object]>([
    [
      {
        type: 'system',
        subtype: 'compact_boundary',
        compactMetadata: { trigger: 'auto', preTokens: 9 },
      },
      { kind: 'notice', content: 'compacted (auto): 9 → ? tokens' },
    ],
    [
      { type: 'user', isCompactSummary: true, message: { content: 'sum' } },
      { kind: 'prompt', isSummary: 1, content: 'sum' },
    ],
    [
      { type: 'attachment', attachment: { type: 'prompt_snapshot', systemPrompt: ['x'] } },
      { kind: 'notice', subtype: 'prompt_snapshot', content: null },
    ],
    [
      { type: 'attachment', attachment: { type: 'queued_command', prompt: 'and this' } },
      { kind: 'prompt', subtype: 'queued_prompt', content: 'and this' },
    ],
    [
      { type: 'progress', data: { type: 'bash_progress' } },
      { kind: 'notice', content: null },
    ],
    [
      { type: 'system', subtype: 'turn_duration', durationMs: 3 },
      { kind: 'notice', content: null },
    ],
    [
      { type: 'user', message: { content: '[Request interrupted by user]' } },
      { kind: 'notice', content: '[Request interrupted by user]' },
    ],
    [
      { uuid: null, timestamp: null, sessionId: null, type: 'novelty', x: 1 },
      {
        kind: 'notice',
        id: expect.stringMatching(/^line-/),
        content: '{"uuid":null,"timestamp":null,"sessionId":null,"type":"novelty","x":1}',
      },
    ],
  ])('keeps the rest as prompts and notices: %j', (value, expected) => {
    expect(recordOf(value)).toMatchObject(expected);
  });
});
