import { describe, expect, it } from 'vitest';
import { makeEvent } from './events.js';
import { makeStage } from './play.js';

const P1 = { promptId: 'p1' };
const tool = (hookType: string, seconds: number, id: string, input = {}, payload = {}) =>
  makeEvent(hookType, seconds, {
    ...P1,
    toolUseId: id,
    toolName: 'Edit',
    payload: { tool_use_id: id, tool_input: input, ...payload },
  });
const prompt = (seconds: number, text: string) =>
  makeEvent('UserPromptSubmit', seconds, { ...P1, payload: { prompt: text } });
const compaction = () => makeEvent('PreCompact', 10, { ...P1, payload: { trigger: 'auto' } });
const edit = (hookType: string, seconds: number, id: string) =>
  tool(hookType, seconds, id, { file_path: `/${id}` });

function data(stage: ReturnType<typeof makeStage>): unknown {
  return JSON.parse(String(stage.row('SELECT data FROM checkpoints')?.['data']));
}

describe('a checkpoint', () => {
  const events = () => [
    prompt(1, 'earlier'),
    prompt(2, 'later'),
    edit('PreToolUse', 3, 'done'),
    edit('PostToolUse', 4, 'done'),
    edit('PreToolUse', 5, 'open'),
    compaction(),
  ];
  const expected = {
    prompt: 'later',
    openCalls: [{ toolUseId: 'open', toolName: 'Edit', agentId: null, summary: '/open' }],
    filesTouched: ['/done', '/open'],
  };

  it('keeps prompt, open calls and files of the time of the compaction', () => {
    const stage = makeStage();
    stage.play(...events());
    expect(data(stage)).toEqual(expected);
    expect(stage.row('SELECT task_id, name, state, created_at FROM checkpoints')).toEqual({
      task_id: '11111111-2222-4333-8444-555555555555',
      name: 'compaction',
      state: 'compacting',
      created_at: '2026-11-21T09:00:10.000Z',
    });
  });

  it('is the same when what was before it is told after it', () => {
    const stage = makeStage();
    stage.play(...events().reverse());
    expect(data(stage)).toEqual(expected);
  });

  it('learns of a call that began before it from its end after it', () => {
    const stage = makeStage();
    stage.play(
      compaction(),
      tool('PostToolUse', 12, 'late', { file_path: '/l' }, { duration_ms: 5_000 }),
    );
    expect(data(stage)).toMatchObject({
      openCalls: [{ toolUseId: 'late' }],
      filesTouched: ['/l'],
    });
  });

  it('knows nothing of what came after it, nor of other sessions', () => {
    const stage = makeStage();
    stage.play(
      compaction(),
      prompt(11, 'next'),
      edit('PreToolUse', 12, 'next'),
      { ...prompt(3, 'elsewhere'), sessionId: 'other' },
      { ...edit('PreToolUse', 4, 'elsewhere'), sessionId: 'other' },
    );
    expect(data(stage)).toEqual({ prompt: null, openCalls: [], filesTouched: [] });
  });

  it('is made again by each compaction', () => {
    const stage = makeStage();
    stage.play(compaction(), makeEvent('PreCompact', 20, P1));
    expect(stage.rows('SELECT id FROM checkpoints')).toHaveLength(2);
  });
});
