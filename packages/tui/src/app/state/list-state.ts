/** Where one is in a list: the chosen line by its identity, and the first line on the screen. */
export interface ListState {
  readonly selected: string | null;
  readonly top: number;
}

/** How far a movement goes. */
export type Movement = { readonly by: number } | { readonly to: 'first' | 'last' };

/** A list before anything is known of it. */
export const EMPTY_LIST: ListState = { selected: null, top: 0 };

/** Moves the selection; the same list where it stays. */
export function move(
  list: ListState,
  keys: readonly string[],
  movement: Movement,
  height: number,
): ListState {
  return select(list, keys, target(list, keys, movement), height);
}

/**
 * Brings a list to new lines: the same line stays chosen wherever it went; when it is gone, the
 * nearest of those that were around it is.
 */
export function reconcile(
  list: ListState,
  before: readonly string[],
  keys: readonly string[],
  height: number,
): ListState {
  return select(list, keys, indexAfterChange(list, before, keys), height);
}

/** The place of the chosen line; −1 in an empty list. */
export function selectedIndex(list: ListState, keys: readonly string[]): number {
  return list.selected === null ? -1 : keys.indexOf(list.selected);
}

function select(
  list: ListState,
  keys: readonly string[],
  index: number,
  height: number,
): ListState {
  if (keys.length === 0) return EMPTY_LIST;
  const chosen = Math.max(0, Math.min(index, keys.length - 1));
  const rows = Math.max(1, height);
  const lowest = Math.max(0, keys.length - rows);
  const visible = Math.min(Math.max(list.top, chosen - rows + 1), chosen);
  const selected = keys[chosen] ?? null;
  const top = Math.min(visible, lowest);
  return selected === list.selected && top === list.top ? list : { selected, top };
}

function target(list: ListState, keys: readonly string[], movement: Movement): number {
  if ('to' in movement) return movement.to === 'first' ? 0 : keys.length - 1;
  return Math.max(0, selectedIndex(list, keys)) + movement.by;
}

function indexAfterChange(
  list: ListState,
  before: readonly string[],
  keys: readonly string[],
): number {
  const now = selectedIndex(list, keys);
  if (now >= 0) return now;
  const was = selectedIndex(list, before);
  const places = new Map(keys.map((key, index) => [key, index]));
  const around = [...before.slice(was + 1), ...before.slice(0, Math.max(0, was)).toReversed()];
  return places.get(around.find((key) => places.has(key)) ?? '') ?? 0;
}
