import { isoTime } from '@spoor/core';
import { type AuditLine, type AuditPosition, dateOf, startOfDay } from '@spoor/storage';
import {
  type ListState,
  type Movement,
  move,
  reconcile,
  selectedIndex,
} from '../../state/list-state.js';
import type { Surroundings } from '../../state/screen.js';
import { auditHeight } from './audit-height.js';
import { type AuditState, chosenEntry, type ReadStretch, shownEntries } from './audit-state.js';

/** Moves the selection; at the newest entry it is followed, away from it not any more. */
export function moved(state: AuditState, movement: Movement, around: Surroundings): AuditState {
  if ('to' in movement) {
    const newest = (movement.to === 'first') === state.newestFirst;
    return newest ? toNewest(state, around) : toOldest(state, around);
  }
  const keys = keysOf(state);
  const list = move(state.list, keys, movement, auditHeight(state, around));
  const towardsNewest = movement.by > 0 !== state.newestFirst;
  const isNewest = list.selected === newestOf(state)?.id && state.read?.newerLeft !== true;
  if (towardsNewest && isNewest) return { ...state, list, follow: true, at: null };
  return anchored({ ...state, list, follow: false, goal: 'keep' }, around);
}

/** Follows the newest entry. */
export function toNewest(state: AuditState, around: Surroundings): AuditState {
  const next: AuditState = { ...state, follow: true, at: null, goal: 'newest' };
  return state.read?.newerLeft === true ? next : settledAudit(next, around);
}

/** Stays at the chosen entry while more come. */
export function unfollowed(state: AuditState): AuditState {
  return { ...state, follow: false, goal: 'keep', at: placeOf(chosenEntry(state)) };
}

/** Brings the list to entries that were read. */
export function withStretch(
  state: AuditState,
  read: ReadStretch,
  around: Surroundings,
): AuditState {
  const height = auditHeight(state, around);
  const before = keysOf(state);
  const next = { ...state, read, goal: 'keep' as const };
  const keys = keysOf(next);
  const end = state.follow ? 'newest' : state.goal;
  if (end === 'newest' || end === 'oldest') {
    const to = (end === 'newest') === state.newestFirst ? 'first' : 'last';
    return { ...next, list: move(state.list, keys, { to }, height) };
  }
  const list =
    end === 'keep' && keys.includes(state.list.selected ?? '')
      ? state.list
      : { ...state.list, selected: nearest(read.entries, state.at) };
  return { ...next, list: onItsRow(list, state.list, before, keys, height) };
}

/** Brings the list to its room. */
export function settledAudit(state: AuditState, around: Surroundings): AuditState {
  const keys = keysOf(state);
  const height = auditHeight(state, around);
  const list = state.follow
    ? move(state.list, keys, { to: state.newestFirst ? 'first' : 'last' }, height)
    : reconcile(state.list, keys, keys, height);
  const same = list.selected === state.list.selected && list.top === state.list.top;
  return same ? state : { ...state, list };
}

/** Goes to the beginning of the next day that has entries, or of this one or the one before. */
export function toDay(state: AuditState, to: 'next' | 'previous'): AuditState {
  const entries = state.read?.entries ?? [];
  const index = entries.findIndex(({ id }) => id === state.list.selected);
  const entry = entries[to === 'next' ? index : Math.max(0, index - 1)];
  const ms = Date.parse(entry?.timestamp ?? '');
  if (Number.isNaN(ms)) return state;
  const [year, month, day] = dateOf(ms);
  const start = startOfDay(year, month, day + (to === 'next' ? 1 : 0));
  return { ...state, follow: false, at: { timestamp: isoTime(start), id: '' }, goal: 'place' };
}

/** The list in the other direction; the chosen entry stays so. */
export function reversed(state: AuditState, around: Surroundings): AuditState {
  const next = { ...state, newestFirst: !state.newestFirst };
  const keys = keysOf(next);
  const list = onItsRow(state.list, state.list, keysOf(state), keys, auditHeight(state, around));
  return settledAudit({ ...next, list }, around);
}

/** The place of an entry. */
export function placeOf(entry: AuditLine | null): AuditPosition | null {
  return entry === null ? null : { timestamp: entry.timestamp, id: entry.id };
}

function keysOf(state: AuditState): string[] {
  return shownEntries(state).map(({ id }) => id);
}

function newestOf({ read }: AuditState): AuditLine | undefined {
  return read?.entries.at(-1);
}

function toOldest(state: AuditState, around: Surroundings): AuditState {
  const next: AuditState = { ...state, follow: false, at: BEGINNING, goal: 'oldest' };
  if (state.read === null || state.read.olderLeft) return next;
  const to = state.newestFirst ? 'last' : 'first';
  return { ...next, list: move(state.list, keysOf(state), { to }, auditHeight(state, around)) };
}

/** Before all entries. */
const BEGINNING: AuditPosition = { timestamp: '', id: '' };

/** Reads on before one comes to the end of what was read. */
function anchored(state: AuditState, around: Surroundings): AuditState {
  const { read, at, list } = state;
  if (read === null) return state;
  const index = read.entries.findIndex(({ id }) => id === list.selected);
  const height = auditHeight(state, around);
  const isNear =
    (read.olderLeft && index < height) ||
    (read.newerLeft && read.entries.length - 1 - index < height);
  return at === null || isNear ? { ...state, at: placeOf(read.entries[index] ?? null) } : state;
}

/** The entry that stands at a place, or the first behind it. */
function nearest(entries: readonly AuditLine[], at: AuditPosition | null): string | null {
  if (at === null) return entries.at(-1)?.id ?? null;
  const behind = entries.find(
    ({ timestamp, id }) => timestamp > at.timestamp || (timestamp === at.timestamp && id >= at.id),
  );
  return (behind ?? entries.at(-1))?.id ?? null;
}

/** The list scrolled so that the chosen line keeps its row on the screen. */
function onItsRow(
  list: ListState,
  shown: ListState,
  before: readonly string[],
  keys: readonly string[],
  height: number,
): ListState {
  const was = selectedIndex(shown, before);
  const row = was < 0 ? 0 : Math.max(0, was - shown.top);
  const top = Math.max(0, selectedIndex(list, keys) - row);
  return reconcile({ ...list, top }, keys, keys, height);
}
