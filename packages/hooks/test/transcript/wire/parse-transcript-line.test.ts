import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LineBody, TranscriptLine } from '../../../src/transcript/line.js';
import { parseTranscriptLine } from '../../../src/transcript/wire/parse-transcript-line.js';
import { linesOf, SAMPLE_RUNS, sampleFiles, sampleFolder } from '../samples.js';

const ENVELOPE = {
  uuid: 'u1',
  parentUuid: 'u0',
  timestamp: '2026-11-21T09:00:00.000Z',
  sessionId: 's1',
  cwd: '/repo',
  version: '2.1.329',
};

function lineOf(value: object): TranscriptLine {
  const parsed = parseTranscriptLine(JSON.stringify(value));
  if (parsed.kind === 'malformed') throw new Error(parsed.reason);
  return parsed.line;
}

const bodyOf = (value: object): LineBody => lineOf({ ...ENVELOPE, ...value }).body;
const user = (content: unknown, beside: object = {}) =>
  bodyOf({ type: 'user', message: { role: 'user', content }, ...beside });
const assistant = (content: unknown, message: object = {}, beside: object = {}) =>
  bodyOf({ type: 'assistant', message: { id: 'm1', content, ...message }, ...beside });
const result = (content: unknown, isError: boolean, beside: object = {}) => {
  const body = user(
    [{ type: 'tool_result', tool_use_id: 't1', content, is_error: isError }],
    beside,
  );
  if (body.kind !== 'tool_results') throw new Error(body.kind);
  return body.results[0];
};

describe('the lines of the real client', () => {
  it.each(SAMPLE_RUNS)('are all known: %s', (run) => {
    const lines = sampleFiles(run).flatMap((path) => linesOf(join(sampleFolder(run), path)));
    expect(lines.length).toBeGreaterThan(0);
    for (const text of lines) {
      const { uuid, type } = JSON.parse(text) as { uuid?: string; type: string };
      const line = lineOf(JSON.parse(text) as object);
      expect(line.body.kind, text).not.toBe('unknown');
      expect(line).toMatchObject({ uuid: uuid ?? null, type });
      if (line.uuid !== null) expect(line.timestamp).not.toBeNull();
    }
  });
});

describe('what lines share', () => {
  it('is read as it stands', () => {
    const sent = {
      ...ENVELOPE,
      type: 'system',
      subtype: 'local_command',
      agentId: 'a1',
      promptId: 'p1',
      gitBranch: 'main',
      entrypoint: 'sdk-cli',
      forkedFrom: { sessionId: 's0', messageUuid: 'u1' },
      isMeta: true,
    };
    const { body: _body, ...line } = lineOf(sent);
    expect(line).toEqual({
      type: 'system',
      subtype: 'local_command',
      uuid: 'u1',
      parentUuid: 'u0',
      timestamp: '2026-11-21T09:00:00.000Z',
      sessionId: 's1',
      agentId: 'a1',
      promptId: 'p1',
      cwd: '/repo',
      gitBranch: 'main',
      clientVersion: '2.1.329',
      entrypoint: 'sdk-cli',
      forkedFrom: { sessionId: 's0', uuid: 'u1' },
      isMeta: true,
    });
  });

  it('has what came before a compaction as parent', () => {
    const line = lineOf({ ...ENVELOPE, type: 'system', parentUuid: null, logicalParentUuid: 'u9' });
    expect(line.parentUuid).toBe('u9');
  });

  it.each(['../../etc', 'a/b', 'x'.repeat(201), 7, '', null, { id: 'x' }])(
    'leaves out an id that is none: %j',
    (id) => {
      const line = lineOf({ ...ENVELOPE, sessionId: id, agentId: id, parentUuid: id });
      expect(line).toMatchObject({ sessionId: null, agentId: null, parentUuid: null });
      expect(lineOf({ ...ENVELOPE, sessionId: 'a:b' }).sessionId).toBeNull();
    },
  );

  it('gives a line with an unusable id another one, always the same', () => {
    const [one, again, other] = ['../x', '../x', '../y'].map(
      (uuid) => lineOf({ ...ENVELOPE, uuid }).uuid,
    );
    expect(one).toMatch(/^unusable-\w+$/);
    expect(again).toBe(one);
    expect(other).not.toBe(one);
  });

  it.each(['soon', '', 12, null, '+275760-09-13T00:00:00.001Z', '-000001-01-01T00:00:00Z'])(
    'has no time when it is none: %j',
    (timestamp) => {
      expect(lineOf({ ...ENVELOPE, timestamp }).timestamp).toBeNull();
    },
  );
});

