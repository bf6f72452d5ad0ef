import type { SessionHistory } from '@spoor/storage';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BINDINGS, type Command } from '../../src/app/keys/bindings.js';
import { lineText } from '../../src/app/present/line.js';
import { frameOf } from '../../src/app/screens/frame.js';
import {
  type InspectorState,
  initialState,
  type Snapshot,
} from '../../src/app/state/inspector-state.js';
import { move, reconcile } from '../../src/app/state/list-state.js';
import { type Action, reduce } from '../../src/app/state/reduce.js';
import { textWidth } from '../../src/present/fit-text.js';
import { overview } from './overviews.js';
import { at, callRecord, START } from './records.js';

const command = (name: Command): Action => ({ type: 'command', command: name });

function sessions(ids: readonly string[]): Action {
  const visible = ids.slice(0, 5).map((id) => overview(id));
  return { type: 'data', snapshot: { kind: 'sessions', ids, visible, open: { idle: 1 } } };
}

function session(id: string, calls: number, status: 'active' | 'ended' = 'active'): Action {
  const toolCalls = Array.from({ length: calls }, (_, i) => callRecord(id, `c${i}`));
  const turn = { id: 't', projectId: null, taskId: id, prompt: 'p', startedAt: at(0) };
  const history: SessionHistory = {
    session: overview(id, { status }),
    turns: [
      {
        ...turn,
        completedAt: null,
        success: null,
        durationMs: null,
        tokenUsage: null,
        metadata: {},
        origin: 'hook',
      },
    ],
    toolCalls: toolCalls.map((call) => ({ ...call, traceId: 't' })),
    subagents: [],
  };
  return { type: 'data', snapshot: { kind: 'session', id, history } };
}

const after = (...actions: Action[]): InspectorState =>
  actions.reduce(reduce, initialState({ columns: 80, rows: 24 }, START));

describe('lists', () => {
  const keys = ['a', 'b', 'c', 'd', 'e'];

  it('keeps the chosen line when rows move', () => {
    const list = reconcile({ selected: 'c', top: 0 }, keys, ['c', 'a', 'b', 'd', 'e'], 3);
    expect(list.selected).toBe('c');
  });

  it.each([
    ['c', ['a', 'b', 'd', 'e'], 'd'],
    ['e', ['a', 'b'], 'b'],
    ['c', [], null],
  ])('when %s is gone from %j, %s is chosen', (selected, left, chosen) => {
    expect(reconcile({ selected, top: 0 }, keys, left, 3).selected).toBe(chosen);
  });

  it('scrolls no further than it must', () => {
    const down = move({ selected: 'a', top: 0 }, keys, { by: 3 }, 3);
    expect(down).toEqual({ selected: 'd', top: 1 });
    expect(move(down, keys, { by: -1 }, 3)).toEqual({ selected: 'c', top: 1 });
  });
});

describe('reduce', () => {
  it('opens the chosen session, and comes back to it', () => {
    const opened = after(sessions(['a', 'b']), command('down'), command('open'));
    expect(opened.opened?.id).toBe('b');
    const back = reduce(opened, command('back'));
    expect([back.opened, back.sessions.list.selected]).toEqual([null, 'b']);
  });

  it('keeps a valid selection and a whole frame, whatever happens', () => {
    fc.assert(
      fc.property(fc.array(anyAction, { maxLength: 60 }), (actions) => {
        let state = initialState({ columns: 80, rows: 24 }, START);
        for (const action of actions) {
          state = reduce(state, action);
          expectValid(state);
        }
        const frame = frameOf(state);
        expect(frame).toHaveLength(state.rows);
        for (const line of frame) expect(textWidth(lineText(line))).toBe(state.columns);
      }),
      { numRuns: 300 },
    );
  });
});

const ids = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 6 });

const anyAction: fc.Arbitrary<Action> = fc.oneof(
  fc.constantFrom(...BINDINGS.map((binding) => command(binding.command))),
  ids.map(sessions),
  fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat({ max: 80 })).map(([id, n]) => session(id, n)),
  fc
    .constantFrom<Snapshot>(
      { kind: 'missing' },
      { kind: 'broken', message: 'no\u001b[2J', advice: 'do' },
      { kind: 'session', id: 'a', history: null },
    )
    .map((snapshot): Action => ({ type: 'data', snapshot })),
  fc
    .tuple(fc.integer({ min: 1, max: 250 }), fc.integer({ min: 1, max: 70 }))
    .map(([columns, rows]): Action => ({ type: 'resize', columns, rows })),
  fc.nat().map((ms): Action => ({ type: 'tick', nowMs: START + ms })),
  fc
    .option(fc.record({ ok: fc.boolean(), message: fc.string() }))
    .map((health): Action => ({ type: 'health', health })),
);

function expectValid({ sessions: { list, ids: known }, opened }: InspectorState): void {
  for (const [{ selected, top }, keys] of [
    [list, known],
    ...(opened === null ? [] : ([[opened.list, opened.keys]] as const)),
  ] as const) {
    if (keys.length === 0) expect(selected).toBeNull();
    else expect(keys).toContain(selected);
    expect(top).toBeGreaterThanOrEqual(0);
    expect(top).toBeLessThanOrEqual(Math.max(0, keys.length - 1));
  }
}
