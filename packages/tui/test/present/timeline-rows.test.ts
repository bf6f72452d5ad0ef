import { describe, expect, it } from 'vitest';
import { matcher } from '../../src/app/state/filter-text.js';
import { timelineOf } from '../../src/present/timeline.js';
import { lanesOf } from '../../src/present/timeline-lanes.js';
import { matchingRows, unfoldedRows } from '../../src/present/timeline-rows.js';
import {
  countsIn,
  shapeOf,
  type TimelineShape,
  wholeSpan,
} from '../../src/present/timeline-shape.js';
import { at, START } from '../app/records.js';
import { agent, call, history, running, turn } from '../app/session/histories.js';

const shape = shapeOf(
  timelineOf(
    history({
      turns: [turn('t1', 0), turn('t2', 20)],
      toolCalls: [
        call('a', 1),
        call('spawn', 3, { toolName: 'Agent' }),
        call('inner', 4, { agentId: 'x', status: 'failure', error: 'Exit code 7' }),
        call('later', 6),
        call('b', 21, { traceId: 't2' }),
      ],
      subagents: [agent('x', 3.5, { toolUseId: 'spawn', durationMs: 4_000 })],
    }),
  ),
);

const keysOf = ({ nodes }: TimelineShape, rows: readonly number[]) =>
  rows.map((row) => nodes[row]?.key);

describe('folding', () => {
  it.each([
    [[], 8],
    [['turn:t2'], 7],
    [['turn:t1'], 3],
    [['turn:t1', 'agent:x', 'gone'], 3],
    [['call:a'], 8],
    [['call:spawn'], 6],
  ])('of %j leaves %i lines', (folded, count) => {
    expect(unfoldedRows(shape, new Set(folded))).toHaveLength(count);
  });

  it('leaves what comes behind the folded line', () => {
    expect(keysOf(shape, unfoldedRows(shape, new Set(['call:spawn'])))).toEqual([
      'turn:t1',
      'call:a',
      'call:spawn',
      'call:later',
      'turn:t2',
      'call:b',
    ]);
  });

  it.each([
    ['turn:t1', { calls: 4, failures: 1 }],
    ['call:spawn', { calls: 1, failures: 1 }],
    ['call:inner', { calls: 0, failures: 0 }],
    ['turn:t2', { calls: 1, failures: 0 }],
  ])('says how much lies in %s', (key, counts) => {
    expect(countsIn(shape, shape.places.get(key) ?? -1)).toEqual(counts);
  });
});

describe('a filter', () => {
  it.each([
    ['exit 7', ['turn:t1', 'call:spawn', 'agent:x', 'call:inner']],
    ['failed', ['turn:t1', 'call:spawn', 'agent:x', 'call:inner']],
    ['prompt t2', ['turn:t2']],
    ['later', ['turn:t1', 'call:later']],
    ['prompt', ['turn:t1', 'turn:t2']],
    ['explore', ['turn:t1', 'call:spawn', 'agent:x']],
    ['nothing has this', []],
  ])('%s keeps what it matches and what that lies in', (text, keys) => {
    expect(keysOf(shape, matchingRows(shape, matcher(text)))).toEqual(keys);
  });
});

describe('lanes', () => {
  const lanes = (parts: Parameters<typeof history>[0]) => {
    const of = shapeOf(timelineOf(history({ turns: [turn('t1', 0)], ...parts })));
    const found = lanesOf(of, unfoldedRows(of, new Set()));
    return of.nodes.flatMap(({ key }, index) => {
      const lane = found.get(index);
      return lane === undefined ? [] : [`${key} ${lane}`];
    });
  };

  it('has none for what came one after the other', () => {
    expect(lanes({ toolCalls: [call('a', 1), call('b', 2), call('c', 3.5)] })).toEqual([]);
  });

  it('hold together what overlaps, also by way of another', () => {
    const toolCalls = [
      call('alone', 0.1, { durationMs: 10 }),
      call('a', 1, { durationMs: 3_000 }),
      call('b', 1.5, { durationMs: 100 }),
      call('c', 3.9),
      call('d', 6),
      running('e', 6.5),
      call('f', 600),
    ];
    expect(lanes({ toolCalls })).toEqual([
      'call:a first',
      'call:b middle',
      'call:c last',
      'call:d first',
      'call:e middle',
      'call:f last',
    ]);
  });

  it('count what a call has started as part of it', () => {
    const parts = {
      toolCalls: [call('spawn', 1, { durationMs: 10 }), call('b', 3)],
      subagents: [agent('x', 1.005, { toolUseId: 'spawn', durationMs: 5_000 })],
    };
    expect(lanes(parts)).toEqual(['call:spawn first', 'call:b last']);
    expect(lanes({ ...parts, subagents: [] })).toEqual([]);
  });

  it('are each within one parent', () => {
    const parts = {
      toolCalls: [
        call('one', 1, { agentId: 'x' }),
        call('two', 1.1, { agentId: 'y' }),
        call('three', 1.2, { agentId: 'y' }),
      ],
      subagents: [agent('x', 0.5), agent('y', 0.6)],
    };
    expect(lanes(parts)).toEqual([
      'agent:x first',
      'agent:y last',
      'call:two first',
      'call:three last',
    ]);
  });
});

describe('the time of a session', () => {
  it('is that from its first begin to the last end, also of what outlasts its turn', () => {
    const of = shapeOf(
      timelineOf(
        history({
          turns: [turn('t1', 0)],
          subagents: [agent('x', 5, { durationMs: 60_000, completedAt: at(65) })],
        }),
      ),
    );
    expect(wholeSpan(of)).toEqual({ startMs: START, endMs: START + 65_000 });
  });
});
