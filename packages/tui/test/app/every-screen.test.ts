import { describe, expect, it } from 'vitest';
import { READERS } from '../../src/app/live/readers.js';
import { lineText } from '../../src/app/present/line.js';
import { topScreen } from '../../src/app/state/surroundings.js';
import { TABS } from '../../src/app/state/tabs.js';
import { textWidth } from '../../src/present/fit-text.js';
import { Drive } from './drive.js';
import { explore } from './explore.js';
import { fullDatabase } from './full-database.js';
import { HOSTILE, HOSTILE_TEXTS, RAW } from './hostile-text.js';
import { spoilTexts } from './rich-database.js';

const SIZES = [
  [80, 24],
  [120, 40],
  [200, 60],
  [24, 8],
] as const;

/** What is asked only where there is much, or where one looks for a session by its id. */
const OF_MUCH: readonly string[] = [
  'audit.sessions',
  'calls.older',
  'lessons.list',
  'runs.older',
  'session.usage-of-large',
  'session.whole',
  'workflows.list',
];

/** The frame fills the screen, and nothing in it drives the terminal. */
function expectWhole(drive: Drive, where: string): void {
  const frame = drive.frame();
  const { columns, rows } = drive.state;
  expect(frame, where).toHaveLength(rows);
  for (const line of frame) {
    const text = lineText(line);
    expect(textWidth(text), `${where}: ${text}`).toBe(columns);
    expect(text, where).not.toMatch(RAW);
  }
}

describe('every screen, wherever keys lead', () => {
  it('is reached, and so is every question to the database', () => {
    const drive = new Drive(fullDatabase(), { columns: 120, rows: 40 });
    const ids = new Set<string>();
    const beginning = drive.state;
    explore(drive, () => ids.add(topScreen(drive.state).id));
    // Of conversations just one is explored, in which there may be nothing to be found.
    drive.return(beginning);
    for (let line = 0; line < 12; line += 1) {
      const here = drive.state;
      drive.press('enter', 'c', '/').act({ type: 'paste', text: 'text' });
      drive.press('enter').return(here).press('down');
    }
    expect([...ids]).toEqual(expect.arrayContaining(TABS.map(({ id }) => id)));
    const asked = [...drive.asked].toSorted();
    const all = Object.keys(READERS).filter((kind) => !OF_MUCH.includes(kind));
    expect(asked).toEqual(expect.arrayContaining(all));
  });

  it.each([
    ...Object.entries(HOSTILE_TEXTS).map(([name, text]) => [name, text, false] as const),
    ['all of them', HOSTILE, false],
    ['all of them, as kinds and times too', HOSTILE, true],
  ] as const)(
    'shows %s as what they are, in every field, at any size',
    (_, text, all) => {
      const db = fullDatabase(text);
      spoilTexts(db, text, all);
      const drive = new Drive(db);
      drive.toleratesFailures = all;
      let places = 0;
      const drawn = new Set<string>();
      explore(drive, (place, key) => {
        places += 1;
        const { state } = drive;
        expectWhole(drive, `${place} after ${key}`);
        const sizes = drawn.has(place) ? [] : SIZES;
        drawn.add(place);
        for (const [columns, rows] of sizes) {
          drive.act({ type: 'resize', columns, rows });
          expectWhole(drive, `${place} after ${key} at ${columns}×${rows}`);
        }
        if (sizes.length > 0) drive.return(state);
        for (const effect of drive.takeEffects()) {
          if (effect.type === 'yank') expect(effect.what).not.toMatch(RAW);
        }
      });
      expect(places).toBeGreaterThan(200);
    },
    240_000,
  );
});
