import { messageOf } from '@spoor/core';
import { commandOf } from '../keys/bindings.js';
import type { Line } from '../present/line.js';
import { frameOf, keepSame, scopeOf } from '../screens/frame.js';
import {
  type Health,
  type HistoryImport,
  type InspectorState,
  initialState,
  type Query,
  type Snapshot,
} from '../state/inspector-state.js';
import { type Action, queryOf, reduce } from '../state/reduce.js';

/** Where the inspector's data comes from. */
interface Feed {
  changed(): boolean;
  read(query: Query): Snapshot;
}

/** What the inspector stands on. */
export interface InspectorSources {
  readonly feed: Feed;
  readonly now: () => number;
  readonly health: () => Health | null;
  /** Starts the import of history that is offered while nothing is recorded. */
  readonly importHistory?: ((tell: (history: HistoryImport) => void) => void) | undefined;
  readonly size: { readonly columns: number; readonly rows: number };
}

/** State, data and frame of the inspector; whoever draws subscribes to it. */
export class InspectorStore {
  readonly #sources: InspectorSources;
  readonly #listeners = new Set<() => void>();
  #state: InspectorState;
  #frame: readonly Line[] = [];

  constructor(sources: InspectorSources) {
    this.#sources = sources;
    const offer = sources.importHistory === undefined ? null : ({ kind: 'offered' } as const);
    this.#state = initialState(sources.size, sources.now(), offer);
    this.#refresh();
    this.checkHealth();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The same object until something on the screen changes. */
  readonly frame = (): readonly Line[] => this.#frame;

  readonly hasQuit = (): boolean => this.#state.quit;

  /** A key was pressed. */
  readonly press = (key: string): void => {
    const command = commandOf(key, scopeOf(this.#state));
    if (command === 'import') this.#importHistory();
    else if (command !== null) this.#dispatch({ type: 'command', command });
  };

  /** The terminal has another size. */
  resize(columns: number, rows: number): void {
    this.#dispatch({ type: 'resize', columns, rows });
  }

  /** Looks for commits of other processes. */
  poll(): void {
    if (!this.#sources.feed.changed()) return;
    this.#state = reduce(this.#state, { type: 'tick', nowMs: this.#sources.now() });
    this.#refresh();
    this.#draw();
  }

  /** Lets relative times go on. */
  tick(): void {
    this.#dispatch({ type: 'tick', nowMs: this.#sources.now() });
  }

  /** Asks whether recording works. */
  checkHealth(): void {
    this.#dispatch({ type: 'health', health: healthFrom(this.#sources.health) });
  }

  #importHistory(): void {
    const tell = (history: HistoryImport) => this.#dispatch({ type: 'history', history });
    tell({ kind: 'running', done: 0, total: null });
    this.#sources.importHistory?.(tell);
  }

  #dispatch(action: Action): void {
    const before = queryOf(this.#state);
    this.#state = reduce(this.#state, action);
    if (!sameQuery(before, queryOf(this.#state))) this.#refresh();
    this.#draw();
  }

  /** Data may move the list, and then other rows are wanted; it settles at once. */
  #refresh(): void {
    for (let round = 0; round < 3; round += 1) {
      const query = queryOf(this.#state);
      const snapshot = this.#sources.feed.read(query);
      this.#state = reduce(this.#state, { type: 'data', snapshot });
      if (sameQuery(query, queryOf(this.#state))) return;
    }
  }

  #draw(): void {
    const frame = keepSame(this.#frame, frameOf(this.#state));
    if (frame === this.#frame && !this.#state.quit) return;
    this.#frame = frame;
    for (const listener of this.#listeners) listener();
  }
}

function sameQuery(a: Query, b: Query): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function healthFrom(health: () => Health | null): Health | null {
  try {
    return health();
  } catch (error) {
    return { ok: false, message: messageOf(error) };
  }
}
