import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createPreferenceKeeper,
  NO_PREFERENCES,
  parsePreferences,
  readPreferences,
} from '../../src/app/preferences/preferences.js';
import { mainScreens } from '../../src/app/screens/main-screens.js';
import { TABS } from '../../src/app/state/tabs.js';
import { Drive } from './drive.js';
import { richDatabase } from './rich-database.js';
import { scratchFolder } from './scratch.js';

const CHOSEN = { theme: 'light', screens: { sessions: { sort: 'cost' } } } as const;

describe('preferences', () => {
  it('are written so that only their owner reads them, and read again', () => {
    const path = join(scratchFolder(), 'new', 'inspector.json');
    createPreferenceKeeper(path).flush(CHOSEN);
    expect(readPreferences(path)).toEqual(CHOSEN);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('are not written before they have settled, nor when nothing has changed', () => {
    const path = join(scratchFolder(), 'inspector.json');
    const keeper = createPreferenceKeeper(path);
    keeper.look(NO_PREFERENCES);
    keeper.look(NO_PREFERENCES);
    keeper.flush(NO_PREFERENCES);
    expect(existsSync(path)).toBe(false);
    keeper.look(CHOSEN);
    expect(existsSync(path)).toBe(false);
    keeper.look(CHOSEN);
    expect(readPreferences(path)).toEqual(CHOSEN);
    writeFileSync(path, 'untouched');
    keeper.look(CHOSEN);
    keeper.flush(CHOSEN);
    expect(readFileSync(path, 'utf8')).toBe('untouched');
  });

  it('are not written of an inspector in which nothing was done', () => {
    const path = join(scratchFolder(), 'inspector.json');
    const keeper = createPreferenceKeeper(path);
    keeper.begin(CHOSEN);
    keeper.look(CHOSEN);
    keeper.look(CHOSEN);
    keeper.flush(CHOSEN);
    expect(existsSync(path)).toBe(false);
    keeper.flush(NO_PREFERENCES);
    expect(readPreferences(path)).toEqual(NO_PREFERENCES);
    expect(existsSync(path)).toBe(true);
  });

  it('do without a file that can not be written', () => {
    const path = join(scratchFolder(), 'inspector.json');
    mkdirSync(path);
    expect(() => createPreferenceKeeper(path).flush(CHOSEN)).not.toThrow();
  });

  it.each(['', '{', '[]', 'null', '7', '{"theme":"pink","screens":[1]}', 'x'.repeat(70_000)])(
    'come to nothing from %.20s',
    (text) => {
      const path = join(scratchFolder(), 'inspector.json');
      writeFileSync(path, text);
      expect(readPreferences(path)).toEqual(NO_PREFERENCES);
      expect(readPreferences(`${path}.missing`)).toEqual(NO_PREFERENCES);
    },
  );

  it('may hold anything: screens begin all the same, and remember what is JSON', () => {
    const db = richDatabase('text', 2);
    const own = new Drive(db).state.stacks;
    const known = Object.values(own).flatMap(([screen]) => {
      const remembered = screen?.remember();
      return typeof remembered === 'object' && remembered !== null ? Object.keys(remembered) : [];
    });
    const anyState = fc.oneof(
      fc.jsonValue(),
      fc.dictionary(fc.constantFrom('x', ...known), fc.jsonValue(), { noNullPrototype: true }),
    );
    const ids = TABS.map(({ id }) => id);
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...ids), anyState), (screens) => {
        const parsed = parsePreferences(JSON.parse(JSON.stringify({ theme: 'dark', screens })));
        const drive = new Drive(db, { screens: mainScreens(parsed.screens) });
        for (const { key } of TABS) {
          drive.press(key, 'down', 'enter');
          expect(drive.frame()).toHaveLength(24);
          drive.press('escape', 'escape');
        }
        for (const [screen] of Object.values(drive.state.stacks)) {
          const remembered = screen?.remember() ?? null;
          expect(JSON.parse(JSON.stringify(remembered))).toEqual(remembered);
        }
      }),
      { numRuns: 60 },
    );
  });
});
