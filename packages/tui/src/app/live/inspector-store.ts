import { messageOf } from '@spoor/core';
import type { Line } from '../present/line.js';
import { frameOf, keepSame } from '../shell/frame.js';
import {
  type HistoryImport,
  type InspectorBeginning,
  type InspectorEnd,
  type InspectorState,
  initialState,
  type ThemeState,
} from '../state/inspector-state.js';
import { type Action, queriesOf, reduce } from '../state/reduce.js';
import type { Effect, Health, Heard } from '../state/screen.js';
import { placeOf, topScreen } from '../state/surroundings.js';
import { Answering } from './answering.js';
import type { DatabaseWatch } from './database-watch.js';
import type { Outside } from './outside.js';
import type { ReaderPool } from './reader-pool.js';

/** Does what a screen wants done outside its state; `hear` tells that screen what came of it. */
export type Performer = (effect: Effect, hear: (heard: Heard) => void) => void;

/** What the inspector stands on. */
export interface InspectorSources {
  readonly beginning: Omit<InspectorBeginning, 'nowMs' | 'history'>;
  readonly watch: DatabaseWatch;
  readonly readers: ReaderPool;
  /** Absent where nothing is known of the recorder but its database. */
  readonly outside?: Outside | undefined;
  readonly now: () => number;
  readonly health: () => Health | null | Promise<Health | null>;
  readonly perform: Performer;
  /** Starts the import of history that is offered while nothing is recorded. */
  readonly importHistory?: ((tell: (history: HistoryImport) => void) => void) | undefined;
}

/** State, data and frame of the inspector; whoever draws subscribes to it. */
export class InspectorStore {
  readonly #sources: InspectorSources;
  readonly #answering: Answering;
  readonly #listeners = new Set<() => void>();
  #presses = 0;
  #drawnTheme: ThemeState;
  #state: InspectorState;
  #frame: readonly Line[] = [];
  #shown: readonly Line[] = [];
  #isOld = true;
  /** Until when the frames drawn so far would last at {@link FRAME_MS} each. */
  #drawnUntil = 0;
  #drawing: NodeJS.Timeout | null = null;
  #checking = false;

  constructor(sources: InspectorSources) {
    this.#sources = sources;
    const { beginning, watch, readers, outside, now } = sources;
    this.#state = initialState({
      ...beginning,
      nowMs: now(),
      history: sources.importHistory === undefined ? null : { kind: 'offered' },
    });
    this.#answering = new Answering({
      watch,
      readers,
      outside,
      now,
      answered: (answer) => this.dispatch({ type: 'answer', answer }),
      failed: (_, message) => this.dispatch({ type: 'say', text: message, bad: true }),
    });
    this.#reduce({ type: 'source', source: watch.source });
    this.#shown = this.frame();
    this.#drawnTheme = this.#state.theme;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The same object until something on the screen changes. */
  readonly frame = (): readonly Line[] => {
    if (this.#isOld) this.#frame = keepSame(this.#frame, frameOf(this.#state));
    this.#isOld = false;
    return this.#frame;
  };

  /** Which colours are chosen; the same object until that changes. */
  readonly theme = (): ThemeState => this.#state.theme;

  /** What the main screens want remembered, by their ids. */
  remembered(): Readonly<Record<string, unknown>> {
    const screens = Object.values(this.#state.stacks).flatMap(([first]) => first ?? []);
    return Object.fromEntries(screens.map((screen) => [screen.id, screen.remember()]));
  }

  readonly hasQuit = (): boolean => this.#state.quit;

  /** How many keys were pressed. */
  readonly presses = (): number => this.#presses;

  /** What is to follow once it has quit. */
  end(): InspectorEnd {
    return this.#state.end ?? 'quit';
  }

  /** A key was pressed. */
  readonly press = (key: string): void => {
    this.#presses += 1;
    this.dispatch({ type: 'key', key });
  };

  /** Something happened: the state, the data and the frame follow. */
  dispatch(action: Action): void {
    this.#reduce(action);
    this.#draw();
  }

  /** Whether there is a database to ask. */
  isReady(): boolean {
    return this.#state.source.state === 'ready';
  }

  /** Looks for commits of other processes. @returns whether there was anything new. */
  poll(): boolean {
    const { watch, now } = this.#sources;
    if (!watch.changed() && watch.source === this.#state.source) return false;
    this.#reduce({ type: 'tick', nowMs: now() });
    this.#reduce({ type: 'source', source: watch.source });
    for (const answer of this.#answering.changed()) this.#reduce({ type: 'answer', answer });
    this.#draw();
    return true;
  }

  /** Lets relative times go on, and asks what could not be asked before. */
  tick(): void {
    for (const answer of this.#answering.tick()) this.#reduce({ type: 'answer', answer });
    this.#reduce({ type: 'waiting', sinceMs: this.#answering.waitingSince() });
    this.dispatch({ type: 'tick', nowMs: this.#sources.now() });
  }

  /** Asks whether recording works. */
  checkHealth(): void {
    if (this.#checking) return;
    this.#checking = true;
    healthFrom(this.#sources.health).then((health) => {
      this.#checking = false;
      this.dispatch({ type: 'health', health });
    });
  }

  #reduce(action: Action): void {
    const { state, effects, screenId = topScreen(state).id } = reduce(this.#state, action);
    this.#state = state;
    this.#ask();
    for (const effect of effects) this.#perform(effect, screenId);
  }

  /** Answers may move a list, and then other rows are wanted; it settles at once. */
  #ask(): void {
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const answers = this.#answering.want(queriesOf(this.#state), placeOf(this.#state));
      if (answers.length === 0) return;
      for (const answer of answers) {
        this.#state = reduce(this.#state, { type: 'answer', answer }).state;
      }
    }
  }

  #perform(effect: Effect, screenId: string): void {
    if (effect.type === 'import-history') {
      this.#importHistory();
      return;
    }
    this.#sources.perform(effect, (heard) => {
      this.dispatch({ type: 'heard', screenId, heard });
      if (heard.type !== 'acted') return;
      this.#answering.stirred();
      this.checkHealth();
    });
  }

  #importHistory(): void {
    const tell = (history: HistoryImport) => this.dispatch({ type: 'history', history });
    tell({ kind: 'running', done: 0, total: null });
    this.#sources.importHistory?.(tell);
  }

  /** At most so many frames a second, but a few may come early: keys are answered at once. */
  #draw(): void {
    this.#isOld = true;
    if (this.#state.quit) this.#show();
    if (this.#drawing !== null) return;
    const waitMs = this.#drawnUntil - EARLY_MS - performance.now();
    if (waitMs <= 0) this.#show();
    else this.#drawing = setTimeout(() => this.#show(), waitMs);
  }

  #show(): void {
    if (this.#drawing !== null) clearTimeout(this.#drawing);
    this.#drawing = null;
    const before = this.#shown;
    this.#shown = this.frame();
    const { quit, theme } = this.#state;
    if (this.#shown === before && theme === this.#drawnTheme && !quit) return;
    this.#drawnTheme = theme;
    this.#drawnUntil = Math.max(this.#drawnUntil, performance.now()) + FRAME_MS;
    for (const listener of this.#listeners) listener();
  }
}

/** 30 frames a second. */
const FRAME_MS = 33;

/** So far ahead of that rhythm frames may come: two of them. */
const EARLY_MS = 66;

/** After so many rounds the rest comes with the next event. */
const MOST_ROUNDS = 4;

async function healthFrom(health: InspectorSources['health']): Promise<Health | null> {
  try {
    return await health();
  } catch (error) {
    return { ok: false, message: messageOf(error) };
  }
}
