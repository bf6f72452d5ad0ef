import process from 'node:process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BINDINGS } from '../../src/app/keys/bindings.js';
import { lineText } from '../../src/app/present/line.js';
import type { Action } from '../../src/app/state/reduce.js';
import type { Effect } from '../../src/app/state/screen.js';
import { topScreen } from '../../src/app/state/surroundings.js';
import { TABS } from '../../src/app/state/tabs.js';
import { textWidth } from '../../src/present/fit-text.js';
import { Drive } from './drive.js';
import { START } from './records.js';
import { richDatabase, spoilTexts } from './rich-database.js';

/** How many keys are pressed; a million by hand: `SPOOR_RANDOM_KEYS=1000000`. */
const KEYS = Number(process.env['SPOOR_RANDOM_KEYS'] ?? 4_000);
const RUNS = 40;

const ALL_KEYS = [...new Set(BINDINGS.flatMap(({ keys }) => keys))].filter(
  (key) => key !== 'q' && key !== 'ctrl-c',
);

const anyKey = fc.oneof(
  { arbitrary: fc.constantFrom(...ALL_KEYS), weight: 8 },
  // What leads somewhere, and what is typed.
  { arbitrary: fc.constantFrom('enter', 'escape', 'down', 'up', 'space', '/'), weight: 4 },
  { arbitrary: fc.constantFrom('f5', 'tab', 'ctrl-y', '😀', 'é', '\\', '['), weight: 1 },
);

const anyAction: fc.Arbitrary<Action> = fc.oneof(
  { arbitrary: anyKey.map((key): Action => ({ type: 'key', key })), weight: 30 },
  {
    arbitrary: fc
      .tuple(fc.integer({ min: 1, max: 220 }), fc.integer({ min: 1, max: 70 }))
      .map(([columns, rows]): Action => ({ type: 'resize', columns, rows })),
    weight: 1,
  },
  {
    arbitrary: fc
      .tuple(fc.nat(70), fc.nat(220), fc.boolean())
      .map(([row, column, double]): Action => ({ type: 'click', row, column, double })),
    weight: 2,
  },
  {
    arbitrary: fc.nat(9e8).map((ms): Action => ({ type: 'tick', nowMs: START + ms })),
    weight: 1,
  },
  {
    arbitrary: fc
      .string({ unit: 'binary', maxLength: 40 })
      .map((text): Action => ({ type: 'paste', text })),
    weight: 1,
  },
  {
    arbitrary: fc
      .option(fc.record({ ok: fc.boolean(), message: fc.string({ unit: 'binary' }) }))
      .map((health): Action => ({ type: 'health', health })),
    weight: 1,
  },
);

/** What comes of what a screen wants done, in a world where nothing can be written. */
function answer(drive: Drive, effect: Effect): void {
  const screenId = topScreen(drive.state).id;
  if (effect.type === 'act') {
    const { tag } = effect;
    drive.act({
      type: 'heard',
      screenId,
      heard: { type: 'acted', tag, ok: false, message: HOSTILE },
    });
  }
  if (effect.type === 'edit') {
    drive.act({
      type: 'heard',
      screenId,
      heard: { type: 'edited', tag: effect.tag, text: HOSTILE },
    });
  }
}

/** The frame fills the screen, and nothing in it drives the terminal. */
function expectWhole(drive: Drive): void {
  const frame = drive.frame();
  const { columns, rows } = drive.state;
  expect(frame).toHaveLength(rows);
  for (const line of frame) {
    const text = lineText(line);
    expect(textWidth(text), text).toBe(columns);
    expect(text).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069\u200b]/u);
  }
}

/** Back to the beginning of a screen; what is asked on the way out gets a yes. */
function leaveAll(drive: Drive): void {
  for (let i = 0; i < 8 && !drive.state.quit; i += 1) {
    drive.press(drive.state.overlay?.kind === 'confirm' ? 'y' : 'escape');
  }
}

/** Whatever is open, help can be asked for from every screen in a few steps. */
function expectAlive(drive: Drive): void {
  drive.act({ type: 'resize', columns: 80, rows: 24 });
  leaveAll(drive);
  drive.press('?');
  expect(drive.state.overlay?.kind).toBe('help');
  drive.press('escape');
  expect(drive.state.overlay).toBeNull();
  for (const { id, key } of TABS) {
    drive.press(key);
    expect(drive.state.tab).toBe(id);
    // Where text is typed at once, digits are text until one leaves it.
    leaveAll(drive);
  }
  drive.press('q');
  expect(drive.state.quit).toBe(true);
}

const HOSTILE =
  '\u001b]52;c;aGFja2Vk\u0007\u001b[2J\u202Egnp\u200b\u0000é\u0301\u0301\u0301\u0301\u0301\r\n翻訳👩‍👩‍👧‍👦\t';

describe('random keys', () => {
  it.each([
    ['a recording', 'fix the drain', false],
    ['a hostile recording', HOSTILE, true],
    ['an empty one', null, false],
  ] as const)('leave the inspector on %s whole and alive', (_, text, spoil) => {
    const db = richDatabase(text ?? '', text === null ? 0 : 6);
    if (spoil) {
      spoilTexts(db, HOSTILE);
      expect(new Drive(db).text()).toContain('␛');
    }
    const perRun = Math.ceil(KEYS / 3 / RUNS);
    fc.assert(
      fc.property(fc.array(anyAction, { minLength: perRun, maxLength: perRun }), (actions) => {
        const drive = new Drive(db);
        const beginning = drive.state.tab;
        let drawn = 0;
        for (const action of actions) {
          drive.act(action);
          for (const effect of drive.takeEffects()) answer(drive, effect);
          drawn += 1;
          // Drawing is most of the work, and states last for some keys.
          if (drawn % 3 === 0) expectWhole(drive);
          if (drive.state.quit) drive.state = { ...drive.state, quit: false };
        }
        expect(beginning).toBe('sessions');
        expectWhole(drive);
        expectAlive(drive);
      }),
      { numRuns: RUNS },
    );
  });

  it('draws a line of a megabyte as quickly as any other', () => {
    const db = richDatabase('x'.repeat(1_000_000), 2);
    const drive = new Drive(db);
    for (const { key } of TABS) {
      drive.press(key, 'enter', 'down', 'enter');
      expectWhole(drive);
      drive.press('escape', 'escape', 'escape');
    }
    expect(topScreen(drive.state).id).toBe('health');
  });
});