describe('a prompt', () => {
  it('says who it comes from', () => {
    expect(user('fix it', { origin: { kind: 'human' }, turnOrigin: 'sdk' })).toEqual({
      kind: 'prompt',
      text: 'fix it',
      origin: 'human',
      isSummary: false,
    });
    expect(user('x', { turnOrigin: 'task_notification' })).toMatchObject({
      origin: 'task-notification',
    });
    expect(user('x')).toMatchObject({ origin: null });
  });

  it('has notes of type and size in the place of images and documents', () => {
    const data = 'QUJD'.repeat(100);
    const body = user([
      { type: 'text', text: 'look' },
      { type: 'image', source: { type: 'base64', media_type: 'image/png', data } },
      { type: 'document', source: { type: 'base64', media_type: 'application/pdf', data } },
    ]);
    expect(body).toMatchObject({
      kind: 'prompt',
      text: 'look\n[image: image/png, 300 bytes]\n[document: application/pdf, 300 bytes]',
    });
  });

  it.each([
    ['<command-name>/compact</command-name>\n <command-args>note this</command-args>', 'command'],
    ['<bash-input>ls -l</bash-input>', 'bash'],
    ['<task-notification>\n<task-id>a</task-id>', 'task-notification'],
  ])('tells by its form who it comes from, where nothing else does: %s', (text, origin) => {
    expect(user(text)).toEqual({ kind: 'prompt', text, origin, isSummary: false });
    expect(user(text, { origin: { kind: 'human' } })).toMatchObject({ text, origin: 'human' });
  });

  it('is none when a command printed it, or the client added it', () => {
    expect(user('<local-command-stdout>done</local-command-stdout>')).toEqual({
      kind: 'notice',
      text: 'done',
    });
    expect(user('<bash-stdout>a</bash-stdout><bash-stderr>b</bash-stderr>')).toEqual({
      kind: 'notice',
      text: 'ab',
    });
    expect(user('<local-command-caveat>Caveat</local-command-caveat>')).toEqual({
      kind: 'notice',
      text: '',
    });
    expect(user('added', { isMeta: true })).toEqual({ kind: 'notice', text: 'added' });
  });

  it('may be a summary', () => {
    expect(user('This session is continued', { isCompactSummary: true })).toMatchObject({
      kind: 'prompt',
      isSummary: true,
    });
  });

  it('may have been queued, and taken in by a running turn', () => {
    const line = (commandMode: string) =>
      lineOf({
        ...ENVELOPE,
        type: 'attachment',
        attachment: { type: 'queued_command', prompt: 'and this', commandMode },
      });
    expect(line('prompt')).toMatchObject({
      subtype: 'queued_prompt',
      body: { kind: 'notice', text: 'and this' },
    });
    expect(line('task-notification').subtype).toBe('queued_command');
  });
});

describe('Esc', () => {
  it.each(['[Request interrupted by user]', '[Request interrupted by user for tool use]'])(
    'is known by its text: %s',
    (text) => {
      expect(user([{ type: 'text', text }])).toEqual({
        kind: 'interrupt',
        text,
        interruptedUuid: null,
      });
    },
  );

  it('is known by what it broke off', () => {
    expect(user('', { interruptedMessageId: 'u7' })).toEqual({
      kind: 'interrupt',
      text: '',
      interruptedUuid: 'u7',
    });
  });
});

