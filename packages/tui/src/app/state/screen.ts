import type { Configuration } from '@spoor/core';
import type { Tone } from '../../present/status.js';
import type { KeyScope } from '../keys/bindings.js';
import type { ActionRequest } from '../live/actions.js';
import type { Source } from '../live/database-watch.js';
import type { Answer, Query } from '../live/readers.js';
import type { Line } from '../present/line.js';
import type { HistoryImport, InspectorEnd } from './inspector-state.js';
import type { TabId } from './tabs.js';

/** What a screen knows of the world besides its own state; the same for every screen at a moment. */
export interface Surroundings {
  /** The room that the screen has, bar, notices and footer taken off. */
  readonly columns: number;
  readonly rows: number;
  /** Time of the frame, ms since 1970. */
  readonly nowMs: number;
  readonly facts: InspectorFacts;
  /** Whether recording works; null while there is nothing to say. */
  readonly health: Health | null;
  /** How the import of history goes; null where none can be done. */
  readonly history: HistoryImport | null;
  /** How it stands with the database. */
  readonly source?: Source;
}

/** What stays the same while the inspector is open. */
export interface InspectorFacts {
  readonly databasePath: string;
  /** The user's folder, to shorten paths by. */
  readonly homeDir: string | null;
  /** The configuration in force; null where none could be asked for. */
  readonly configuration: Configuration | null;
  /** What can be done from here besides: look after the recorder, play the demonstration. */
  readonly offers?: readonly ('recorder' | 'demo')[];
}

/** Whether recording works, as the one who knows says. */
export interface Health {
  readonly ok: boolean;
  readonly message: string;
  /** The same in a word or two, for the bar. */
  readonly short?: string;
}

/** What a screen wants done that is none of its own state. */
export type Effect =
  /** Puts a screen over this one. */
  | { readonly type: 'open'; readonly screen: Screen }
  /** Goes to another of the main screens, in place of its present state when `screen` is given. */
  | { readonly type: 'go'; readonly tab: TabId; readonly screen?: Screen }
  | { readonly type: 'back' }
  /** Says something in the line above the footer, for some seconds. */
  | { readonly type: 'say'; readonly text: string; readonly tone?: Tone }
  /** Puts a text into the terminal's clipboard; `what` names it for the user. */
  | { readonly type: 'yank'; readonly text: string; readonly what: string }
  /** Shows a text in `$PAGER`; `name` is a file name whose ending tells what it is. */
  | { readonly type: 'page'; readonly text: string; readonly name: string }
  /** Opens a text in `$EDITOR`; the screen hears `edited` with the same tag. */
  | { readonly type: 'edit'; readonly text: string; readonly name: string; readonly tag: string }
  /** Opens a file that exists in `$EDITOR`. */
  | { readonly type: 'edit-file'; readonly path: string; readonly line?: number }
  /** Has the writer do something; the screen hears `acted` with the same tag. */
  | { readonly type: 'act'; readonly request: ActionRequest; readonly tag: string }
  /** Asks for a line of text; the screen hears `told` with the same tag unless it is given up. */
  | {
      readonly type: 'ask';
      readonly question: string;
      readonly text?: string;
      readonly tag: string;
    }
  /** Asks for a yes; the screen hears `confirmed` with the same tag, or nothing. */
  | { readonly type: 'confirm'; readonly question: string; readonly tag: string }
  /** Starts the import of history; it tells how it goes by itself. */
  | { readonly type: 'import-history' }
  /** Draws the whole screen anew. */
  | { readonly type: 'redraw' }
  /** Stops the process until it is continued, as ctrl-z does elsewhere. */
  | { readonly type: 'stop' }
  /** Ends the inspector; whoever opened it learns what is to follow. */
  | { readonly type: 'quit'; readonly end?: InspectorEnd };

/** What comes of an effect. */
export type Heard =
  /** Null when the editor changed nothing, or could not be started. */
  | { readonly type: 'edited'; readonly tag: string; readonly text: string | null }
  | { readonly type: 'acted'; readonly tag: string; readonly ok: true; readonly value: unknown }
  | { readonly type: 'acted'; readonly tag: string; readonly ok: false; readonly message: string }
  | { readonly type: 'told'; readonly tag: string; readonly text: string }
  | { readonly type: 'confirmed'; readonly tag: string };

