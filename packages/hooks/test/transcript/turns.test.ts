import type { HookEvent, JsonObject } from '@spoor/core';
import { describe, expect, it } from 'vitest';
import type { TranscriptLine } from '../../src/transcript/line.js';
import { makeEvent } from '../record/events.js';
import { makeStage } from '../record/play.js';
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
  TURN_END,
  timeAt,
  use,
} from './lines.js';

const P1 = { promptId: 'p1' };
const P2 = { promptId: 'p2' };

const asked = makeLine('u1', 0, prompt('do it'), P1);
const calls = makeLine('u2', 1, answer('', [use('t1')]));
const results = makeLine('u3', 2, result('t1', 'success'), P1);
const done = makeLine('u4', 3, answer('done'));
const next = makeLine('u9', 20, prompt('and then'), P2);
const submit = makeEvent('UserPromptSubmit', 0.1, { ...P1, payload: { prompt: 'do it' } });

function turn(events: readonly HookEvent[], lines: readonly TranscriptLine[]) {
  const { db, play, row } = makeStage();
  play(...events);
  feed(db, { lines: chain(...lines) });
  return row(
    `SELECT prompt, origin, started_at, completed_at, success, duration_ms
     FROM execution_traces WHERE id = '${SESSION}:p1'`,
  );
}

describe('how a turn ended', () => {
  const open = { completed_at: null, success: null };
  it.each<[string, HookEvent[], TranscriptLine[], JsonObject]>([
    ['not yet', [], [asked, calls, results], open],
    [
      'with the last answer',
      [],
      [asked, calls, results, done],
      { completed_at: timeAt(3), success: 1, duration_ms: 3_000, origin: 'transcript' },
    ],
    [
      'when the client says so',
      [],
      [asked, done, makeLine('u5', 4, TURN_END)],
      { success: 1, completed_at: timeAt(4) },
    ],
    [
      'with an error of the API',
      [],
      [asked, makeLine('u4', 3, apiError('overloaded'))],
      { completed_at: timeAt(3), success: 0 },
    ],
    [
      'with an error, which the client calls an end',
      [],
      [asked, makeLine('u4', 3, apiError('overloaded')), makeLine('u5', 4, TURN_END)],
      { completed_at: timeAt(4), success: 0 },
    ],
    [
      'with an answer after an error',
      [],
      [asked, makeLine('u3', 2, apiError('overloaded')), done],
      { completed_at: timeAt(3), success: 1 },
    ],
    [
      'by Esc, in a call',
      [submit],
      [
        asked,
        calls,
        makeLine('u3', 2, result('t1', 'cancelled'), P1),
        makeLine('u4', 2, INTERRUPT, P1),
      ],
      { completed_at: timeAt(2), success: null, origin: 'both' },
    ],
    [
      'by Esc, in the answer',
      [],
      [asked, makeLine('u4', 2, INTERRUPT, P1)],
      { completed_at: timeAt(2), success: null },
    ],
    [
      'by Esc that left no line: the user went on',
      [],
      [asked, next],
      { completed_at: timeAt(0), success: null },
    ],
    [
      'by Esc, which a late hook saw before it saw the begin',
      [makeEvent('UserPromptSubmit', 5, { ...P1, payload: { prompt: 'do it' } })],
      [makeLine('u4', 2, INTERRUPT, P1), makeLine('u1', 0, prompt('do it'), P1)],
      { started_at: timeAt(0), completed_at: timeAt(2) },
    ],
    [
      'when its client was killed: what follows tells',
      [],
      [asked, calls, makeLine('u8', 19, result('t1', 'cancelled'), P2), next],
      { completed_at: timeAt(1), success: null },
    ],
    [
      'with a Stop that came before',
      [submit, makeEvent('Stop', 3.2, P1)],
      [asked, done, makeLine('u5', 4, TURN_END)],
      { started_at: timeAt(0), completed_at: timeAt(3.2), success: 1, duration_ms: 3_200 },
    ],
    [
      'by Esc after its Stop, with a prompt that was waiting',
      [submit, makeEvent('Stop', 3.2, P1)],
      [asked, done, makeLine('u5', 6, INTERRUPT, P1)],
      { completed_at: timeAt(6), success: null },
    ],
    [
      'for an old client, which gives no reason to stop',
      [],
      [asked, makeLine('u4', 3, answer('done', [], { stopReason: null }))],
      { completed_at: timeAt(3), success: 1 },
    ],
    [
      'not yet, for an old client that asks for a call',
      [],
      [asked, makeLine('u4', 3, answer('first', [use('t1')], { stopReason: null }))],
      open,
    ],
    [
      "not by the client's own words",
      [],
      [asked, makeLine('u4', 3, answer('No response requested.', [], { isSynthetic: true }))],
      open,
    ],
  ])('%s', (_name, events, lines, row) => {
    expect(turn(events, lines)).toMatchObject(row);
  });

  it('is known when the Stop is the first that is told', () => {
    const { db, play, rows } = makeStage();
    feed(db, { lines: chain(asked, done) });
    play(makeEvent('Stop', 3.2, P1), submit);
    expect(rows('SELECT id, prompt, completed_at, origin FROM execution_traces')).toEqual([
      { id: `${SESSION}:p1`, prompt: 'do it', completed_at: timeAt(3.2), origin: 'both' },
    ]);
  });
});

