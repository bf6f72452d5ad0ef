import type { IsoTime } from '@spoor/core';
import { EMPTY_TABLE, type TableState } from '../../state/table-state.js';
import { fieldOf } from '../../state/text-field.js';
import type { ArrangedList } from './arrange.js';
import type { ListChoices, RememberedList } from './list-choices.js';
import type { SessionItem } from './session-item.js';

/** The list of sessions. */
export interface SessionsState {
  readonly table: TableState;
  readonly choices: ListChoices;
  /** Projects whose sessions are folded away. */
  readonly folded: ReadonlySet<string>;
  /** All that are known, by their ids. */
  readonly items: ReadonlyMap<string, SessionItem>;
  /** What went on in them lately, by the stretch. */
  readonly activity: ReadonlyMap<string, readonly number[]>;
  /** The whole list as it was last read; null before it is. */
  readonly listed: ListedSessions | null;
  /** Whether something was committed since. */
  readonly stale: boolean;
  /** The last question about what may have changed, as text: asked again, it says that something has. */
  readonly lastAsked: string | null;
  /** The lines, in their order. */
  readonly list: ArrangedList;
  /** The minute for which the lines were put in order. */
  readonly minute: number;
  /** Whether a line is chosen for good: before the list is read it is the first, unless one moves. */
  readonly isPlaced: boolean;
}

/** When and how far the whole list was read. */
interface ListedSessions {
  /** Those active after it; null for all. */
  readonly after: IsoTime | null;
  readonly atMs: number;
  /** When the last active of them was, else where the range begins. */
  readonly newest: IsoTime | null;
  /** Whether there are more than are read. */
  readonly cut: boolean;
}

/** The list before anything is read. */
export function firstSessions({ choices, folded, filter }: RememberedList): SessionsState {
  return {
    table: { ...EMPTY_TABLE, filter: fieldOf(filter) },
    choices,
    folded,
    items: new Map(),
    activity: new Map(),
    listed: null,
    stale: false,
    lastAsked: null,
    list: NO_LIST,
    minute: 0,
    isPlaced: false,
  };
}

const NO_LIST: ArrangedList = {
  entries: [],
  keys: [],
  inRange: 0,
  shown: 0,
  standings: new Map(),
  projectNames: new Map(),
};
