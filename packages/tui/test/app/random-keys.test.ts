import { writeFileSync } from 'node:fs';
import process from 'node:process';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { lineText } from '../../src/app/present/line.js';
import type { Effect, Heard } from '../../src/app/state/screen.js';
import { topScreen } from '../../src/app/state/surroundings.js';
import { TABS } from '../../src/app/state/tabs.js';
import { textWidth } from '../../src/present/fit-text.js';
import { anyHappening, type Happening } from './any-happening.js';
import { Drive } from './drive.js';
import { fullDatabase } from './full-database.js';
import { recorderFacts } from './health/known.js';
import { HOSTILE, RAW } from './hostile-text.js';
import { KeyCoverage } from './key-coverage.js';
import { richDatabase, spoilTexts } from './rich-database.js';

/** How many keys are pressed; a million by hand: `SPOOR_RANDOM_KEYS=1000000`. */
const KEYS = Number(process.env['SPOOR_RANDOM_KEYS'] ?? 4_000);
/** In one run, from one of the main screens on. */
const KEYS_OF_RUN = 60;
/** Drawing is most of the work, and states last for some keys: each so many, and the last. */
const DRAWN = KEYS > 100_000 ? 25 : 3;
/** Where to write how often each command was pressed on each screen. */
const REPORT = process.env['SPOOR_RANDOM_REPORT'];

const coverage = new KeyCoverage();

afterAll(() => {
  if (REPORT)
    writeFileSync(REPORT, `${coverage.report()}\nmissed:\n${coverage.missed().join('\n')}\n`);
});

/** What comes of what a screen wants done: it fails, or gives something strange. */
function answer(drive: Drive, effect: Effect, odd: boolean): void {
  const screenId = topScreen(drive.state).id;
  const hear = (heard: Heard) => drive.act({ type: 'heard', screenId, heard });
  if (effect.type === 'act') {
    const { tag } = effect;
    hear(
      odd
        ? { type: 'acted', tag, ok: true, value: { text: HOSTILE, count: HOSTILE, path: null } }
        : { type: 'acted', tag, ok: false, message: HOSTILE },
    );
  }
  if (effect.type === 'edit') hear({ type: 'edited', tag: effect.tag, text: odd ? null : HOSTILE });
}

/** Lets something happen. */
function happen(drive: Drive, happening: Happening): void {
  switch (happening.type) {
    case 'late':
      drive.late = happening.late;
      return;
    case 'let in':
      drive.letIn(...happening.choices);
      return;
    case 'repeat':
      drive.repeat(happening.choice);
      return;
    case 'commit':
      drive.changed();
      return;
    case 'key':
      coverage.note(drive.state, happening.key);
      drive.act(happening);
      return;
    default:
      drive.act(happening);
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
    expect(text).not.toMatch(RAW);
  }
}

/** One step back; what would be lost by it is asked about, and given up. */
function leave(drive: Drive): void {
  drive.press('escape');
  if (drive.state.overlay?.kind === 'confirm') drive.press('y');
  for (const effect of drive.takeEffects()) answer(drive, effect, false);
}

function leaveAll(drive: Drive): void {
  for (let i = 0; i < 12; i += 1) leave(drive);
}

/** Whatever is open, a few steps back lead to a main screen, where help is to be had. */
function expectAlive(drive: Drive): void {
  drive.late = false;
  drive.act(
    { type: 'resize', columns: 80, rows: 24 },
    { type: 'source', source: { state: 'ready' } },
  );
  drive.changed();
  leaveAll(drive);
  expect(drive.state.stacks[drive.state.tab]).toHaveLength(1);
  drive.press('?');
  expect(drive.state.overlay?.kind).toBe('help');
  drive.press('escape');
  expect(drive.state.overlay).toBeNull();
  for (const { id, key } of TABS) {
    drive.press(key);
    expect(drive.state.tab).toBe(id);
    // Where text is typed, digits are text until one leaves it; and each tab has screens of its own open.
    leaveAll(drive);
    expect(drive.state.stacks[id]).toHaveLength(1);
  }
  drive.press('q');
  expect(drive.state.quit).toBe(true);
}

const keys = (...names: string[]): Happening[] => names.map((key) => ({ type: 'key', key }));

/** What has found something once: text being typed in another tab, below screens opened there. */
const FOUND: [number, Happening[]][] = [
  [0, keys('6', '/', 'a', 'enter', 'enter', '1', 'enter')],
  // A long word in a filter, and another one begun.
  [1, [...keys('/'), { type: 'paste', text: 'x'.repeat(200_000) }, ...keys('space', 'a', 'enter')]],
  [
    0,
    [
      ...keys('/'),
      { type: 'click', row: 3, column: 0, double: true },
      ...keys('enter', '9', 'enter'),
    ],
  ],
];

describe('random keys', () => {
  // A million of them take long.
  const LIMIT_MS = Math.max(120_000, KEYS * 20);

  it.each([
    ['a recording', 'fix the drain', false],
    ['a hostile recording', HOSTILE, true],
    ['an empty one', null, false],
  ] as const)(
    'leave the inspector on %s whole and alive',
    (_, text, spoil) => {
      const db = text === null ? richDatabase('', 0) : fullDatabase(text);
      if (spoil) {
        spoilTexts(db, HOSTILE);
        expect(new Drive(db).text()).toContain('␛');
      }
      let run = 0;
      const happenings = fc.array(anyHappening, {
        minLength: 1,
        maxLength: 2 * KEYS_OF_RUN,
        size: 'max',
      });
      const property = fc.property(fc.nat(TABS.length - 1), happenings, (tab, actions) => {
        run += 1;
        const drive = new Drive(db);
        drive.toleratesFailures = spoil;
        drive.outside = () => recorderFacts({ warnings: [HOSTILE], spoolDir: HOSTILE });
        drive.press(TABS[tab]?.key ?? '1', 'escape');
        for (const [index, action] of actions.entries()) {
          happen(drive, action);
          for (const effect of drive.takeEffects()) answer(drive, effect, index % 2 === 0);
          if (index % DRAWN === 0) expectWhole(drive);
          if (drive.state.quit) drive.state = { ...drive.state, quit: false };
        }
        expectWhole(drive);
        expectAlive(drive);
      });
      fc.assert(property, { numRuns: Math.ceil(KEYS / 3 / KEYS_OF_RUN), examples: FOUND });
      expect(run).toBeGreaterThan(0);
    },
    LIMIT_MS,
  );

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