describe('what a turn was asked', () => {
  it('stands once, told by a hook and by the transcript', () => {
    expect(turn([submit], [makeLine('u1', 0, prompt(' do it\n'), P1), done])).toMatchObject({
      prompt: expect.stringMatching(/^\s*do it\s*$/),
    });
  });

  it('has what was typed while it ran', () => {
    const queued = (uuid: string, text: string) =>
      makeLine(
        uuid,
        2,
        { kind: 'notice', text },
        { type: 'attachment', subtype: 'queued_command' },
      );
    const task = '<task-notification>\n<task-id>b1</task-id>\n<status>failed</status>';
    expect(turn([], [asked, queued('u5', 'and that'), queued('u6', task), done])).toMatchObject({
      prompt: 'do it\n\nand that',
    });
  });

  it("has none of the client's own additions, nor a summary", () => {
    const meta = makeLine('u5', 2, prompt('<system-reminder>'), { ...P1, isMeta: true });
    const summary = makeLine('u6', 2.5, prompt('So far', { isSummary: true }), P1);
    expect(turn([], [asked, meta, summary, done])).toMatchObject({ prompt: 'do it' });
  });

  it('is a task that is over, as a hook tells it', () => {
    const text = '<task-notification>\n<task-id>b1</task-id>\n</task-notification>';
    const line = makeLine('u1', 0, prompt(text, { origin: 'task-notification' }), P1);
    expect(turn([], [line, done])).toMatchObject({ prompt: text, success: 1 });
  });
});

describe('commands', () => {
  const command = (text: string) => makeLine('u1', 0, prompt(text, { origin: null }), P1);
  const named = (name: string, given: string) =>
    `<command-message>${name}</command-message>\n<command-name>/${name}</command-name>\n<command-args>${given}</command-args>`;
  const printed = makeLine('u2', 1, prompt('<local-command-stdout>ok</local-command-stdout>'), P1);

  it.each([
    ['that the client runs itself', [command(named('clear', '')), printed]],
    [
      'that compacts',
      [command(named('compact', '')), makeLine('u2', 1, prompt('So far', { isSummary: true }), P1)],
    ],
  ])('start no turn: one %s', (_name, lines) => {
    expect(turn([], lines)).toBeUndefined();
  });

  it.each([
    ['/review it', named('review', 'it')],
    ['! ls', '<bash-input> ls</bash-input>'],
  ])('start a turn when the model answers: %s', (text, sent) => {
    expect(turn([], [command(sent), printed, done])).toMatchObject({
      prompt: text,
      started_at: timeAt(0),
      success: 1,
    });
  });

  it('start a turn when the answer is read later', () => {
    const { db, row } = makeStage();
    const lines = chain(command(named('review', 'it')), done);
    for (const line of lines) feed(db, { lines: [line] });
    expect(row('SELECT prompt FROM execution_traces')).toEqual({ prompt: '/review it' });
    expect(row('SELECT started_at FROM execution_traces')).toEqual({ started_at: timeAt(0) });
  });
});

describe('clients that name no prompts', () => {
  it('have a turn for each prompt, which later lines belong to', () => {
    const { db, rows } = makeStage();
    const lines = chain(
      makeLine('u1', 0, prompt('first')),
      makeLine('u2', 1, answer('', [use('t1')])),
      makeLine('u3', 2, result('t1', 'success')),
      makeLine('u4', 3, answer('one')),
      makeLine('u5', 4, prompt('second')),
      makeLine('u6', 5, answer('two')),
    );
    for (const line of lines) feed(db, { lines: [line] });
    expect(rows('SELECT id, prompt, completed_at FROM execution_traces ORDER BY id')).toEqual([
      { id: `${SESSION}:u1`, prompt: 'first', completed_at: timeAt(3) },
      { id: `${SESSION}:u5`, prompt: 'second', completed_at: timeAt(5) },
    ]);
    expect(rows('SELECT trace_id FROM tool_calls')).toEqual([{ trace_id: `${SESSION}:u1` }]);
  });
});
