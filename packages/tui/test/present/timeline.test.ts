import type { Invocation, SessionHistory, SessionOverview, ToolCall, Trace } from '@spoor/storage';
import { describe, expect, it } from 'vitest';
import { timelineOf } from '../../src/present/timeline.js';

const at = (second: number) => `2026-11-21T09:00:${String(second).padStart(2, '0')}.000Z`;

const turn = (id: string, second: number, more: Partial<Trace> = {}): Trace => ({
  id,
  projectId: null,
  taskId: 's',
  prompt: `prompt of ${id}`,
  startedAt: at(second),
  completedAt: null,
  success: true,
  durationMs: 5,
  tokenUsage: null,
  metadata: {},
  origin: 'hook',
  ...more,
});

const call = (toolUseId: string, second: number, more: Partial<ToolCall> = {}): ToolCall => ({
  sessionId: 's',
  toolUseId,
  traceId: 't1',
  agentId: null,
  toolName: 'Bash',
  summary: null,
  filePath: null,
  status: 'success',
  startedAt: at(second),
  completedAt: null,
  durationMs: 1,
  error: null,
  origin: 'hook',
  messageId: null,
  resultBytes: null,
  ...more,
});

const agent = (agentId: string, second: number, more: Partial<Invocation> = {}): Invocation => ({
  id: `invocation-${agentId}`,
  traceId: 't1',
  sessionId: 's',
  agentId,
  agent: 'Explore',
  parentAgentId: null,
  toolUseId: null,
  taskFragment: null,
  startedAt: at(second),
  completedAt: null,
  durationMs: 1,
  outcome: 'success',
  qualityScore: null,
  tokenUsage: null,
  outputSummary: null,
  error: null,
  transcriptPath: null,
  origin: 'hook',
  model: null,
  depth: null,
  ...more,
});

function history(
  parts: Partial<Omit<SessionHistory, 'session'>>,
  status: SessionOverview['status'] = 'idle',
): SessionHistory {
  const session = { id: 's', status } as SessionOverview;
  return { session, turns: [], toolCalls: [], subagents: [], ...parts };
}

function outline(of: SessionHistory): string[] {
  return timelineOf(of).map((n) => `${'  '.repeat(n.depth)}${n.key} ${n.status}`);
}

describe('timelineOf', () => {
  it('puts a subagent under the call that started it, and its calls under it', () => {
    const lines = outline(
      history({
        turns: [turn('t1', 1)],
        toolCalls: [
          call('a', 2),
          call('spawn', 3, { toolName: 'Agent' }),
          call('b', 5),
          call('inner', 4, { agentId: 'x' }),
        ],
        subagents: [agent('x', 4, { toolUseId: 'spawn' })],
      }),
    );
    expect(lines).toEqual([
      'turn:t1 success',
      '  call:a success',
      '  call:spawn success',
      '    agent:x success',
      '      call:inner success',
      '  call:b success',
    ]);
  });

  it('falls back to the parent agent, then to the turn', () => {
    const lines = outline(
      history({
        turns: [turn('t1', 1)],
        subagents: [
          agent('outer', 2, { toolUseId: 'never seen' }),
          agent('inner', 3, { parentAgentId: 'outer' }),
        ],
      }),
    );
    expect(lines).toEqual(['turn:t1 success', '  agent:outer success', '    agent:inner success']);
  });

  it('groups what belongs to no turn, where it began', () => {
    const lines = outline(
      history({
        turns: [turn('t1', 1), turn('t2', 9)],
        toolCalls: [call('a', 5, { traceId: null }), call('b', 4, { traceId: 'unknown' })],
      }),
    );
    expect(lines).toEqual([
      'turn:t1 success',
      'outside null',
      '  call:b success',
      '  call:a success',
      'turn:t2 success',
    ]);
  });

  it('loses no line when lines name each other as parents', () => {
    const lines = outline(
      history({
        toolCalls: [call('a', 1, { traceId: null, agentId: 'x' })],
        subagents: [
          agent('x', 1, { traceId: null, toolUseId: 'a' }),
          agent('y', 2, { traceId: null, parentAgentId: 'z' }),
          agent('z', 3, { traceId: null, parentAgentId: 'y' }),
        ],
      }),
    );
    expect(lines).toHaveLength(5);
  });

  it('keeps every line of ten thousand nested agents', () => {
    const subagents = Array.from({ length: 10_000 }, (_, i) =>
      agent(`x${i}`, 1, { parentAgentId: `x${i - 1}` }),
    );
    expect(timelineOf(history({ turns: [turn('t1', 1)], subagents }))).toHaveLength(10_001);
  });

  it('lays out a turn of two hundred thousand calls', () => {
    const toolCalls = Array.from({ length: 200_000 }, (_, i) => call(`c${i}`, 1));
    expect(timelineOf(history({ turns: [turn('t1', 1)], toolCalls }))).toHaveLength(200_001);
  });

  it.each([
    ['idle', 'interrupted', 'running', 'running'],
    ['abandoned', 'interrupted', 'interrupted', 'interrupted'],
    ['ended', 'interrupted', 'interrupted', 'interrupted'],
  ] as const)('says what is open in a session that is %s', (status, first, last, open) => {
    const lines = timelineOf(
      history(
        {
          turns: [turn('t1', 1, { success: null }), turn('t2', 2, { success: null })],
          toolCalls: [call('a', 3, { traceId: 't2', status: 'running', durationMs: null })],
          subagents: [agent('x', 4, { traceId: 't2', outcome: null })],
        },
        status,
      ),
    );
    expect(lines.map((line) => line.status)).toEqual([first, last, open, open]);
  });
});
