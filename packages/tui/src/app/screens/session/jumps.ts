import { holdsAny, isFailure, type TimelineShape } from '../../../present/timeline-shape.js';
import type { Step, Surroundings } from '../../state/screen.js';
import { arranged, revealed } from './arrange.js';
import { chosenIndex, type SessionState } from './session-state.js';

/** Goes to the next failure, or the one before; behind the last comes the first. */
export function toFailure(
  state: SessionState,
  direction: 1 | -1,
  around: Surroundings,
): Step<SessionState> {
  const failures = candidates(state).filter((index) => isFailureAt(state.shown.shape, index));
  const from = chosenIndex(state);
  const ahead = inDirection(failures, from, direction);
  const target = ahead ?? (direction === 1 ? failures[0] : failures.at(-1));
  if (target === undefined) {
    const where = state.table.filter.text === '' ? 'in this session' : 'among what is shown';
    return { state, effects: [{ type: 'say', text: `No failure ${where}.` }] };
  }
  const next = revealed(state, state.shown.shape.nodes[target]?.key ?? '', around);
  const text =
    direction === 1
      ? 'From the last failure on to the first.'
      : 'From the first failure to the last.';
  if (ahead !== undefined) return { state: next };
  if (target === from)
    return { state: next, effects: [{ type: 'say', text: 'The only failure.' }] };
  return { state: next, effects: [{ type: 'say', text }] };
}

/** Goes to where the next turn begins, or to where this or the one before does. */
export function toTurn(
  state: SessionState,
  direction: 1 | -1,
  around: Surroundings,
): Step<SessionState> {
  const { shape } = state.shown;
  const roots = state.rows.indexes.filter((index) => shape.nodes[index]?.depth === 0);
  const target = inDirection(roots, chosenIndex(state), direction);
  const key = target === undefined ? undefined : shape.nodes[target]?.key;
  return { state: key === undefined ? state : revealed(state, key, around) };
}

/** Folds or unfolds the chosen entry; one that holds nothing folds what it lies in. */
export function foldChosen(state: SessionState, around: Surroundings): SessionState {
  const { shape } = state.shown;
  const chosen = chosenIndex(state);
  const index = holdsAny(shape, chosen) ? chosen : (shape.parents[chosen] ?? -1);
  const key = shape.nodes[index]?.key;
  if (key === undefined) return state;
  const folded = new Set(state.folded);
  if (!folded.delete(key)) folded.add(key);
  return arranged({ ...state, folded, follow: false }, around);
}

/** Folds all turns, or unfolds everything when they are folded. */
export function foldTurns(state: SessionState, around: Surroundings): SessionState {
  const turns = foldable(state.shown.shape);
  const folded = turns.every((key) => state.folded.has(key)) ? [] : turns;
  return arranged({ ...state, folded: new Set(folded) }, around);
}

/** All turns but the last. */
export function earlierTurns(shape: TimelineShape): string[] {
  const last = shape.nodes.findLast(({ depth }) => depth === 0)?.key;
  return foldable(shape).filter((key) => key !== last);
}

function foldable({ nodes, ends }: TimelineShape): string[] {
  return nodes.flatMap(({ depth, key }, index) =>
    depth === 0 && (ends[index] ?? 0) > index + 1 ? [key] : [],
  );
}

/** Where a jump may lead: to all there is, but only to what a filter shows. */
function candidates({ shown, table, rows }: SessionState): readonly number[] {
  return table.filter.text.trim() === '' ? shown.shape.nodes.map((_, i) => i) : rows.indexes;
}

function isFailureAt({ nodes }: TimelineShape, index: number): boolean {
  const node = nodes[index];
  return node !== undefined && isFailure(node);
}

function inDirection(
  indexes: readonly number[],
  from: number,
  direction: 1 | -1,
): number | undefined {
  return direction === 1
    ? indexes.find((index) => index > from)
    : indexes.findLast((index) => index < from);
}