describe('what a tool gave back', () => {
  it('has its text, its length, and what the client measured', () => {
    expect(
      result(
        [
          { type: 'text', text: 'äb' },
          { type: 'tool_reference', tool_name: 'Glob' },
        ],
        false,
        {
          toolUseResult: { durationMs: 12, agentId: 'a1', isAsync: true },
        },
      ),
    ).toEqual({
      toolUseId: 't1',
      status: 'success',
      text: 'äb\n[tool: Glob]',
      bytes: 16,
      durationMs: 12,
      startedAgentId: 'a1',
      isAsync: true,
    });
    expect(result('x', false, { toolUseResult: { durationSeconds: 1.5 } })?.durationMs).toBe(1_500);
    expect(result(null, false)).toMatchObject({ text: '', bytes: 0, status: 'success' });
  });

  it('tells failures, without the tags around them', () => {
    expect(result('<tool_use_error>No such tool</tool_use_error>', true)).toMatchObject({
      status: 'failure',
      text: 'No such tool',
    });
    expect(result('Exit code 3', true, { toolUseResult: 'Error: Exit code 3' })?.status).toBe(
      'failure',
    );
  });

  const REFUSED = "The user doesn't want to proceed with this tool use. The tool use was rejected";

  it.each([
    ['user-rejected', { toolDenialBeforeRun: true }, 'denied'],
    ['user-rejected', { permissionDecision: { decision: 'reject' } }, 'denied'],
    // Esc while it ran.
    ['user-rejected', {}, 'cancelled'],
    ['user-rejected', { permissionDecision: { decision: 'accept' } }, 'cancelled'],
    // A client that doesn't say whether it ran.
    ['user-rejected', { version: '2.1.205' }, 'denied'],
    ['permission-rule', {}, 'denied'],
    ['automode-unavailable', {}, 'denied'],
    ['interrupted', {}, 'cancelled'],
    ['cancelled', {}, 'cancelled'],
  ])('tells what was refused from what was broken off: %s %j', (toolDenialKind, beside, status) => {
    expect(result(REFUSED, true, { toolDenialKind, ...beside })?.status).toBe(status);
  });

  it.each([
    [REFUSED, 'denied'],
    ['Permission to use Bash with command rm has been denied.', 'denied'],
    ["Claude requested permissions to use Bash, but you haven't granted it yet.", 'denied'],
    ['[Request interrupted by user for tool use]', 'cancelled'],
    ['Exit code 1', 'failure'],
  ])('of older clients is known by its words: %s', (text, status) => {
    expect(result(text, true, { version: '1.0.80' })?.status).toBe(status);
    expect(result(text, false, { version: '1.0.80' })?.status).toBe('success');
  });

  it('was broken off when the tool says so', () => {
    expect(result('half', false, { toolUseResult: { interrupted: true } })?.status).toBe(
      'cancelled',
    );
  });

  it('has no share in what stands beside several results', () => {
    const body = user(
      ['t1', 't2'].map((id) => ({ type: 'tool_result', tool_use_id: id, content: 'x' })),
      { toolUseResult: { durationMs: 9 }, toolDenialKind: 'interrupted' },
    );
    expect(body).toMatchObject({
      results: [
        { toolUseId: 't1', durationMs: null, status: 'success' },
        { toolUseId: 't2', durationMs: null, status: 'success' },
      ],
    });
  });
});

