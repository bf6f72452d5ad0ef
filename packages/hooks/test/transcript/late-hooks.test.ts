import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { HookEvent } from '@spoor/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRecorder, ingestSession } from '../../src/index.js';
import { makeEvent } from '../record/events.js';
import { SESSION, timeAt } from './lines.js';
import { dump, memoryStore, tempFolder } from './store.js';

const P1 = { promptId: 'p1' };
const P2 = { promptId: 'p2' };

const message = (uuid: string, parentUuid: string | null, seconds: number, fields: object) => ({
  uuid,
  parentUuid,
  timestamp: timeAt(seconds),
  sessionId: SESSION,
  version: '2.1.329',
  cwd: '/home/dev/repo',
  ...fields,
});

const said = (content: unknown, fields: object = {}) => ({
  type: 'user',
  message: { content },
  ...fields,
});

const answered = (id: string, content: object[], stop: string) => ({
  type: 'assistant',
  message: {
    id,
    model: 'claude-opus-5-5',
    content,
    stop_reason: stop,
    usage: { input_tokens: 3, output_tokens: 4 },
  },
});

const use = (id: string, name = 'Bash') => ({ type: 'tool_use', id, name, input: { command: id } });
const gave = (id: string, fields: object = {}) =>
  said([{ type: 'tool_result', tool_use_id: id, content: 'a file', ...fields }], P1);

/** A session that was killed in its second turn: a call, a turn and a subagent have no end. */
const MAIN = [
  message('u1', null, 1, said('do it', P1)),
  message('a1', 'u1', 2, answered('m1', [use('t1'), use('t2')], 'tool_use')),
  message('u2', 'a1', 4, gave('t1')),
  message('u3', 'u2', 5, gave('t2', { is_error: true })),
  message('a2', 'u3', 6, answered('m2', [{ type: 'text', text: 'done' }], 'end_turn')),
  message('u4', 'a2', 7, said('more', P2)),
  message('a3', 'u4', 8, answered('m3', [use('t3'), use('t4', 'Agent')], 'tool_use')),
];

const AGENT = [message('s1', null, 9, { ...said('look', P2), agentId: 'g1', isSidechain: true })];

/** The client’s own count behind the last message says goodbye. */
const GOODBYE = { type: 'cost-state', startTime: 1, totalCostUSD: 0.1, modelUsage: {} };

const call = (hookType: string, seconds: number, toolUseId: string, fields = P1, more = {}) =>
  makeEvent(hookType, seconds, {
    ...fields,
    toolUseId,
    toolName: 'Bash',
    payload: { tool_input: { command: toolUseId }, ...more },
  });

const EVENTS: readonly HookEvent[] = [
  makeEvent('SessionStart', 0, { payload: { source: 'startup' } }),
  makeEvent('UserPromptSubmit', 1, { ...P1, payload: { prompt: 'do it' } }),
  call('PreToolUse', 2.1, 't1'),
  call('PostToolUse', 3.9, 't1', P1, { duration_ms: 1_500 }),
  call('PreToolUse', 2.2, 't2'),
  makeEvent('Stop', 6.1, P1),
  makeEvent('UserPromptSubmit', 7, { ...P2, payload: { prompt: 'more' } }),
  call('PreToolUse', 8.1, 't3', P2),
];

const END = makeEvent('SessionEnd', 12, { payload: { reason: 'other' } });

const asText = (lines: readonly object[]) =>
  lines.map((line) => `${JSON.stringify(line)}\n`).join('');

function writeSession(isOver: boolean): string {
  const path = join(tempFolder(), `${SESSION}.jsonl`);
  writeFileSync(path, asText(isOver ? [...MAIN, GOODBYE] : MAIN));
  const agent = join(dirname(path), SESSION, 'subagents', 'agent-g1.jsonl');
  mkdirSync(dirname(agent), { recursive: true });
  writeFileSync(agent, asText(AGENT));
  return path;
}

const HOURS = 3_600_000;

/** All that is kept when hooks and the transcript come in an order; `null` is the transcript. */
function after(path: string, steps: readonly (HookEvent | null)[], nowMs: number) {
  const db = memoryStore();
  const recorder = createRecorder({ db });
  for (const step of steps) {
    if (step === null) ingestSession(db, path, { now: () => nowMs });
    else expect(recorder.record(step)).not.toHaveProperty('error');
  }
  return dump(db);
}

describe.each([
  ['that goes on', false, 1, EVENTS],
  ['that said goodbye, without the event', true, 1, EVENTS],
  ['that said goodbye', true, 1, [...EVENTS, END]],
  ['that was left long ago', false, 100, EVENTS],
  ['that was left long ago, and ended by the event', false, 100, [...EVENTS, END]],
])('a session %s', (_what, isOver, hours, events) => {
  it('is the same whether hooks or its transcript come first, or one amid the other', () => {
    const path = writeSession(isOver);
    const nowMs = Date.parse(timeAt(0)) + hours * HOURS;
    const expected = after(path, [...events, null], nowMs);
    expect(after(path, [null, ...events], nowMs)).toEqual(expected);
    const order = fc.shuffledSubarray([...events, null], { minLength: events.length + 1 });
    fc.assert(
      fc.property(order, fc.boolean(), (steps, isAgain) => {
        expect(after(path, isAgain ? [...steps, null] : steps, nowMs)).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  });

  it('has nothing twice', () => {
    const path = writeSession(isOver);
    const rows = after(path, [...events, null, ...events, null], Date.parse(timeAt(0)) + HOURS);
    const counts = Object.fromEntries(Object.entries(rows).map(([name, of]) => [name, of.length]));
    expect(counts).toMatchObject({
      sessions: 1,
      messages: MAIN.length + AGENT.length,
      token_usage: 3,
      execution_traces: 2,
      tool_calls: 4,
      agent_invocations: 1,
    });
  });
});
