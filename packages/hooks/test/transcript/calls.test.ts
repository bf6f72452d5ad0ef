import type { HookEvent, JsonObject } from '@spoor/core';
import { describe, expect, it } from 'vitest';
import type { TranscriptLine } from '../../src/transcript/line.js';
import { makeEvent } from '../record/events.js';
import { makeStage } from '../record/play.js';
import { type Batch, feed } from './feed.js';
import {
  answer,
  apiError,
  chain,
  INTERRUPT,
  makeLine,
  prompt,
  result,
  TURN_END,
  timeAt,
  use,
} from './lines.js';

const P1 = { promptId: 'p1' };
const P2 = { promptId: 'p2' };

const asked = makeLine('u1', 0, prompt('do it'), P1);
const calls = makeLine('u2', 1, answer('', [use('t1')]));
const next = makeLine('u9', 20, prompt('and then'), P2);

function call(hookType: string, seconds: number, payload: JsonObject = {}, fields = {}) {
  return makeEvent(hookType, seconds, {
    ...P1,
    toolUseId: 't1',
    toolName: 'Bash',
    ...fields,
    payload: { tool_input: { command: 'run t1' }, ...payload },
  });
}
const pre = call('PreToolUse', 1.1);
const post = call('PostToolUse', 3, { duration_ms: 1_500 });
const failed = call('PostToolUseFailure', 3, { error: 'no', is_interrupt: true });
const answered = (status: Parameters<typeof result>[1], seconds = 2) =>
  makeLine('u3', seconds, result('t1', status), P1);

function outcome(events: readonly HookEvent[], ...batches: readonly TranscriptLine[][]) {
  const { db, play, row } = makeStage();
  play(...events);
  for (const lines of batches) feed(db, { lines: chain(...lines) });
  return row(
    `SELECT status, origin, started_at, completed_at, duration_ms, error FROM tool_calls
     WHERE tool_use_id = 't1'`,
  );
}

describe('how a call came out', () => {
  it.each<[string, HookEvent[], TranscriptLine[], JsonObject]>([
    ['not yet', [], [asked, calls], { status: 'running', completed_at: null }],
    [
      'answered',
      [],
      [asked, calls, answered('success')],
      { status: 'success', duration_ms: 1_000 },
    ],
    [
      'failed a check, which no hook tells',
      [],
      [asked, calls, answered('failure')],
      { status: 'failure', error: 'failure of t1', origin: 'transcript' },
    ],
    [
      'denied by a rule, which no hook tells',
      [],
      [asked, calls, answered('denied')],
      { status: 'denied', error: 'denied of t1' },
    ],
    [
      'denied by the user, hooks know of the begin only',
      [pre],
      [asked, calls, answered('denied'), makeLine('u4', 2.1, INTERRUPT, P1)],
      { status: 'denied', origin: 'both', started_at: timeAt(1), completed_at: timeAt(2) },
    ],
    [
      'denied, hooks guess that it was broken off',
      [pre, makeEvent('UserPromptSubmit', 5, P2)],
      [asked, calls, answered('denied')],
      { status: 'denied', completed_at: timeAt(2) },
    ],
    [
      'Esc while it runs',
      [pre],
      [asked, calls, answered('cancelled'), makeLine('u4', 2.1, INTERRUPT, P1)],
      { status: 'cancelled', completed_at: timeAt(2), error: null },
    ],
    [
      'Esc, no result line',
      [],
      [asked, calls, makeLine('u4', 4, INTERRUPT, P1)],
      { status: 'cancelled', completed_at: timeAt(4) },
    ],
    [
      'answered, which hooks missed',
      [pre, makeEvent('Stop', 5, P1)],
      [asked, calls, answered('success')],
      { status: 'success', origin: 'both' },
    ],
    [
      'hooks have the better figures',
      [pre, post],
      [asked, calls, answered('success')],
      { status: 'success', started_at: timeAt(1.1), completed_at: timeAt(3), duration_ms: 1_500 },
    ],
    [
      'a failure to hooks, a stop to the transcript',
      [pre, failed],
      [asked, calls, answered('cancelled')],
      { status: 'cancelled', error: 'no' },
    ],
    [
      'a failure to both',
      [pre, failed],
      [asked, calls, answered('failure')],
      { status: 'failure' },
    ],
    [
      'a success to hooks stays one',
      [pre, post],
      [asked, calls, answered('failure')],
      { status: 'success' },
    ],
    [
      'the client was killed, and the session went on',
      [],
      [asked, calls, next],
      { status: 'cancelled', completed_at: timeAt(20) },
    ],
    [
      'the client was killed; what resumes says so under its own prompt',
      [],
      [asked, calls, makeLine('u8', 19, result('t1', 'cancelled'), P2), next],
      { status: 'cancelled', duration_ms: null },
    ],
    [
      'the API failed after it',
      [],
      [asked, calls, makeLine('u4', 4, apiError('overloaded'))],
      { status: 'cancelled', completed_at: timeAt(4) },
    ],
    [
      'the turn ended without it',
      [],
      [asked, calls, makeLine('u4', 4, TURN_END)],
      { status: 'cancelled', completed_at: timeAt(4) },
    ],
    [
      'hooks only',
      [pre, post],
      [],
      { status: 'success', origin: 'hook', duration_ms: 1_500, started_at: timeAt(1.1) },
    ],
  ])('%s', (_name, events, lines, row) => {
    expect(outcome(events, lines)).toMatchObject(row);
  });

  it('takes a real end above a note that it was broken off, told in either order', () => {
    const broken = makeLine('u8', 19, result('t1', 'cancelled'), P2);
    expect(outcome([], [asked, calls, answered('success'), broken])).toMatchObject({
      status: 'success',
    });
    expect(outcome([], [broken], [asked, calls, answered('success')])).toMatchObject({
      status: 'success',
    });
  });

  it('is a success for a call of the server, unless its result says otherwise', () => {
    const { db, rows } = makeStage();
    const server = { ...use('t1', 'what', 'web_search'), isServer: true };
    const bad = { ...server, id: 't2' };
    const error = result('t2', 'failure');
    const serverResults = error.kind === 'tool_results' ? error.results : [];
    const stopReason = 'end_turn';
    const said = answer('found', [server, bad], { stopReason, serverResults });
    feed(db, { lines: chain(asked, makeLine('u2', 1, said)) });
    expect(rows('SELECT status, duration_ms FROM tool_calls ORDER BY tool_use_id')).toEqual([
      { status: 'success', duration_ms: null },
      { status: 'failure', duration_ms: 0 },
    ]);
  });
});