describe('an answer', () => {
  const USAGE = {
    input_tokens: 3,
    output_tokens: 40,
    cache_creation_input_tokens: 10,
    cache_read_input_tokens: 500,
    cache_creation: { ephemeral_5m_input_tokens: 20, ephemeral_1h_input_tokens: 5 },
    output_tokens_details: { thinking_tokens: 7 },
    server_tool_use: { web_search_requests: 2, web_fetch_requests: 1 },
    speed: 'standard',
    service_tier: 'standard',
    inference_geo: '',
  };

  it('keeps text, thinking and calls apart', () => {
    const body = assistant(
      [
        { type: 'thinking', thinking: 'hm', signature: 'sig' },
        { type: 'redacted_thinking', data: 'xyz' },
        { type: 'text', text: 'I look.' },
        { type: 'tool_use', id: 't1', name: 'Bash', input: { command: 'ls' } },
      ],
      { model: 'claude-opus-5-5', usage: USAGE, stop_reason: 'tool_use' },
      { requestId: 'r1' },
    );
    expect(body).toEqual({
      kind: 'answer',
      messageId: 'm1',
      requestId: 'r1',
      model: 'claude-opus-5-5',
      isSynthetic: false,
      text: 'I look.',
      thinking: 'hm\n[redacted thinking]',
      toolUses: [{ id: 't1', name: 'Bash', input: { command: 'ls' }, isServer: false }],
      usage: {
        inputTokens: 3,
        outputTokens: 40,
        cacheReadTokens: 500,
        cacheWriteTokens: 25,
        cacheWrite1hTokens: 5,
        thinkingTokens: 7,
        webSearchRequests: 2,
        webFetchRequests: 1,
        speed: 'standard',
        serviceTier: 'standard',
        inferenceGeo: null,
      },
      stopReason: 'tool_use',
      apiError: null,
    });
  });

  it('tells tools of the server from those of the client', () => {
    const body = assistant([
      { type: 'server_tool_use', id: 'srv1', name: 'web_search', input: { query: 'q' } },
      {
        type: 'web_search_tool_result',
        tool_use_id: 'srv1',
        content: [
          { type: 'web_search_result', title: 'T', url: 'https://x', encrypted_content: 'E' },
        ],
      },
    ]);
    expect(body).toMatchObject({
      toolUses: [{ id: 'srv1', isServer: true }],
      text: '',
      serverResults: [{ toolUseId: 'srv1', status: 'success', text: 'T · https://x', bytes: 14 }],
    });
    const error = { type: 'web_search_tool_result_error', error_code: 'max_uses_exceeded' };
    expect(
      assistant([{ type: 'web_search_tool_result', tool_use_id: 'srv1', content: error }]),
    ).toMatchObject({ serverResults: [{ status: 'failure', text: 'max_uses_exceeded' }] });
  });

  it("is the client's own when it is synthetic, and an error only when it says so", () => {
    const text = [{ type: 'text', text: 'No response requested.' }];
    expect(assistant(text, { model: '<synthetic>' })).toMatchObject({
      model: null,
      isSynthetic: true,
      apiError: null,
    });
    const failed = { isApiErrorMessage: true, error: 'rate_limit' };
    expect(assistant(text, { model: '<synthetic>' }, failed)).toMatchObject({
      apiError: 'rate_limit',
    });
    expect(assistant(text, {}, { isApiErrorMessage: true })).toMatchObject({ apiError: 'unknown' });
  });

  it('has no figures that are none', () => {
    expect(
      assistant('x', { usage: { input_tokens: -1, output_tokens: 'many', cache_creation: 3 } }),
    ).toMatchObject({ text: 'x', usage: { inputTokens: 0, outputTokens: 0, cacheWriteTokens: 0 } });
    expect(assistant('x')).toMatchObject({ usage: null });
  });
});

