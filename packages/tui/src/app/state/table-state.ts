import type { KeyScope } from '../keys/bindings.js';
import { EMPTY_LIST, type ListState, type Movement, move, reconcile } from './list-state.js';
import { EMPTY_FIELD, insert, type TextField, typeInto } from './text-field.js';

/** A list on the screen with what is typed to filter it. */
export interface TableState {
  readonly list: ListState;
  readonly filter: TextField;
  /** Keys go into the filter. */
  readonly typing: boolean;
}

/** A table before anything is known of it. */
export const EMPTY_TABLE: TableState = { list: EMPTY_LIST, filter: EMPTY_FIELD, typing: false };

/** Which keys work: those of the filter alone while it is typed, else a screen's own and a list's. */
export function tableScopes({ typing }: TableState, ...own: KeyScope[]): readonly KeyScope[] {
  return typing ? ['filter'] : [...own, 'list'];
}

/**
 * Carries out what moves and filters a table; null for any other command. After the filter has
 * changed the caller brings the table to its new rows with {@link withRows}.
 * @param keys the identities of its rows as they are shown.
 * @param height how many rows the screen shows.
 */
export function tablePressed(
  table: TableState,
  keys: readonly string[],
  command: string,
  height: number,
): TableState | null {
  const movement = movementOf(command, height);
  if (movement !== null) return { ...table, list: move(table.list, keys, movement, height) };
  switch (command) {
    case 'filter':
      return { ...table, typing: true };
    case 'accept-filter':
      return { ...table, typing: false };
    case 'clear-filter':
      return { ...table, typing: false, filter: EMPTY_FIELD };
    case 'back':
      return table.filter.text === '' ? null : { ...table, filter: EMPTY_FIELD };
    default:
      return null;
  }
}

/** A key, or a text that was pasted, goes into the filter. */
export function tableTyped(table: TableState, key: string, pasted = false): TableState {
  const filter = pasted ? insert(table.filter, key) : typeInto(table.filter, key);
  return filter === table.filter ? table : { ...table, filter };
}

/** Brings a table to other rows: the chosen one stays chosen wherever it went. The same where none moves. */
export function withRows(
  table: TableState,
  before: readonly string[],
  keys: readonly string[],
  height: number,
): TableState {
  const list = reconcile(table.list, before, keys, height);
  return list === table.list ? table : { ...table, list };
}

/** Brings a table to another height; the same state where nothing moves. */
export function withHeight<
  State extends { readonly table: TableState; readonly keys: readonly string[] },
>(state: State, height: number): State {
  const { keys } = state;
  const table = withRows(state.table, keys, keys, height);
  return table === state.table ? state : { ...state, table };
}

/** How far a command moves in a list of so many rows on the screen; null when it moves nothing. */
export function movementOf(command: string, height: number): Movement | null {
  switch (command) {
    case 'up':
      return { by: -1 };
    case 'down':
      return { by: 1 };
    case 'wheel-up':
      return { by: -3 };
    case 'wheel-down':
      return { by: 3 };
    case 'page-up':
      return { by: -Math.max(1, height - 1) };
    case 'page-down':
      return { by: Math.max(1, height - 1) };
    case 'half-up':
      return { by: -Math.max(1, height >> 1) };
    case 'half-down':
      return { by: Math.max(1, height >> 1) };
    case 'first':
    case 'last':
      return { to: command };
    default:
      return null;
  }
}
