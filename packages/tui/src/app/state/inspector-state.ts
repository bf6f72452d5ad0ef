import type { SessionHistory, SessionOverview, SessionStatus } from '@spoor/storage';
import type { TimelineNode } from '../../present/timeline.js';
import { EMPTY_LIST, type ListState } from './list-state.js';

/** What the screen needs of the database just now. */
export type Query =
  | { readonly screen: 'sessions'; readonly top: number; readonly count: number }
  | { readonly screen: 'session'; readonly id: string };

/** What the database said. */
export type Snapshot =
  | { readonly kind: 'missing' }
  | { readonly kind: 'broken'; readonly message: string; readonly advice: string }
  | {
      readonly kind: 'sessions';
      /** All, in the order of the list. */
      readonly ids: readonly string[];
      /** Those that are on the screen. */
      readonly visible: readonly SessionOverview[];
      readonly open: Readonly<Partial<Record<SessionStatus, number>>>;
    }
  | { readonly kind: 'session'; readonly id: string; readonly history: SessionHistory | null };

/** Whether recording works, as the one who knows says. */
export interface Health {
  readonly ok: boolean;
  readonly message: string;
}

/** How the import of history goes that the inspector offers while nothing is recorded. */
export type HistoryImport =
  | { readonly kind: 'offered' }
  /** Bytes; `total` is null before it is known. */
  | { readonly kind: 'running'; readonly done: number; readonly total: number | null }
  /** What it came to, where there is something to say. */
  | { readonly kind: 'ended'; readonly ok: boolean; readonly message: string };

/** The session that is open on the screen. */
export interface OpenedSession {
  readonly id: string;
  readonly list: ListState;
  /** The selection stays on the last line while more come. */
  readonly follow: boolean;
  readonly loaded: boolean;
  readonly history: SessionHistory | null;
  readonly nodes: readonly TimelineNode[];
  readonly keys: readonly string[];
}

/** All that a frame is made from. */
export interface InspectorState {
  readonly columns: number;
  readonly rows: number;
  readonly nowMs: number;
  readonly source: 'loading' | 'missing' | 'ready' | { message: string; advice: string };
  readonly health: Health | null;
  /** Null where none is offered. */
  readonly history: HistoryImport | null;
  readonly sessions: {
    readonly list: ListState;
    readonly ids: readonly string[];
    readonly visible: ReadonlyMap<string, SessionOverview>;
    readonly open: Readonly<Partial<Record<SessionStatus, number>>>;
  };
  readonly opened: OpenedSession | null;
  /** The first line of the help on the screen; null when it is not shown. */
  readonly helpTop: number | null;
  readonly quit: boolean;
}

/** The state before anything is read. */
export function initialState(
  size: { columns: number; rows: number },
  nowMs: number,
  history: HistoryImport | null = null,
): InspectorState {
  return {
    ...size,
    nowMs,
    source: 'loading',
    health: null,
    history,
    sessions: { list: EMPTY_LIST, ids: [], visible: new Map(), open: {} },
    opened: null,
    helpTop: null,
    quit: false,
  };
}
