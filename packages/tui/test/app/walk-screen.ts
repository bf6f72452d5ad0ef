import * as spoor from '@spoor/storage';
import fc from 'fast-check';
import { expect } from 'vitest';
import { BINDINGS } from '../../src/app/keys/bindings.js';
import type { Reader } from '../../src/app/live/reader.js';
import { type Answer, type Query, READERS } from '../../src/app/live/readers.js';
import { spansWidth } from '../../src/app/present/line.js';
import type { Effect, Heard, Screen, Surroundings } from '../../src/app/state/screen.js';

/** Something that happens to a screen. */
export type Event =
  | { readonly type: 'command'; readonly command: string }
  | { readonly type: 'typed'; readonly key: string; readonly pasted: boolean }
  | {
      readonly type: 'click';
      readonly row: number;
      readonly column: number;
      readonly double: boolean;
    }
  | { readonly type: 'size'; readonly columns: number; readonly rows: number }
  | { readonly type: 'tick'; readonly ms: number }
  | { readonly type: 'answers' }
  | { readonly type: 'heard'; readonly heard: Heard };

/** Surroundings of a size at a time. */
export function aroundOf(columns: number, rows: number, nowMs = Date.now()): Surroundings {
  const facts = { databasePath: '/nowhere/spoor.db', homeDir: null, configuration: null };
  return { columns, rows, nowMs, facts, health: null, history: null };
}

/** Any event, with texts of the given tags among what is heard. */
export function anyEvent(tags: readonly string[]): fc.Arbitrary<Event> {
  const commands = [...new Set(BINDINGS.map(({ command }) => command)), 'nonsense'];
  const tag = fc.constantFrom(...tags, 'other');
  const text = fc.string({ unit: 'grapheme', maxLength: 40 });
  return fc.oneof(
    {
      weight: 6,
      arbitrary: fc
        .constantFrom(...commands)
        .map((command) => ({ type: 'command', command }) as const),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        type: fc.constant('typed' as const),
        key: fc.oneof(fc.constantFrom('a', 'e', 'backspace', 'space', 'left', '__proto__'), text),
        pasted: fc.boolean(),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        type: fc.constant('click' as const),
        row: fc.nat(80),
        column: fc.nat(260),
        double: fc.boolean(),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        type: fc.constant('size' as const),
        columns: fc.integer({ min: 1, max: 250 }),
        rows: fc.integer({ min: 1, max: 70 }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ type: fc.constant('tick' as const), ms: fc.nat(100_000_000) }),
    },
    { weight: 4, arbitrary: fc.constant({ type: 'answers' } as const) },
    {
      weight: 1,
      arbitrary: fc.record({
        type: fc.constant('heard' as const),
        heard: fc.oneof(
          fc.record({ type: fc.constant('edited' as const), tag, text: fc.option(text) }),
          fc.record({
            type: fc.constant('acted' as const),
            tag,
            ok: fc.constant(true as const),
            value: fc.anything(),
          }),
          fc.record({
            type: fc.constant('acted' as const),
            tag,
            ok: fc.constant(false as const),
            message: text,
          }),
          fc.record({ type: fc.constant('told' as const), tag, text }),
          fc.record({ type: fc.constant('confirmed' as const), tag }),
        ),
      }),
    },
  );
}

/** A screen on a database, for tests: what it asks is answered at once when the test says so. */
export class ScreenWalk {
  screen: Screen;
  around: Surroundings;
  readonly effects: Effect[] = [];
  readonly #db: spoor.SpoorDatabase;

  constructor(db: spoor.SpoorDatabase, screen: Screen, around: Surroundings) {
    this.#db = db;
    this.screen = screen;
    this.around = around;
  }

  /** Lets something happen. */
  do(event: Event): this {
    switch (event.type) {
      case 'command':
        return this.#step(this.screen.pressed(event.command, this.around));
      case 'typed':
        return this.#step(this.screen.typed(event.key, this.around, event.pasted));
      case 'click':
        return this.#step(this.screen.clicked(event, this.around));
      case 'heard':
        return this.#step(this.screen.heard(event.heard, this.around));
      case 'size':
        this.around = { ...this.around, columns: event.columns, rows: event.rows };
        this.screen = this.screen.settled(this.around);
        return this;
      case 'tick':
        this.around = { ...this.around, nowMs: this.around.nowMs + event.ms };
        this.screen = this.screen.settled(this.around);
        return this;
      case 'answers':
        return this.answered();
    }
  }

  /** Commands one after the other, what is asked answered before each and at the end. */
  press(...commands: readonly string[]): this {
    this.answered();
    for (const command of commands) this.do({ type: 'command', command }).answered();
    return this;
  }

  /** Answers what the screen asks, until it asks nothing new. */
  answered(): this {
    for (let round = 0; round < 4; round += 1) {
      for (const query of this.screen.queries(this.around)) {
        this.screen = this.screen.answered(this.answerTo(query), this.around);
      }
    }
    return this;
  }

  answerTo(query: Query): Answer {
    const { read } = READERS[query.kind] as unknown as Reader<unknown, unknown>;
    const told = structuredClone(read(this.#db, spoor, query.asked));
    return { kind: query.kind, asked: query.asked, told } as Answer;
  }

  /** The screen's text, line by line. */
  text(): string[] {
    return this.screen.view(this.around).map(({ spans }) =>
      spans
        .map((one) => one.text)
        .join('')
        .trimEnd(),
    );
  }

  /** The text of the chosen line. */
  selected(): string | undefined {
    const line = this.screen.view(this.around).find(({ selected }) => selected);
    return line?.spans
      .map(({ text }) => text)
      .join('')
      .trim();
  }

  /** What holds for every screen at every moment. */
  check(): void {
    const { columns, rows } = this.around;
    const lines = this.screen.view(this.around);
    expect(lines.length).toBeLessThanOrEqual(rows);
    for (const one of lines) {
      expect(spansWidth(one.spans)).toBe(columns);
      expect(one.spans.map(({ text }) => text).join('')).not.toMatch(/[\p{Cc}\u202e]/u);
    }
    expect(this.screen.scopes().length).toBeGreaterThan(0);
    expect(this.screen.name()).not.toMatch(/[\p{Cc}\u202e]/u);
    JSON.stringify(this.screen.remember());
    for (const { asked } of this.screen.queries(this.around)) {
      expect(JSON.parse(JSON.stringify(asked))).toEqual(asked);
    }
  }

  #step({ screen, effects }: ReturnType<Screen['pressed']>): this {
    this.screen = screen;
    this.effects.push(...effects);
    return this;
  }
}