describe('the client', () => {
  const system = (subtype: string, beside: object) =>
    bodyOf({ type: 'system', subtype, ...beside });

  it('tells of compactions, errors and the end of a turn', () => {
    const compactMetadata = { trigger: 'auto', preTokens: 9, postTokens: 2, durationMs: 5 };
    expect(system('compact_boundary', { compactMetadata })).toEqual({
      kind: 'compaction',
      ...compactMetadata,
    });
    const error = { formatted: '429 slow down', status: 429 };
    expect(system('api_error', { error, retryAttempt: 2 })).toEqual({
      kind: 'api_error',
      text: '429 slow down',
      status: 429,
      retryAttempt: 2,
    });
    expect(system('turn_duration', { durationMs: 715 })).toEqual({
      kind: 'turn_end',
      durationMs: 715,
    });
    expect(system('stop_hook_summary', { hookErrors: ['bad', 1] })).toEqual({
      kind: 'notice',
      text: 'bad',
    });
    expect(system('news', { content: 'hello' })).toEqual({ kind: 'notice', text: 'hello' });
  });

  it('adds attachments: its own long ones are kept without text', () => {
    const attachment = (value: object) => bodyOf({ type: 'attachment', attachment: value });
    expect(attachment({ type: 'prompt_snapshot', systemPrompt: ['long'] })).toEqual({
      kind: 'notice',
      text: '',
    });
    expect(attachment({ type: 'file', filename: '/a.ts', content: { text: 'all of it' } })).toEqual(
      {
        kind: 'notice',
        text: '/a.ts',
      },
    );
    expect(
      attachment({ type: 'hook_blocking_error', blockingError: { blockingError: 'no' } }),
    ).toEqual({ kind: 'notice', text: 'no' });
    expect(attachment({ type: 'model', identity: { modelId: 'claude-haiku-5-5' } })).toEqual({
      kind: 'model',
      model: 'claude-haiku-5-5',
    });
    expect(attachment({ type: 'constructor' })).toEqual({ kind: 'notice', text: '' });
  });

  it.each([
    [{ type: 'custom-title', customTitle: 'mine' }, 'user'],
    [{ type: 'ai-title', aiTitle: 'mine' }, 'client'],
    [{ type: 'agent-name', agentName: 'mine' }, 'client'],
    [{ type: 'summary', summary: 'mine', leafUuid: 'u1' }, 'client'],
  ])('gives titles: %j', (line, by) => {
    expect(lineOf(line).body).toEqual({ kind: 'title', title: 'mine', by });
  });

  it('counts for itself', () => {
    const modelUsage = { 'claude-opus-5-5': { inputTokens: 3 } };
    const line = {
      type: 'cost-state',
      totalCostUSD: 0.5,
      startTime: 1_795_254_134_143,
      modelUsage,
    };
    expect(lineOf(line).body).toEqual({
      kind: 'cost_state',
      costUsd: 0.5,
      startMs: 1_795_254_134_143,
      usage: modelUsage,
    });
  });

  it('may write what nobody knows yet', () => {
    const line = { type: 'novelty', value: [1] };
    expect(lineOf(line).body).toEqual({ kind: 'unknown', value: line });
    expect(lineOf(line).uuid).toMatch(/^line-\w+$/);
    expect(lineOf({ ...line, value: [2] }).uuid).not.toBe(lineOf(line).uuid);
    expect(lineOf({ ...line, uuid: 'u1' }).uuid).toBe('u1');
    expect(lineOf({})).toMatchObject({ type: 'unknown', body: { kind: 'unknown' } });
  });
});

describe('what is no line', () => {
  it.each([
    ['{"type":"user"', 'not valid JSON'],
    ['', 'not valid JSON'],
    ['[]', 'not a JSON object'],
    ['null', 'not a JSON object'],
    ['"text"', 'not a JSON object'],
  ])('is malformed, without its text: %s', (text, reason) => {
    expect(parseTranscriptLine(text)).toEqual({ kind: 'malformed', reason });
  });

  it('never throws, whatever stands in a field', () => {
    const types = fc.constantFrom(
      'user',
      'assistant',
      'system',
      'attachment',
      'cost-state',
      'ai-title',
      'novelty',
    );
    const blocks = fc.constantFrom('text', 'tool_use', 'tool_result', 'image', 'thinking', 'x');
    const fields = fc.dictionary(
      fc.constantFrom(
        ...['uuid', 'sessionId', 'timestamp', 'forkedFrom', 'toolUseResult', 'isMeta', 'error'],
        ...[
          'message',
          'content',
          'attachment',
          'subtype',
          'compactMetadata',
          '__proto__',
          'version',
        ],
      ),
      fc.jsonValue(),
    );
    const block = fc.record({ type: blocks, id: fc.jsonValue(), content: fc.jsonValue() });
    const message = fc.record({ content: fc.array(block), usage: fc.jsonValue() });
    fc.assert(
      fc.property(types, fields, message, fc.boolean(), (type, value, wrapped, isWrapped) => {
        const line = { ...value, type, ...(isWrapped ? { message: wrapped } : {}) };
        expect(lineOf(line).type).toBe(type);
      }),
    );
  });

  it('may be nested without end', () => {
    const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
    for (const text of [
      `{"type":"user","uuid":${deep},"message":${deep},"toolUseResult":${deep}}`,
      `{"type":"user","message":{"content":[{"type":"tool_result","tool_use_id":"t","content":${deep}}]}}`,
      `{"type":"assistant","message":{"content":[{"type":"tool_use","id":"t","name":"X","input":{"a":${deep}}}]}}`,
      `{"type":"novelty","value":${deep}}`,
    ]) {
      expect(parseTranscriptLine(text).kind).toBe('line');
    }
  });
});