describe('a call that the transcript tells of', () => {
  it('has its turn, its words, its message and the size of its result', () => {
    const { db, row } = makeStage();
    const command = `echo ${'x'.repeat(700)}`;
    const uses = [{ ...use('t1'), input: { command, file_path: '/a' } }];
    feed(db, { lines: chain(asked, makeLine('u2', 1, answer('', uses)), answered('success')) });
    expect(
      row('SELECT trace_id, summary, file_path, message_id, result_bytes FROM tool_calls'),
    ).toEqual({
      trace_id: '11111111-2222-4333-8444-555555555555:p1',
      summary: command,
      file_path: '/a',
      message_id: 'msg_1',
      result_bytes: 12,
    });
  });

  it('belongs to the turn of the line before it, read in whatever pieces', () => {
    const lines = chain(asked, makeLine('u1b', 0.5, answer('thinking', [use('t0')])), calls);
    const pieces: Batch[][] = [[{ lines }], lines.map((line) => ({ lines: [line] }))];
    for (const batches of pieces) {
      const { db, rows } = makeStage();
      for (const batch of batches) feed(db, batch);
      expect(rows('SELECT DISTINCT trace_id FROM tool_calls')).toEqual([
        { trace_id: '11111111-2222-4333-8444-555555555555:p1' },
      ]);
    }
  });

  it('is of its subagent, and broken off with it', () => {
    const { db, row } = makeStage();
    const inside = (id: string, seconds: number, body: TranscriptLine['body']) =>
      makeLine(id, seconds, body, { agentId: 'a1', ...(id === 's1' ? P1 : {}) });
    const begin = [inside('s1', 2, prompt('go')), inside('s2', 3, answer('', [use('t5')]))];
    feed(db, { lines: chain(...begin), agentId: 'a1' });
    expect(row('SELECT agent_id, status FROM tool_calls')).toEqual({
      agent_id: 'a1',
      status: 'running',
    });
    feed(db, { lines: chain(...begin, inside('s3', 4, apiError('bad'))), agentId: 'a1' });
    expect(row('SELECT status, completed_at FROM tool_calls')).toEqual({
      status: 'cancelled',
      completed_at: timeAt(4),
    });
  });

  it('of a subagent outlives the turn, which waits for none in the background', () => {
    const { db, row } = makeStage();
    const begin = makeLine('s1', 2, prompt('go'), { agentId: 'a1', ...P1 });
    const lines = chain(begin, makeLine('s2', 3, answer('', [use('t5')]), { agentId: 'a1' }));
    feed(db, { lines, agentId: 'a1' });
    feed(db, { lines: chain(asked, makeLine('u2', 5, answer('launched')), next) });
    expect(row("SELECT status FROM tool_calls WHERE tool_use_id = 't5'")).toEqual({
      status: 'running',
    });
  });

  it('is told by both once', () => {
    const { db, play, rows } = makeStage();
    feed(db, { lines: chain(asked, calls, answered('success')) });
    play(pre, post);
    expect(rows('SELECT tool_use_id, origin FROM tool_calls')).toEqual([
      { tool_use_id: 't1', origin: 'both' },
    ]);
  });

  it("is none of a fork's, which only has a copy", () => {
    const { db, rows } = makeStage();
    feed(db, { lines: chain(asked, calls, answered('success')), areCopies: true });
    expect(rows('SELECT 1 FROM tool_calls')).toEqual([]);
    expect(rows('SELECT 1 FROM execution_traces')).toEqual([]);
  });
});
