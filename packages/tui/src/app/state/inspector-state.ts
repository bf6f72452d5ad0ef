import type { Tone } from '../../present/status.js';
import type { Source } from '../live/database-watch.js';
import type { ThemeName } from '../present/theme.js';
import type { ListState } from './list-state.js';
import type { Effect, Health, InspectorFacts, Screen } from './screen.js';
import type { TabId } from './tabs.js';
import type { TextField } from './text-field.js';

/** How the import of history goes. */
export type HistoryImport =
  | { readonly kind: 'offered' }
  /** Bytes; `total` is null before it is known. */
  | { readonly kind: 'running'; readonly done: number; readonly total: number | null }
  /** What it came to, where there is something to say. */
  | { readonly kind: 'ended'; readonly ok: boolean; readonly message: string };

/** What lies over the screen and takes the keys. */
export type Overlay =
  | {
      readonly kind: 'help';
      readonly top: number;
      readonly filter: TextField;
      /** Keys go into the filter. */
      readonly typing: boolean;
    }
  | { readonly kind: 'palette'; readonly field: TextField; readonly list: ListState }
  | {
      readonly kind: 'ask';
      readonly question: string;
      readonly field: TextField;
      readonly tag: string;
      /** The screen that asks, which may lie under the one that is seen. */
      readonly screenId: string;
    }
  | {
      readonly kind: 'confirm';
      readonly question: string;
      readonly tag: string;
      readonly screenId: string;
    };

/** Something that is said for a while. */
export interface Notice {
  readonly text: string;
  readonly tone: Tone;
  /** When it goes, ms since 1970. */
  readonly untilMs: number;
}

/** Which colours are chosen, and what the terminal has said of its background. */
export interface ThemeState {
  readonly name: ThemeName;
  /** Null while it isn't known. */
  readonly light: boolean | null;
}

/** All that a frame is made from. */
export interface InspectorState {
  readonly columns: number;
  readonly rows: number;
  readonly nowMs: number;
  readonly facts: InspectorFacts;
  readonly source: Source;
  readonly health: Health | null;
  /** Null where none can be done. */
  readonly history: HistoryImport | null;
  readonly tab: TabId;
  /** What is open in each main screen, the one that is seen last. */
  readonly stacks: Readonly<Record<TabId, readonly Screen[]>>;
  /** What is seen in place of the list of sessions while nothing is recorded. */
  readonly firstStart: Screen;
  /** Whether any session is recorded; null before that is known. */
  readonly recorded: boolean | null;
  readonly overlay: Overlay | null;
  readonly notice: Notice | null;
  readonly theme: ThemeState;
  /** Since when the screen waits for an answer that it can't do without, ms; null when it doesn't. */
  readonly waitingSinceMs: number | null;
  readonly quit: boolean;
  /** What is to follow; nothing by default. */
  readonly end?: InspectorEnd;
  /** The import that runs was asked for while nothing was recorded: its progress is what is seen. */
  readonly isFirstImport?: boolean;
}

/** Why the inspector ended: the user has had enough, or wants to watch the demonstration. */
export type InspectorEnd = 'quit' | 'demo';

/** Where the inspector begins. */
export interface InspectorBeginning {
  readonly columns: number;
  readonly rows: number;
  readonly nowMs: number;
  readonly facts: InspectorFacts;
  readonly history: HistoryImport | null;
  /** As the terminal's own colours when it is left out. */
  readonly theme?: ThemeState;
  /** The main screens as they begin. */
  readonly screens: Readonly<Record<TabId, Screen>>;
  readonly firstStart: Screen;
}

/** The state before anything is read. */
export function initialState({ screens, ...beginning }: InspectorBeginning): InspectorState {
  const stacks = Object.fromEntries(
    Object.entries(screens).map(([id, screen]) => [id, [screen]]),
  ) as unknown as Record<TabId, readonly Screen[]>;
  return {
    ...beginning,
    source: { state: 'loading' },
    health: null,
    tab: 'sessions',
    recorded: null,
    stacks,
    overlay: null,
    notice: null,
    theme: beginning.theme ?? { name: 'auto', light: null },
    waitingSinceMs: null,
    quit: false,
  };
}

/** A state, and what is to be done that the state can't do. */
export interface InspectorStep {
  readonly state: InspectorState;
  readonly effects: readonly Effect[];
  /** Whose effects they are, if any: it hears what comes of them. */
  readonly screenId?: string;
}
