import { areasOf } from '../present/areas.js';
import type { InspectorState } from './inspector-state.js';
import { move, reconcile } from './list-state.js';

/** Brings the lists to the size of the screen, and what is followed to its end. */
export function settled(state: InspectorState): InspectorState {
  const { body } = areasOf(state);
  const { sessions, opened } = state;
  const list = reconcile(sessions.list, sessions.ids, sessions.ids, body);
  const next = { ...state, sessions: { ...sessions, list } };
  if (opened === null) return next;
  const followed = opened.follow
    ? move(opened.list, opened.keys, { to: 'last' }, body)
    : reconcile(opened.list, opened.keys, opened.keys, body);
  return { ...next, opened: { ...opened, list: followed } };
}
