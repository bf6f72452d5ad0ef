import type { JsonObject } from '@spoor/core';
import { describe, expect, it } from 'vitest';
import { makeEvent } from './events.js';
import { makeStage } from './play.js';

const SESSION = '11111111-2222-4333-8444-555555555555';
const P1 = { promptId: 'p1' };
const INSIDE = { ...P1, agentId: 'a1', agentType: 'Explore' };
const ENDING = `SELECT outcome, completed_at, duration_ms, error, output_summary, quality_score
  FROM agent_invocations`;
const begin = makeEvent('SubagentStart', 1, INSIDE);

function started(agentId: string, seconds: number, fields = {}, payload: JsonObject = {}) {
  return makeEvent('PostToolUse', seconds, {
    ...P1,
    toolUseId: `call-${agentId}`,
    toolName: 'Agent',
    ...fields,
    payload: {
      tool_input: { description: `Start ${agentId}`, subagent_type: 'Plan' },
      tool_response: { agentId },
      ...payload,
    },
  });
}

describe('the run of a subagent', () => {
  it('is open until something ends it', () => {
    const { play, rows } = makeStage();
    play(begin, makeEvent('Stop', 2, P1));
    expect(
      rows(`SELECT id, trace_id, session_id, agent_id, agent, started_at, completed_at,
      outcome, quality_score FROM agent_invocations`),
    ).toEqual([
      {
        id: `${SESSION}:a1`,
        trace_id: `${SESSION}:p1`,
        session_id: SESSION,
        agent_id: 'a1',
        agent: 'Explore',
        started_at: '2026-11-21T09:00:01.000Z',
        completed_at: null,
        outcome: null,
        quality_score: null,
      },
    ]);
  });

  it('succeeds with its stop', () => {
    const { play, row } = makeStage();
    play(
      begin,
      makeEvent('SubagentStop', 3, { ...INSIDE, payload: { last_assistant_message: 'Found' } }),
    );
    expect(row(ENDING)).toEqual({
      outcome: 'success',
      completed_at: '2026-11-21T09:00:03.000Z',
      duration_ms: 2_000,
      error: null,
      output_summary: 'Found',
      quality_score: null,
    });
  });

  it('fails with a failed stop of its own', () => {
    const { play, row } = makeStage();
    play(begin, makeEvent('StopFailure', 3, { ...INSIDE, payload: { error: 'server_error' } }));
    expect(row(ENDING)).toMatchObject({ outcome: 'failure', error: 'server_error' });
  });

  it('is partial when the session ends first, and is mended by a real end', () => {
    const { play, row } = makeStage();
    play(begin, makeEvent('SessionEnd', 4));
    expect(row(ENDING)).toMatchObject({ outcome: 'partial', duration_ms: 3_000 });
    play(makeEvent('SubagentStop', 5, INSIDE));
    expect(row(ENDING)).toMatchObject({ outcome: 'success', duration_ms: 4_000 });
    play(makeEvent('SessionEnd', 6));
    expect(row(ENDING)).toMatchObject({ outcome: 'success', duration_ms: 4_000 });
  });

  it('is partial too when it is heard of after the end', () => {
    const { play, row } = makeStage();
    play(makeEvent('SessionEnd', 4), begin);
    expect(row(ENDING)).toMatchObject({ outcome: 'partial', duration_ms: 3_000 });
  });

  it('is known by its tool calls alone', () => {
    const { play, row } = makeStage();
    play(makeEvent('PreToolUse', 2, { ...INSIDE, toolUseId: 't', toolName: 'Bash' }));
    expect(row('SELECT agent_id, agent FROM agent_invocations')).toEqual({
      agent_id: 'a1',
      agent: 'Explore',
    });
  });

  it('has no turn when none is told', () => {
    const { play, row } = makeStage();
    play(makeEvent('SubagentStart', 1, { agentId: 'a1', agentType: 'Explore' }));
    expect(row('SELECT trace_id FROM agent_invocations')).toEqual({ trace_id: null });
  });

  it('is none in a compaction', () => {
    const { play, rows } = makeStage();
    const compaction = { ...P1, agentId: 'c1', agentType: '', agentTranscriptPath: '/none' };
    play(makeEvent('SubagentStop', 1, compaction), makeEvent('StopFailure', 2, compaction));
    expect(rows('SELECT * FROM agent_invocations')).toEqual([]);
  });
});

