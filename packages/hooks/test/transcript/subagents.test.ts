import type { HookEvent, JsonObject } from '@spoor/core';
import { describe, expect, it } from 'vitest';
import type { TranscriptLine } from '../../src/transcript/line.js';
import { makeEvent } from '../record/events.js';
import { makeStage } from '../record/play.js';
import { metaOf } from './busy-transcript.js';
import { feed } from './feed.js';
import {
  answer,
  apiError,
  chain,
  INTERRUPT,
  makeLine,
  prompt,
  result,
  SESSION,
  timeAt,
  use,
} from './lines.js';

const P1 = { promptId: 'p1' };
const META = metaOf({ toolUseId: 't1', isFinished: false });

const inside = (uuid: string, seconds: number, body: TranscriptLine['body']) =>
  makeLine(uuid, seconds, body, { agentId: 'a1', ...P1 });
const task = inside('s1', 2, prompt('the task'));
const said = inside('s2', 4, answer('the report'));

const asked = makeLine('u1', 0, prompt('do it'), P1);
const call = makeLine('u2', 1, answer('', [use('t1', 'go', 'Agent')]));
const launched = makeLine(
  'u3',
  1.5,
  result('t1', 'success', { startedAgentId: 'a1', isAsync: true }),
  P1,
);
const notice = (status: string) => {
  const text = `<task-notification>\n<task-id>a1</task-id>\n<status>${status}</status>\n<summary>It ${status}</summary>\n</task-notification>`;
  return makeLine('u9', 9, prompt(text, { origin: 'task-notification' }), { promptId: 'p9' });
};
const stopped = makeEvent('SubagentStop', 4.2, {
  ...P1,
  agentId: 'a1',
  agentType: 'Explore',
  payload: { last_assistant_message: 'as the hook has it' },
});

interface Given {
  readonly events?: readonly HookEvent[];
  readonly main?: readonly TranscriptLine[];
  readonly own?: readonly TranscriptLine[];
  readonly meta?: typeof META;
}

function run({ events = [], main = [], own = [], meta = META }: Given) {
  const { db, play, rows } = makeStage();
  if (main.length > 0) feed(db, { lines: chain(...main) });
  if (own.length > 0) feed(db, { lines: chain(...own), agentId: 'a1', meta });
  play(...events);
  const all = rows('SELECT * FROM agent_invocations');
  expect(all.length).toBeLessThanOrEqual(1);
  return all[0];
}

describe('how a subagent came out', () => {
  const open = { outcome: null, completed_at: null };
  it.each<[string, Given, JsonObject]>([
    ['not yet', { own: [task] }, open],
    [
      'with its last answer',
      { own: [task, said] },
      {
        outcome: 'success',
        completed_at: timeAt(4),
        output_summary: 'the report',
        duration_ms: 2_000,
      },
    ],
    [
      'with an error of the API',
      { own: [task, inside('s2', 4, apiError('bad request'))] },
      { outcome: 'failure', completed_at: timeAt(4), error: 'bad request', output_summary: null },
    ],
    [
      'by Esc',
      { own: [task, inside('s2', 4, INTERRUPT)] },
      { outcome: 'partial', completed_at: timeAt(4) },
    ],
    [
      'finished without a last word',
      { own: [task], meta: metaOf({}) },
      { outcome: 'partial', completed_at: timeAt(2) },
    ],
    [
      'when the session ended',
      { own: [task], events: [makeEvent('SessionEnd', 8)] },
      { outcome: 'partial', completed_at: timeAt(8), origin: 'transcript' },
    ],
    [
      'when the session ended, long after its last word',
      { own: [task, said], events: [makeEvent('SessionEnd', 8)] },
      { outcome: 'success', completed_at: timeAt(4) },
    ],
    [
      'as the hook tells, which has it from the client',
      { own: [task, said], events: [stopped] },
      { outcome: 'success', completed_at: timeAt(4.2), output_summary: 'as the hook has it' },
    ],
    [
      'as the call tells that waited for it, its own file gone',
      {
        main: [
          asked,
          call,
          makeLine('u3', 5, result('t1', 'success', { startedAgentId: 'a1' }), P1),
        ],
      },
      { outcome: 'success', completed_at: timeAt(5), output_summary: 'success of t1' },
    ],
    [
      'as the call tells that failed with it',
      {
        main: [
          asked,
          call,
          makeLine('u3', 5, result('t1', 'failure', { startedAgentId: 'a1' }), P1),
        ],
      },
      { outcome: 'failure', error: 'failure of t1' },
    ],
    ['not with the call that launched it', { main: [asked, call, launched] }, open],
    [
      'as a notice tells',
      { main: [asked, call, launched, notice('completed')] },
      { outcome: 'success', completed_at: timeAt(9) },
    ],
    [
      'failed, as a notice tells',
      { main: [asked, call, launched, notice('failed')], own: [task] },
      { outcome: 'failure', error: 'It failed' },
    ],
    [
      'killed, as a notice tells',
      { main: [asked, call, launched, notice('killed')], own: [task] },
      { outcome: 'partial', completed_at: timeAt(9) },
    ],
  ])('%s', (_name, given, row) => {
    expect(run(given)).toMatchObject(row);
  });
});

describe('a subagent that transcripts tell of', () => {
  it('has what the client notes of it', () => {
    const meta = metaOf({ toolUseId: 't4', parentAgentId: 'a0', spawnDepth: 2 });
    expect(run({ own: [task, said], meta })).toMatchObject({
      agent: 'general-purpose',
      parent_agent_id: 'a0',
      tool_use_id: 't4',
      task_fragment: 'as noted',
      depth: 2,
      model: 'claude-haiku-5-5',
      trace_id: `${SESSION}:p1`,
      transcript_path: '/t/agent-a1.jsonl',
      started_at: timeAt(2),
      origin: 'transcript',
    });
  });

  it('keeps the type that hooks tell, and is one with theirs', () => {
    expect(run({ own: [task, said], events: [stopped] })).toMatchObject({
      agent: 'Explore',
      depth: 1,
      origin: 'both',
    });
  });

  it('has the model that answers when nothing is noted', () => {
    const { db, row } = makeStage();
    feed(db, { lines: chain(task, said), agentId: 'a1' });
    expect(row('SELECT model, depth FROM agent_invocations')).toEqual({
      model: 'claude-opus-5-5',
      depth: null,
    });
  });

  it('is none that a notice of a command names', () => {
    expect(run({ main: [asked, notice('completed')] })).toBeUndefined();
  });

  it('belongs to the turn of its call when its own lines name none', () => {
    const own = [
      { ...task, promptId: null },
      { ...said, promptId: null },
    ];
    expect(run({ main: [asked, call, launched], own })).toMatchObject({
      trace_id: `${SESSION}:p1`,
    });
  });
});
