import { idOf, type TimelineNode } from '../../../present/timeline.js';
import type { Step, Surroundings } from '../../state/screen.js';
import { callScreen, type EntryPlace } from '../call/call-screen.js';
import { foldChosen } from './jumps.js';
import { chosenIndex, type SessionState } from './session-state.js';

/** Opens all that is known of the chosen entry; the group of what was outside any turn folds. */
export function openedEntry(state: SessionState, around: Surroundings): Step<SessionState> {
  const node = chosenNode(state);
  if (node === undefined) return { state };
  const place = entryPlace(node, state.place.id);
  if (place === null) return { state: foldChosen(state, around) };
  return { state, effects: [{ type: 'open', screen: callScreen(place) }] };
}

/** Where all that is known of a line is found; null for the group of what was outside any turn. */
export function entryPlace(node: TimelineNode, sessionId: string): EntryPlace | null {
  return node.kind === 'outside' ? null : { sessionId, kind: node.kind, id: idOf(node) };
}

/** Copies what the chosen entry is about. */
export function yankedEntry(state: SessionState): Step<SessionState> {
  const node = chosenNode(state);
  if (node === undefined || node.kind === 'outside') return { state };
  const [text, what] = aboutOf(node);
  return { state, effects: [{ type: 'yank', text, what }] };
}

function aboutOf({ kind, label, detail }: TimelineNode): readonly [text: string, what: string] {
  if (kind === 'turn') return [label, 'the prompt'];
  const what = kind === 'subagent' ? 'the subagent’s task' : 'what the call is about';
  return detail === null ? [label, 'its name'] : [detail, what];
}

function chosenNode(state: SessionState): TimelineNode | undefined {
  return state.shown.shape.nodes[chosenIndex(state)];
}