describe('the call that started a subagent', () => {
  const LINKS = `SELECT agent_id, agent, parent_agent_id, tool_use_id, task_fragment, started_at
    FROM agent_invocations ORDER BY agent_id`;

  it('links it, and a nested one to its parent, in any order', () => {
    const { play, rows } = makeStage();
    play(
      started('a2', 5, { agentId: 'a1', agentType: 'Explore' }, { duration_ms: 1_000 }),
      makeEvent('SubagentStart', 4.1, { ...P1, agentId: 'a2', agentType: 'Explore' }),
      begin,
      started('a1', 6),
    );
    expect(rows(LINKS)).toEqual([
      {
        agent_id: 'a1',
        agent: 'Explore',
        parent_agent_id: null,
        tool_use_id: 'call-a1',
        task_fragment: 'Start a1',
        started_at: '2026-11-21T09:00:01.000Z',
      },
      {
        agent_id: 'a2',
        agent: 'Explore',
        parent_agent_id: 'a1',
        tool_use_id: 'call-a2',
        task_fragment: 'Start a2',
        started_at: '2026-11-21T09:00:04.000Z',
      },
    ]);
  });

  it('tells its type when nothing else does', () => {
    const { play, row } = makeStage();
    play(started('a1', 6));
    expect(row(LINKS)).toMatchObject({ agent: 'Plan' });
  });

  it.each<[string, JsonObject, object]>([
    ['a hostile id', { tool_response: { agentId: '../x y' } }, {}],
    ['a number', { tool_response: { agentId: 7 } }, {}],
    ['no object', { tool_response: 'agentId' }, {}],
    ['a tool of a server', { tool_response: { agentId: 'x' } }, { toolName: 'mcp__crm__agents' }],
  ])('is not seen in %s', (_name, payload, fields) => {
    const { play, rows } = makeStage();
    play(started('a1', 6, fields, payload));
    expect(rows(LINKS)).toEqual([]);
    expect(rows(`SELECT * FROM hook_executions WHERE status <> 'success'`)).toEqual([]);
  });

  it('may tell of a duration that is no time', () => {
    const { play, row } = makeStage();
    play(started('a1', 6, {}, { duration_ms: 1e300 }));
    expect(row(LINKS)).toMatchObject({ started_at: '2026-11-21T09:00:06.000Z' });
  });
});

describe('the transcript of a subagent', () => {
  const path = 'SELECT transcript_path FROM agent_invocations';

  it('is what its stop says', () => {
    const { play, row } = makeStage();
    play(makeEvent('SubagentStart', 1, { ...INSIDE, transcriptPath: '/p/s.jsonl' }));
    play(makeEvent('SubagentStop', 2, { ...INSIDE, agentTranscriptPath: '/else/agent.jsonl' }));
    expect(row(path)).toEqual({ transcript_path: '/else/agent.jsonl' });
  });

  it('lies beside that of the session otherwise', () => {
    const { play, row } = makeStage();
    play(makeEvent('SubagentStart', 1, { ...INSIDE, transcriptPath: '/p/s.jsonl' }));
    expect(row(path)).toEqual({ transcript_path: `/p/${SESSION}/subagents/agent-a1.jsonl` });
  });

  it('is not guessed without it', () => {
    const { play, row } = makeStage();
    play(begin);
    expect(row(path)).toEqual({ transcript_path: null });
  });
});
