import { CounterStore } from '@spoor/storage';
import { describe, expect, it } from 'vitest';
import { makeEvent } from './events.js';
import { makeStage } from './play.js';

const SESSION = '11111111-2222-4333-8444-555555555555';
const P1 = { promptId: 'p1' };
const QUERY = `SELECT id, task_id, prompt, started_at, completed_at, success, duration_ms
  FROM execution_traces ORDER BY id`;
const prompt = (seconds: number, text: string, promptId = 'p1') =>
  makeEvent('UserPromptSubmit', seconds, { promptId, payload: { prompt: text } });

describe('turns', () => {
  it('are named by session and prompt, and open until a stop', () => {
    const { play, rows } = makeStage();
    play(prompt(1, 'Do it'));
    expect(rows(QUERY)).toEqual([
      {
        id: `${SESSION}:p1`,
        task_id: SESSION,
        prompt: 'Do it',
        started_at: '2026-11-21T09:00:01.000Z',
        completed_at: null,
        success: null,
        duration_ms: null,
      },
    ]);
  });

  it('end well with a stop, and later with a later one', () => {
    const { play, row } = makeStage();
    play(prompt(1, 'Do it'), makeEvent('Stop', 3, P1));
    expect(row(QUERY)).toMatchObject({ success: 1, duration_ms: 2_000 });
    play(makeEvent('Stop', 6, P1));
    expect(row(QUERY)).toMatchObject({ success: 1, duration_ms: 5_000 });
    play(makeEvent('Stop', 4, P1));
    expect(row(QUERY)).toMatchObject({ success: 1, duration_ms: 5_000 });
  });

  it('end badly with a failed stop, until a good one comes', () => {
    const { play, row } = makeStage();
    play(prompt(1, 'Do it'), makeEvent('StopFailure', 3, { ...P1, payload: { error: 'e' } }));
    expect(row(QUERY)).toMatchObject({ success: 0, duration_ms: 2_000 });
    play(makeEvent('Stop', 5, P1));
    expect(row(QUERY)).toMatchObject({ success: 1, duration_ms: 4_000 });
  });

  it('are not ended by their subagents', () => {
    const { play, row } = makeStage();
    const inside = { ...P1, agentId: 'a1', agentType: 'Explore' };
    play(prompt(1, 'Do it'), makeEvent('SubagentStop', 3, inside));
    play(makeEvent('StopFailure', 4, inside), makeEvent('Stop', 5, inside));
    expect(row(QUERY)).toMatchObject({ success: null, completed_at: null });
  });

  it('append what was typed while they ran, by the time of capture', () => {
    const { play, rows } = makeStage();
    play(prompt(5, 'third'), prompt(1, 'first'), prompt(3, 'second'), prompt(6, 'other', 'p2'));
    expect(rows(QUERY).map(({ prompt }) => prompt)).toEqual(['first\n\nsecond\n\nthird', 'other']);
  });

  it('have a prompt that two installs told once', () => {
    const { play, row } = makeStage();
    play(prompt(1, 'twice'), prompt(1.01, 'twice'));
    expect(row(QUERY)).toMatchObject({ prompt: 'twice' });
  });

  it('are there without a prompt when only their tools told of them', () => {
    const { play, row } = makeStage();
    play(makeEvent('PreToolUse', 2, { ...P1, toolUseId: 't1', toolName: 'Bash' }));
    expect(row(QUERY)).toMatchObject({ prompt: null, started_at: '2026-11-21T09:00:02.000Z' });
  });

  it('are not made by events without a prompt id, by a compaction, or by the session', () => {
    const { play, rows } = makeStage();
    play(
      makeEvent('UserPromptSubmit', 1, { payload: { prompt: 'text' } }),
      makeEvent('Stop', 2),
      makeEvent('SubagentStop', 3, { ...P1, agentId: 'c1', agentType: '' }),
      makeEvent('SessionEnd', 4, P1),
    );
    expect(rows(QUERY)).toEqual([]);
  });

  it('keep apart the same prompt id of two sessions', () => {
    const { play, rows } = makeStage();
    play(prompt(1, 'one'), { ...prompt(2, 'two'), sessionId: 'other' });
    expect(rows(QUERY).map(({ id }) => id)).toEqual([`${SESSION}:p1`, 'other:p1']);
  });
});

describe('rounds', () => {
  const stop = (seconds: number, message: string, fields = {}) =>
    makeEvent('Stop', seconds, { ...P1, ...fields, payload: { last_assistant_message: message } });

  it('count the distinct stops of the main agent', () => {
    const { play, row } = makeStage();
    const rounds = () => row(`SELECT value FROM counters WHERE name = 'rounds'`)?.['value'];
    play(stop(1, 'one'), stop(2, 'two'), stop(3, 'one', { promptId: 'p2' }));
    expect(rounds()).toBe(3);
    play(stop(3.01, 'one', { promptId: 'p2' }));
    expect(rounds()).toBe(3);
    play(stop(4, 'sub', { agentId: 'a1' }));
    play(makeEvent('SubagentStop', 5, { agentId: 'a1' }), makeEvent('StopFailure', 6, P1));
    expect(rounds()).toBe(3);
  });

  it('count on from 0 after a reset', () => {
    const { db, play, row } = makeStage();
    play(stop(1, 'one'), stop(2, 'two'));
    expect(new CounterStore(db).reset(SESSION, 'rounds')).toBe(true);
    play(stop(2.01, 'two'));
    expect(row('SELECT scope, name, value FROM counters')).toEqual({
      scope: SESSION,
      name: 'rounds',
      value: 0,
    });
    play(stop(3, 'three'), stop(4, 'four'));
    expect(new CounterStore(db).get(SESSION, 'rounds')).toBe(2);
  });
});
