import type { HookEvent, JsonObject } from '@spoor/core';
import { describe, expect, it } from 'vitest';
import { makeEvent } from './events.js';
import { makeStage } from './play.js';

const P1 = { promptId: 'p1' };
const P2 = { promptId: 'p2' };
const INSIDE = { agentId: 'a1', agentType: 'Explore' };
const OTHER = { agentId: 'a2', agentType: 'Explore' };

function call(hookType: string, seconds: number, payload: JsonObject = {}, fields = {}) {
  return makeEvent(hookType, seconds, {
    ...P1,
    toolUseId: 't1',
    toolName: 'Bash',
    ...fields,
    payload,
  });
}
const pre = (seconds: number, fields = {}) => call('PreToolUse', seconds, {}, fields);
const post = (seconds: number, payload: JsonObject = {}, fields = {}) =>
  call('PostToolUse', seconds, payload, fields);
const failed = (seconds: number) => call('PostToolUseFailure', seconds, { error: 'no' });
const denied = (seconds: number) => call('PermissionDenied', seconds, { reason: 'never' });
const stop = (seconds: number, fields: Partial<HookEvent> = P1) =>
  makeEvent('Stop', seconds, fields);

describe('status of a tool call', () => {
  it.each<[string, HookEvent[], string]>([
    ['only begun', [pre(1)], 'running'],
    ['answered', [pre(1), post(2)], 'success'],
    ['answered, its begin unknown', [post(2)], 'success'],
    ['failed', [pre(1), failed(2)], 'failure'],
    ['denied', [pre(1), denied(2)], 'denied'],
    ['denied before a stop', [pre(1), denied(2), stop(3)], 'denied'],
    ['answered before a stop', [pre(1), post(2), stop(3)], 'success'],
    ['failed before an end', [pre(1), failed(2), makeEvent('SessionEnd', 3)], 'failure'],
    ['stopped', [pre(1), stop(2)], 'cancelled'],
    ['stopped by a failed stop', [pre(1), makeEvent('StopFailure', 2, P1)], 'cancelled'],
    ['stopped, the stop told first', [stop(2), pre(1)], 'cancelled'],
    ['begun after the stop', [stop(1), pre(2)], 'running'],
    ['answered after its stop', [pre(1), stop(2), post(3)], 'success'],
    ['failed after its stop', [pre(1), stop(2), failed(3)], 'failure'],
    ['denied after its stop', [pre(1), stop(2), denied(3)], 'denied'],
    ['failed after it was answered', [pre(1), post(2), failed(3)], 'failure'],
    ['answered after it failed, told first', [post(3), failed(2), pre(1)], 'success'],
    ['at the stop of another prompt', [pre(1), stop(2, P2)], 'running'],
    ['at a stop without a prompt', [pre(1), stop(2, {})], 'running'],
    ['at the stop of a subagent', [pre(1), makeEvent('SubagentStop', 2, INSIDE)], 'running'],
    ['at the next prompt', [pre(1), makeEvent('UserPromptSubmit', 2, P2)], 'cancelled'],
    ['at more of its own prompt', [pre(1), makeEvent('UserPromptSubmit', 2, P1)], 'running'],
    ['at the end', [pre(1), makeEvent('SessionEnd', 2)], 'cancelled'],
    ['at an end before it', [pre(3), makeEvent('SessionEnd', 2)], 'running'],
    [
      'at the end of another session',
      [pre(1), makeEvent('SessionEnd', 2, { sessionId: 'other' })],
      'running',
    ],
    ['inside, at the main stop', [pre(1, INSIDE), stop(2)], 'running'],
    [
      'inside, at its own stop',
      [pre(1, INSIDE), makeEvent('SubagentStop', 2, INSIDE)],
      'cancelled',
    ],
    ['inside, at its failure', [pre(1, INSIDE), makeEvent('StopFailure', 2, INSIDE)], 'cancelled'],
    [
      'inside, at the stop of another',
      [pre(1, INSIDE), makeEvent('SubagentStop', 2, OTHER)],
      'running',
    ],
    [
      'inside, at the next prompt',
      [pre(1, INSIDE), makeEvent('UserPromptSubmit', 2, P2)],
      'running',
    ],
    ['inside, at the end', [pre(1, INSIDE), makeEvent('SessionEnd', 2)], 'cancelled'],
  ])('%s', (_name, events, status) => {
    const { play, rows } = makeStage();
    play(...events);
    expect(rows('SELECT status FROM tool_calls')).toEqual([{ status }]);
  });

  it('is cancelled at the first of the events that say so', () => {
    const { play, row } = makeStage();
    play(pre(1), makeEvent('SessionEnd', 9), makeEvent('UserPromptSubmit', 5, P2));
    play(makeEvent('Stop', 3, P1));
    expect(row('SELECT status, completed_at, duration_ms FROM tool_calls')).toEqual({
      status: 'cancelled',
      completed_at: '2026-11-21T09:00:03.000Z',
      duration_ms: 2_000,
    });
  });
});

