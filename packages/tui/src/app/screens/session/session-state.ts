import type { SessionHistory, SessionOverview } from '@spoor/storage';
import type { Moment } from '../../../present/history-moments.js';
import type { Lane } from '../../../present/timeline-lanes.js';
import { shapeOf, type TimelineShape } from '../../../present/timeline-shape.js';
import type { UsageTold } from '../../../present/usage-until.js';
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
  /** It is read beside the screen: it has too many calls. */
  readonly large: boolean;
  /** What it is, also while the rest of a large one is read. */
  readonly session: SessionOverview | null;
  readonly history: SessionHistory | null;
  readonly contextTokens: number | null;
  /** What its messages took; null before anybody steps through it. */
  readonly usage: UsageTold | null;
  /** Where one is in the session as it happened; null while it is seen whole. */
  readonly scrub: Scrub | null;
  /** What bars are measured by. */
  readonly scale: 'turn' | 'session';
  readonly shown: Shown;
  /** Keys of what is folded. */
  readonly folded: ReadonlySet<string>;
  readonly rows: Rows;
}

/** The session as it is seen: whole, or as it was at a moment. */
export interface Shown {
  readonly history: SessionHistory | null;
  readonly contextTokens: number | null;
  readonly shape: TimelineShape;
  /** What bars are measured by: the whole session's, so that they keep their places. */
  readonly measure: TimelineShape;
}

/** The lines that folding and the filter leave. */
export interface Rows {
  /** Their indexes in the timeline. */
  readonly indexes: readonly number[];
  readonly keys: readonly string[];
  readonly lanes: ReadonlyMap<number, Lane>;
}

/** A moment of a session, and whether its time goes on. */
export interface Scrub {
  readonly moments: readonly Moment[];
  /** When its turns began, ms. */
  readonly turns: readonly number[];
  /** The shape of the whole session. */
  readonly whole: TimelineShape;
  readonly ms: number;
  /** When the time was last let go on, ms; null while it stands still. */
  readonly playedMs: number | null;
  /** How many seconds of the session go by in one. */
  readonly speed: number;
}

/** A session before it is read. */
export function firstSession(place: SessionPlace): SessionState {
  const shape = shapeOf([]);
  return {
    place,
    table: EMPTY_TABLE,
    follow: false,
    loaded: false,
    large: false,
    session: null,
    history: null,
    contextTokens: null,
    usage: null,
    scrub: null,
    scale: 'turn',
    shown: { history: null, contextTokens: null, shape, measure: shape },
    folded: new Set(),
    rows: { indexes: [], keys: [], lanes: new Map() },
  };
}

/** The line that the keys act on: its index in the timeline; −1 when there is none. */
export function chosenIndex({ table, shown }: SessionState): number {
  const { selected } = table.list;
  return selected === null ? -1 : (shown.shape.places.get(selected) ?? -1);
}
