import type { Invocation, SessionHistory, ToolCall } from '@spoor/storage';
import { describe, expect, it } from 'vitest';
import { startingCalls } from '../../src/present/starting-calls.js';

const at = (second: number) => `2026-11-21T09:00:0${second}.000Z`;

const call = (toolUseId: string, second: number, more: Partial<ToolCall> = {}) =>
  ({
    toolUseId,
    agentId: null,
    toolName: 'Agent',
    status: 'running',
    startedAt: at(second),
    ...more,
  }) as ToolCall;

const agent = (agentId: string, second: number, more: Partial<Invocation> = {}) =>
  ({
    id: agentId,
    agentId,
    toolUseId: null,
    outcome: null,
    startedAt: at(second),
    ...more,
  }) as Invocation;

function pairs(toolCalls: ToolCall[], subagents: Invocation[]) {
  return Object.fromEntries(startingCalls({ toolCalls, subagents } as unknown as SessionHistory));
}

describe('the call that started a subagent', () => {
  it('is the only one that runs', () => {
    expect(pairs([call('c1', 1)], [agent('a', 2)])).toEqual({ a: 'c1' });
  });

  it('is found for one in another', () => {
    const calls = [call('inner', 3, { agentId: 'a' }), call('outer', 1)];
    expect(pairs(calls, [agent('b', 4), agent('a', 2)])).toEqual({ a: 'outer', b: 'inner' });
  });

  it('is the one that is left when the others are known', () => {
    const known = agent('a', 3, { toolUseId: 'c1' });
    expect(pairs([call('c1', 1), call('c2', 1)], [known, agent('b', 3)])).toEqual({ b: 'c2' });
  });

  it.each([
    ['two could have', [call('c1', 1), call('c2', 1)], [agent('a', 2), agent('b', 2)]],
    ['the call came later', [call('c1', 3)], [agent('a', 2)]],
    ['it is its own', [call('c1', 1, { agentId: 'a' })], [agent('a', 2)]],
    ['the call is over', [call('c1', 1, { status: 'success' })], [agent('a', 2)]],
    ['the call is another tool', [call('c1', 1, { toolName: 'Bash' })], [agent('a', 2)]],
    ['the subagent is over', [call('c1', 1)], [agent('a', 2, { outcome: 'success' })]],
  ] as const)('stays unknown when %s', (_, calls, subagents) => {
    expect(pairs([...calls], [...subagents])).toEqual({});
  });
});
