import type { SessionHistory } from '@spoor/storage';
import type { TimelineNode } from '../../../present/timeline.js';
import { EMPTY_TABLE, type TableState } from '../../state/table-state.js';

/** Where a session is opened. */
export interface SessionPlace {
  readonly id: string;
  /** The entry of the timeline to begin at, as `timelineOf` names it. */
  readonly key?: string;
}

/** A session on the screen. */
export interface SessionState {
  readonly place: SessionPlace;
  readonly table: TableState;
  /** The selection stays on the last line while more come. */
  readonly follow: boolean;
  readonly loaded: boolean;
  readonly history: SessionHistory | null;
  readonly nodes: readonly TimelineNode[];
  readonly keys: readonly string[];
}

/** A session before it is read. */
export function firstSession(place: SessionPlace): SessionState {
  return {
    place,
    table: EMPTY_TABLE,
    follow: false,
    loaded: false,
    history: null,
    nodes: [],
    keys: [],
  };
}
