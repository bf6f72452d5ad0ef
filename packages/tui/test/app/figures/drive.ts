import { DEFAULT_CONFIGURATION } from '@spoor/core';
import fc from 'fast-check';
import { expect } from 'vitest';
import { BINDINGS } from '../../../src/app/keys/bindings.js';
import type { Answer } from '../../../src/app/live/readers.js';
import { spansWidth } from '../../../src/app/present/line.js';
import type { Screen, Surroundings } from '../../../src/app/state/screen.js';

/** A moment in the middle of a day, whatever the zone. */
export const NOW = Date.parse('2026-11-21T12:00:00.000Z');

/** What a screen knows of the world. */
export function around(columns = 120, rows = 40, more: Partial<Surroundings> = {}): Surroundings {
  return {
    columns,
    rows,
    nowMs: NOW,
    facts: { databasePath: '/spoor.db', homeDir: null, configuration: DEFAULT_CONFIGURATION },
    health: null,
    history: null,
    ...more,
  };
}

/** The screen after it got an answer to everything that it asks now. */
export function answered(
  screen: Screen,
  tell: (kind: Answer['kind'], asked: unknown) => unknown,
  place: Surroundings,
): Screen {
  let next = screen;
  for (const { kind, asked } of screen.queries(place)) {
    next = next.answered({ kind, asked, told: tell(kind, asked) } as Answer, place);
  }
  return next;
}

/** Something that happens to a screen. */
export type Happening =
  | { readonly type: 'press'; readonly command: string }
  | { readonly type: 'type'; readonly key: string }
  | { readonly type: 'answer'; readonly seed: number }
  | { readonly type: 'resize'; readonly columns: number; readonly rows: number }
  | {
      readonly type: 'click';
      readonly row: number;
      readonly column: number;
      readonly double: boolean;
    }
  | { readonly type: 'later'; readonly ms: number }
  | { readonly type: 'told'; readonly text: string };

const COMMANDS = [...new Set(BINDINGS.map(({ command }) => command))];

/** Anything that can happen, in any order. */
export const happenings: fc.Arbitrary<Happening[]> = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        type: fc.constant('press' as const),
        command: fc.constantFrom(...COMMANDS),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ type: fc.constant('answer' as const), seed: fc.nat(50) }),
    },
    fc.record({
      type: fc.constant('type' as const),
      key: fc.constantFrom('a', 'e', '!', 'backspace', 'space', 'left'),
    }),
    fc.record({
      type: fc.constant('resize' as const),
      columns: fc.integer({ min: 1, max: 250 }),
      rows: fc.integer({ min: 1, max: 70 }),
    }),
    fc.record({
      type: fc.constant('click' as const),
      row: fc.integer({ min: 0, max: 70 }),
      column: fc.integer({ min: 0, max: 250 }),
      double: fc.boolean(),
    }),
    fc.record({ type: fc.constant('later' as const), ms: fc.integer({ min: 0, max: 1e9 }) }),
    fc.record({ type: fc.constant('told' as const), text: fc.constantFrom('', 'one', 'nothing') }),
  ),
  { maxLength: 40 },
);

/** Lets all of it happen; after each step the screen must fit its room, and its state be JSON. */
export function drive(
  begin: Screen,
  all: readonly Happening[],
  tell: (kind: Answer['kind'], asked: unknown, seed: number) => unknown,
): void {
  let screen = begin;
  let place = around(80, 24);
  for (const one of all) {
    screen = step(screen, one, place, tell);
    if (one.type === 'resize') place = { ...place, columns: one.columns, rows: one.rows };
    if (one.type === 'later') place = { ...place, nowMs: place.nowMs + one.ms };
    screen = screen.settled(place);
    const lines = screen.view(place);
    expect(lines.length).toBeLessThanOrEqual(place.rows);
    for (const { spans } of lines) expect(spansWidth(spans)).toBe(place.columns);
    expect(lines.filter(({ selected }) => selected).length).toBeLessThanOrEqual(1);
    for (const { asked } of screen.queries(place)) {
      expect(JSON.parse(JSON.stringify(asked)) ?? null).toEqual(withoutUndefined(asked));
    }
    expect(screen.settled(place).view(place)).toEqual(lines);
    const remembered = screen.remember();
    if (remembered !== undefined) {
      expect(JSON.parse(JSON.stringify(remembered))).toEqual(remembered);
    }
  }
}

function step(
  screen: Screen,
  one: Happening,
  place: Surroundings,
  tell: (kind: Answer['kind'], asked: unknown, seed: number) => unknown,
): Screen {
  switch (one.type) {
    case 'press':
      return screen.pressed(one.command, place).screen;
    case 'type':
      return screen.typed(one.key, place, false).screen;
    case 'told':
      return screen.heard({ type: 'told', tag: 'project', text: one.text }, place).screen;
    case 'click':
      return screen.clicked(one, place).screen;
    case 'answer':
      return answered(screen, (kind, asked) => tell(kind, asked, one.seed), place);
    default:
      return screen;
  }
}

function withoutUndefined(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutUndefined);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([name, inner]) => [name, withoutUndefined(inner)]),
  );
}
