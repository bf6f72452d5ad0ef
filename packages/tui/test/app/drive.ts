import type { SpoorDatabase } from '@spoor/storage';
import { askDatabase } from '../../src/app/live/ask-database.js';
import { type Line, lineText } from '../../src/app/present/line.js';
import { firstStartScreen } from '../../src/app/screens/first-start/first-start-screen.js';
import { mainScreens } from '../../src/app/screens/main-screens.js';
import { frameOf } from '../../src/app/shell/frame.js';
import { type InspectorBeginning, initialState } from '../../src/app/state/inspector-state.js';
import { type Action, queriesOf, reduce } from '../../src/app/state/reduce.js';
import type { Effect } from '../../src/app/state/screen.js';
import { START } from './records.js';

/** An inspector without a terminal: what happens is told to it, its questions are answered at once. */
export class Drive {
  readonly effects: Effect[] = [];
  readonly #db: SpoorDatabase;
  #known = new Set<string>();
  state;

  constructor(db: SpoorDatabase, more: Partial<InspectorBeginning> = {}) {
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
    this.#answer();
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
    for (const query of asked) {
      // What lies outside the database is not there.
      const answer = askDatabase(this.#db, query);
      if (answer !== null) this.#step({ type: 'answer', answer });
    }
    return asked.length > 0;
  }
}
