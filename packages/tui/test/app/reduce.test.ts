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

describe('reduce', () => {
  it('opens the chosen session, and comes back to it', () => {
    const opened = after(sessions(['a', 'b']), command('down'), command('open'));
    expect(opened.opened?.id).toBe('b');
    const back = reduce(opened, command('back'));
    expect([back.opened, back.sessions.list.selected]).toEqual([null, 'b']);
  });

  it('follows a session that runs, until one moves up, and again at its end', () => {
    const growing = after(sessions(['a']), command('open'), session('a', 3), session('a', 50));
    expect(growing.opened?.list.selected).toBe('call:c9');
    expect(growing.opened?.follow).toBe(true);
    const up = reduce(growing, command('up'));
    expect(up.opened?.follow).toBe(false);
    expect(reduce(up, session('a', 60)).opened?.list.selected).toBe(up.opened?.list.selected);
    expect(reduce(up, command('last')).opened?.follow).toBe(true);
  });

  it('starts a session that is over at its beginning', () => {
    const state = after(sessions(['a']), command('open'), session('a', 50, 'ended'));
    expect(state.opened).toMatchObject({ follow: false, list: { selected: 'turn:t', top: 0 } });
  });

  it('forgets an answer that came for another session', () => {
    const state = after(sessions(['a', 'b']), command('open'), session('b', 3));
    expect(state.opened?.loaded).toBe(false);
  });
});
