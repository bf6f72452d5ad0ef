import { timelineOf } from '../../present/timeline.js';
import { areasOf } from '../present/areas.js';
import type { InspectorState, Snapshot } from './inspector-state.js';
import { reconcile } from './list-state.js';
import { settled } from './settled.js';

/** The state once the database has answered. */
export function withData(state: InspectorState, snapshot: Snapshot): InspectorState {
  switch (snapshot.kind) {
    case 'missing':
      return { ...state, source: 'missing', opened: null };
    case 'broken':
      return { ...state, source: { message: snapshot.message, advice: snapshot.advice } };
    case 'sessions':
      return withSessions({ ...state, source: 'ready' }, snapshot);
    case 'session':
      return withHistory({ ...state, source: 'ready' }, snapshot);
  }
}

function withSessions(
  state: InspectorState,
  { ids, visible, open }: Extract<Snapshot, { kind: 'sessions' }>,
): InspectorState {
  const list = reconcile(state.sessions.list, state.sessions.ids, ids, areasOf(state).body);
  const rows = new Map(visible.map((session) => [session.id, session]));
  return { ...state, sessions: { list, ids, visible: rows, open } };
}

function withHistory(
  state: InspectorState,
  { id, history }: Extract<Snapshot, { kind: 'session' }>,
): InspectorState {
  const { opened } = state;
  if (opened === null || opened.id !== id) return state;
  const nodes = history === null ? [] : timelineOf(history);
  const keys = nodes.map((node) => node.key);
  const runs = history?.session.status === 'active' || history?.session.status === 'waiting';
  const follow = opened.loaded ? opened.follow : runs;
  const list = reconcile(opened.list, opened.keys, keys, areasOf(state).body);
  return settled({
    ...state,
    opened: { ...opened, loaded: true, history, nodes, keys, list, follow },
  });
}
