import fc from 'fast-check';
import { BINDINGS } from '../../src/app/keys/bindings.js';
import type { Source } from '../../src/app/live/database-watch.js';
import type { Action } from '../../src/app/state/reduce.js';
import { HOSTILE } from './hostile-text.js';
import { START } from './records.js';

/** What can happen to an inspector, and to the answers that it waits for. */
export type Happening =
  | Action
  | { readonly type: 'late'; readonly late: boolean }
  | { readonly type: 'let in'; readonly choices: readonly number[] }
  | { readonly type: 'repeat'; readonly choice: number }
  | { readonly type: 'commit' };

const ALL_KEYS = [...new Set(BINDINGS.flatMap(({ keys }) => keys))];

const anyKey = fc.oneof(
  { arbitrary: fc.constantFrom(...ALL_KEYS), weight: 8 },
  // What leads somewhere, and what is typed.
  { arbitrary: fc.constantFrom('enter', 'escape', 'down', 'up', 'space', '/'), weight: 4 },
  {
    arbitrary: fc.constantFrom('f5', 'tab', 'ctrl-y', '😀', 'é', '\\', '[', '__proto__'),
    weight: 1,
  },
);

const anyChoice = fc.nat(999).map((n) => n / 1_000);

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(HOSTILE, 'text', 'x'.repeat(100_000), '\ud800', '', '>1s', 'session:s1'),
);

const anySource: fc.Arbitrary<Source> = fc.oneof(
  fc.constantFrom<Source>({ state: 'missing' }, { state: 'loading' }, { state: 'ready' }),
  anyText.map((message): Source => ({ state: 'broken', message, advice: 'Do something.' })),
);

/** Anything, keys by far the most. */
export const anyHappening: fc.Arbitrary<Happening> = fc.oneof(
  { arbitrary: anyKey.map((key): Happening => ({ type: 'key', key })), weight: 60 },
  {
    arbitrary: fc
      .tuple(fc.integer({ min: 1, max: 220 }), fc.integer({ min: 1, max: 70 }))
      .map(([columns, rows]): Happening => ({ type: 'resize', columns, rows })),
    weight: 2,
  },
  {
    arbitrary: fc
      .tuple(fc.nat(70), fc.nat(220), fc.boolean())
      .map(([row, column, double]): Happening => ({ type: 'click', row, column, double })),
    weight: 4,
  },
  {
    // Decades ago, and decades ahead.
    arbitrary: fc
      .oneof(fc.integer({ min: -2e12, max: 4e12 }), fc.nat(9e8))
      .map((ms): Happening => ({ type: 'tick', nowMs: START + ms })),
    weight: 2,
  },
  { arbitrary: anyText.map((text): Happening => ({ type: 'paste', text })), weight: 2 },
  {
    arbitrary: fc
      .option(fc.record({ ok: fc.boolean(), message: anyText }))
      .map((health): Happening => ({ type: 'health', health })),
    weight: 1,
  },
  { arbitrary: anySource.map((source): Happening => ({ type: 'source', source })), weight: 1 },
  {
    arbitrary: fc.option(fc.nat(1e9)).map((n): Happening => ({ type: 'waiting', sinceMs: n })),
    weight: 1,
  },
  {
    arbitrary: anyText.map((text): Happening => ({ type: 'say', text, bad: true })),
    weight: 1,
  },
  { arbitrary: fc.boolean().map((late): Happening => ({ type: 'late', late })), weight: 2 },
  {
    arbitrary: fc
      .array(anyChoice, { maxLength: 6 })
      .map((choices): Happening => ({ type: 'let in', choices })),
    weight: 4,
  },
  { arbitrary: anyChoice.map((choice): Happening => ({ type: 'repeat', choice })), weight: 2 },
  { arbitrary: fc.constant<Happening>({ type: 'commit' }), weight: 1 },
);
