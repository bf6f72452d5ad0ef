import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BINDINGS } from '../../../src/app/keys/bindings.js';
import { lineText } from '../../../src/app/present/line.js';
import { searchScreen } from '../../../src/app/screens/search/search-screen.js';
import type { Screen } from '../../../src/app/state/screen.js';
import { textWidth } from '../../../src/present/fit-text.js';
import { answered, answerTo, surroundings } from '../audit/answers.js';
import { textsDatabase } from './texts.js';

const COMMANDS = [
  ...new Set(
    BINDINGS.filter(({ scopes }) =>
      scopes.some((scope) => ['search', 'search-field', 'list'].includes(scope)),
    ).map(({ command }) => command),
  ),
  'back',
];

const event = fc.oneof(
  { weight: 6, arbitrary: fc.record({ press: fc.constantFrom(...COMMANDS) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constantFrom(
        'z',
        'e',
        'goats',
        'zebra',
        'space',
        'left',
        'backspace',
        '"',
        '宽',
        'ctrl-u',
      ),
    }),
  },
  { weight: 1, arbitrary: fc.record({ paste: fc.string({ unit: 'binary', maxLength: 30 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      columns: fc.integer({ min: 1, max: 250 }),
      rows: fc.integer({ min: 1, max: 70 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ answer: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ row: fc.nat(70), double: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ left: fc.integer({ min: 0, max: 3_000_000 }) }) },
);

it('holds, whatever is pressed, typed and answered, at any size', { timeout: 60_000 }, () => {
  const { db } = textsDatabase();
  fc.assert(
    fc.property(fc.array(event, { maxLength: 50 }), (events) => {
      let around = surroundings();
      let screen: Screen = searchScreen(undefined);
      for (const one of events) {
        if ('press' in one) screen = screen.pressed(one.press, around).screen;
        else if ('type' in one) screen = screen.typed(one.type, around, one.type.length > 4).screen;
        else if ('paste' in one) screen = screen.typed(one.paste, around, true).screen;
        else if ('row' in one) screen = screen.clicked({ ...one, column: 3 }, around).screen;
        else if ('left' in one) {
          const value = { left: one.left };
          screen = screen.heard({ type: 'acted', tag: 'index', ok: true, value }, around).screen;
        } else if ('answer' in one) {
          const query = screen.queries(around).at(-1);
          if (one.answer) screen = answered(screen, db, around);
          else if (query !== undefined) screen = screen.answered(answerTo(db, query), around);
        } else {
          around = { ...around, ...one };
          screen = screen.settled(around);
        }
        const lines = screen.view(around);
        expect(lines.length).toBeLessThanOrEqual(around.rows);
        for (const line of lines) {
          expect(textWidth(lineText(line))).toBe(around.columns);
          expect(lineText(line)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
        }
      }
      around = { ...around, columns: 100, rows: 30 };
      screen = answered(screen.settled(around), db, around);
      const [head, , , first] = screen.view(around);
      const chosen = screen.view(around).filter(({ selected }) => selected).length;
      const isAnything = first !== undefined && lineText(first).trim() !== '';
      expect(chosen > 0).toBe(isAnything);
      expect(chosen).toBeLessThanOrEqual(2);
      expect(lineText(head ?? { spans: [], selected: false })).toMatch(/Search/);
    }),
    { numRuns: 150 },
  );
});
