import * as spoor from '@spoor/storage';
import type { Reader } from '../../src/app/live/reader.js';
import { type Answer, type Query, READERS } from '../../src/app/live/readers.js';
import { type Line, lineText } from '../../src/app/present/line.js';
import { firstStartScreen } from '../../src/app/screens/first-start/first-start-screen.js';
import { mainScreens } from '../../src/app/screens/main-screens.js';
import { frameOf } from '../../src/app/shell/frame.js';
import {
  type InspectorBeginning,
  type InspectorState,
  initialState,
} from '../../src/app/state/inspector-state.js';
import { type Action, queriesOf, reduce } from '../../src/app/state/reduce.js';
import type { Effect } from '../../src/app/state/screen.js';
import { START } from './records.js';

/** An inspector without a terminal: what happens is told to it, its questions are answered at once. */
export class Drive {
  readonly effects: Effect[] = [];
  /** Kinds of questions that there were. */
  readonly asked = new Set<string>();
  /** A question that fails stays without an answer, as in the inspector; else it is an error. */
  toleratesFailures = false;
  /** Answers are kept back until they are let in. */
  late = false;
  /** What is told of what lies outside the database; by default nothing is there. */
  outside: ((kind: string) => unknown) | null = null;
  readonly #held: Answer[] = [];
  readonly #past: Answer[] = [];
  readonly #db: spoor.SpoorDatabase;
  #known = new Set<string>();
  state;

  constructor(db: spoor.SpoorDatabase, more: Partial<InspectorBeginning> = {}) {
    this.#db = db;
    this.state = initialState({
      columns: 80,
      rows: 24,
      nowMs: START,
      facts: { databasePath: '', homeDir: '/home/dev', configuration: null },
      history: null,
      screens: mainScreens(),
      firstStart: firstStartScreen(),
      ...more,
    });
    this.act({ type: 'source', source: { state: 'ready' } });
  }

  act(...actions: Action[]): this {
    for (const action of actions) {
      this.#step(action);
      // Answers may move a list, and then other rows are wanted.
      for (let round = 0; round < 4 && this.#answer(); round += 1);
    }
    return this;
  }

  press(...keys: string[]): this {
    return this.act(...keys.map((key): Action => ({ type: 'key', key })));
  }

  /** The database has changed: everything is asked again. */
  changed(): this {
    this.#known.clear();
    for (let round = 0; round < 4 && this.#answer(); round += 1);
    return this;
  }

  /** Goes to a state that there was; what it shows is asked again. */
  return(state: InspectorState): this {
    this.state = state;
    return this.changed();
  }

  /** Lets in answers that were kept back, in the order that numbers between 0 and 1 choose. */
  letIn(...choices: number[]): this {
    for (const choice of choices) {
      const [answer] = this.#held.splice(Math.floor(choice * this.#held.length), 1);
      if (answer !== undefined) this.#step({ type: 'answer', answer });
    }
    return this;
  }

  /** Tells an answer of before once more, whether it is asked now or not. */
  repeat(choice: number): this {
    const answer = this.#past[Math.floor(choice * this.#past.length)];
    if (answer !== undefined) this.#step({ type: 'answer', answer });
    return this;
  }

  frame(): Line[] {
    return frameOf(this.state);
  }

  text(): string {
    return this.frame().map(lineText).join('\n');
  }

  /** What was wanted since the last time. */
  takeEffects(): Effect[] {
    return this.effects.splice(0);
  }

  #step(action: Action): void {
    const { state, effects } = reduce(this.state, action);
    this.state = state;
    this.effects.push(...effects);
  }

  #answer(): boolean {
    const queries = queriesOf(this.state);
    const asked = queries.filter((query) => !this.#known.has(JSON.stringify(query)));
    this.#known = new Set(queries.map((query) => JSON.stringify(query)));
    for (const query of asked) this.#tell(query);
    return asked.length > 0;
  }

  #tell(query: Query): void {
    this.asked.add(query.kind);
    let answer: Answer | null;
    try {
      answer = this.#ask(query);
    } catch (error) {
      if (!this.toleratesFailures) throw error;
      this.#step({ type: 'say', text: String(error), bad: true });
      return;
    }
    if (answer === null) return;
    if (this.#past.length < MOST_PAST) this.#past.push(answer);
    if (this.late) this.#held.push(answer);
    else this.#step({ type: 'answer', answer });
  }

  #ask({ kind, asked }: Query): Answer | null {
    const reader: { readonly where: string } = READERS[kind];
    if (reader.where === 'outside') {
      return this.outside === null ? null : ({ kind, asked, told: this.outside(kind) } as Answer);
    }
    const { read } = reader as Reader<unknown, unknown>;
    return { kind, asked, told: read(this.#db, spoor, asked) } as Answer;
  }
}

/** Answers that are remembered. */
const MOST_PAST = 200;