describe('times of a tool call', () => {
  it.each<[string, HookEvent[], string | null, string | null, number | null]>([
    ['only begun', [pre(1)], '01.000', null, null],
    ['ours', [pre(1), post(3.5)], '01.000', '03.500', 2_500],
    ["the client's", [pre(1), post(3, { duration_ms: 1_234 })], '01.000', '03.000', 1_234],
    ["the client's, rounded", [pre(1), post(3, { duration_ms: 10.6 })], '01.000', '03.000', 11],
    ['a late begin', [pre(2.9), post(3, { duration_ms: 2_000 })], '01.000', '03.000', 2_000],
    ['no begin', [post(3, { duration_ms: 2_000 })], '01.000', '03.000', 2_000],
    ['no begin, no duration', [post(3)], '03.000', '03.000', null],
    ['two begins', [pre(2), pre(1), post(3)], '01.000', '03.000', 2_000],
    ['a negative duration', [pre(1), post(3, { duration_ms: -5 })], '01.000', '03.000', 2_000],
    ['no time at all', [pre(1), post(3, { duration_ms: 1e300 })], '01.000', '03.000', 2_000],
    ['a text', [pre(1), post(3, { duration_ms: 'long' })], '01.000', '03.000', 2_000],
  ])('%s', (_name, events, from, to, durationMs) => {
    const { play, rows } = makeStage();
    play(...events);
    const at = (seconds: string | null) => seconds && `2026-11-21T09:00:${seconds}Z`;
    expect(rows('SELECT started_at, completed_at, duration_ms FROM tool_calls')).toEqual([
      { started_at: at(from), completed_at: at(to), duration_ms: durationMs },
    ]);
    expect(rows(`SELECT error_message FROM hook_executions WHERE status <> 'success'`)).toEqual([]);
  });
});

describe('what a tool call is about', () => {
  it.each<[string, string, JsonObject, string | null, string | null]>([
    ['a command', 'Bash', { command: 'ls -l', description: 'List' }, 'ls -l', null],
    ['lines', 'Bash', { command: 'a\n  b\t c ' }, 'a b c', null],
    ['a file', 'Write', { file_path: '/a/b.ts', content: 'x' }, '/a/b.ts', '/a/b.ts'],
    ['a notebook', 'NotebookEdit', { notebook_path: '/n.ipynb' }, '/n.ipynb', '/n.ipynb'],
    ['a search', 'Grep', { pattern: 'foo', path: '/src' }, 'foo', null],
    ['a subagent', 'Agent', { prompt: 'Look', description: 'Find it' }, 'Find it', null],
    ['a subagent without description', 'Agent', { prompt: 'Look' }, 'Look', null],
    [
      'an address',
      'WebFetch',
      { url: 'https://a.example/', prompt: 'p' },
      'https://a.example/',
      null,
    ],
    ['a skill', 'Skill', { skill: 'review', args: 'x' }, 'review', null],
    ['an unknown tool', 'mcp__x__y', { query: 'q', other: 1 }, 'q', null],
    ['nothing told', 'mcp__x__y', { depth: 3 }, '{"depth":3}', null],
    ['no input', 'Bash', {}, null, null],
    ['a field of another type', 'Bash', { command: ['ls'] }, '{"command":["ls"]}', null],
    ['a name of every object', 'constructor', { command: 'ls' }, 'ls', null],
    ['the name of the prototype', '__proto__', { command: 'ls' }, 'ls', null],
  ])('%s', (_name, toolName, tool_input, summary, filePath) => {
    const { play, rows } = makeStage();
    play(call('PreToolUse', 1, { tool_input }, { toolName }));
    expect(rows('SELECT tool_name, summary, file_path FROM tool_calls')).toEqual([
      { tool_name: toolName, summary, file_path: filePath },
    ]);
  });

  it('is cut to a line, between characters', () => {
    const { play, row } = makeStage();
    const command = `${'x'.repeat(998)}😀${'y'.repeat(500)}`;
    play(call('PreToolUse', 1, { tool_input: { command } }));
    expect(row('SELECT summary FROM tool_calls')).toEqual({ summary: `${'x'.repeat(998)}…` });
  });

  it('has turn, agent, and the error as it is told', () => {
    const { play, row } = makeStage();
    play(pre(1, INSIDE), call('PostToolUseFailure', 2, { error: 'exit 1' }, INSIDE));
    expect(row('SELECT trace_id, agent_id, error FROM tool_calls')).toEqual({
      trace_id: '11111111-2222-4333-8444-555555555555:p1',
      agent_id: 'a1',
      error: 'exit 1',
    });
  });

  it.each<[string, HookEvent, string | null]>([
    ['of a failure', failed(2), 'no'],
    ['of a denial', denied(2), 'never'],
    ['of a success', post(2, { error: 3 }), null],
    [
      'that is long',
      call('PostToolUseFailure', 2, { error: 'e'.repeat(5_000) }),
      'e'.repeat(2_000),
    ],
    [
      'cut between characters',
      call('PostToolUseFailure', 2, { error: `${'e'.repeat(1_999)}😀 and more` }),
      'e'.repeat(1_999),
    ],
  ])('has the error %s', (_name, event, error) => {
    const { play, row } = makeStage();
    play(event);
    expect(row('SELECT error FROM tool_calls')).toEqual({ error });
  });

  it('is not recorded without an id', () => {
    const { play, rows } = makeStage();
    play(makeEvent('PreToolUse', 1, { ...P1, toolName: 'Bash' }));
    expect(rows('SELECT * FROM tool_calls')).toEqual([]);
  });
});