/** A screen's next state, and what it wants done. */
export interface Step<State> {
  readonly state: State;
  readonly effects?: readonly Effect[];
}

/**
 * How a screen works: pure functions of its state. It asks for data by `queries` and gets it by
 * `answered`; it draws by `view`. Nothing in it touches the database, the clock or the terminal.
 */
export interface ScreenDefinition<State> {
  readonly id: string;
  /** What the bar says: short, and made safe. */
  readonly name: (state: State) => string;
  /** Which keys work, the most particular scope first; `typing` among them takes all other keys. */
  readonly scopes: (state: State) => readonly KeyScope[];
  /** What it needs of the database for what is on the screen now; asked again after each commit. */
  readonly queries: (state: State, around: Surroundings) => readonly Query[];
  /** The state once a query is answered; also one that isn't wanted any more: look at `asked`. */
  readonly answered: (state: State, answer: Answer, around: Surroundings) => State;
  /** A command of the table of keys; those that mean nothing here leave the state as it is. */
  readonly pressed: (state: State, command: string, around: Surroundings) => Step<State>;
  /** Commands that would do nothing just now: the footer needn't name them. */
  readonly idle?: (state: State, around: Surroundings) => readonly string[];
  /** A key without a command while text is typed, or a text that was pasted. */
  readonly typed?: (
    state: State,
    key: string,
    around: Surroundings,
    pasted: boolean,
  ) => Step<State>;
  /** A click, in rows and columns of the screen's own room, from 0. */
  readonly clicked?: (
    state: State,
    place: { readonly row: number; readonly column: number; readonly double: boolean },
    around: Surroundings,
  ) => Step<State>;
  readonly heard?: (state: State, heard: Heard, around: Surroundings) => Step<State>;
  /** The state brought to a screen of another size, and to another second. */
  readonly settled?: (state: State, around: Surroundings) => State;
  /** What is remembered of it from one start to the next, as JSON. */
  readonly remember?: (state: State) => unknown;
  /** At most `rows` lines of `columns` each; what is missing is filled with blank ones. */
  readonly view: (state: State, around: Surroundings) => readonly Line[];
}

/** A screen at a moment; each method gives the next one, or the same when nothing changed. */
export interface Screen {
  readonly id: string;
  readonly name: () => string;
  readonly scopes: () => readonly KeyScope[];
  readonly queries: (around: Surroundings) => readonly Query[];
  readonly answered: (answer: Answer, around: Surroundings) => Screen;
  readonly pressed: (command: string, around: Surroundings) => ScreenStep;
  readonly idle: (around: Surroundings) => readonly string[];
  readonly typed: (key: string, around: Surroundings, pasted: boolean) => ScreenStep;
  readonly clicked: (
    place: { readonly row: number; readonly column: number; readonly double: boolean },
    around: Surroundings,
  ) => ScreenStep;
  readonly heard: (heard: Heard, around: Surroundings) => ScreenStep;
  readonly settled: (around: Surroundings) => Screen;
  readonly remember: () => unknown;
  readonly view: (around: Surroundings) => readonly Line[];
}

/** The next screen, and what the one before wanted done. */
export interface ScreenStep {
  readonly screen: Screen;
  readonly effects: readonly Effect[];
}

/** A screen in a state. */
export function mount<State>(definition: ScreenDefinition<State>, state: State): Screen {
  const next = (to: State): Screen => (to === state ? screen : mount(definition, to));
  const step = ({ state: to, effects = [] }: Step<State>): ScreenStep => ({
    screen: next(to),
    effects,
  });
  const same = { state };
  const screen: Screen = {
    id: definition.id,
    name: () => definition.name(state),
    scopes: () => definition.scopes(state),
    queries: (around) => definition.queries(state, around),
    answered: (answer, around) => next(definition.answered(state, answer, around)),
    pressed: (command, around) => step(definition.pressed(state, command, around)),
    idle: (around) => definition.idle?.(state, around) ?? [],
    typed: (key, around, pasted) => step(definition.typed?.(state, key, around, pasted) ?? same),
    clicked: (place, around) => step(definition.clicked?.(state, place, around) ?? same),
    heard: (heard, around) => step(definition.heard?.(state, heard, around) ?? same),
    settled: (around) => next(definition.settled?.(state, around) ?? state),
    remember: () => definition.remember?.(state),
    view: (around) => definition.view(state, around),
  };
  return screen;
}
