import { AuditLogger, SpoorDatabase } from '@spoor/storage';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { BINDINGS } from '../../../src/app/keys/bindings.js';
import { lineText } from '../../../src/app/present/line.js';
import { auditScreen } from '../../../src/app/screens/audit/audit-screen.js';
import type { Screen } from '../../../src/app/state/screen.js';
import { textWidth } from '../../../src/present/fit-text.js';
import { scratchFolder } from '../scratch.js';
import { answered, answerTo, surroundings } from './answers.js';

const COMMANDS = [
  ...new Set(
    BINDINGS.filter(({ scopes }) =>
      scopes.some((scope) => ['audit', 'audit-filter', 'list'].includes(scope)),
    ).map(({ command }) => command),
  ),
  'back',
];

const event = fc.oneof(
  { weight: 6, arbitrary: fc.record({ press: fc.constantFrom(...COMMANDS) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constantFrom(
        'c',
        'a',
        ':',
        's',
        'space',
        'left',
        'backspace',
        'm',
        '"',
        '宽',
        'ctrl-u',
      ),
    }),
  },
  { weight: 1, arbitrary: fc.record({ paste: fc.string({ unit: 'binary', maxLength: 30 }) }) },
  { weight: 1, arbitrary: fc.record({ add: fc.integer({ min: 1, max: 40 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      columns: fc.integer({ min: 1, max: 250 }),
      rows: fc.integer({ min: 1, max: 70 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ answer: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({ row: fc.integer({ min: 0, max: 70 }), double: fc.boolean() }),
  },
);

it('holds, whatever is pressed, typed, recorded and answered, at any size', {
  timeout: 60_000,
}, () => {
  const db = new SpoorDatabase({ path: `${scratchFolder()}/spoor.db` });
  onTestFinished(() => db.close());
  const audit = new AuditLogger(db);
  let count = 0;
  const add = (more: number) =>
    db.transaction(() => {
      for (let i = 0; i < more; i++) {
        count += 1;
        audit.log({
          action: count % 3 === 0 ? 'PreToolUse' : 'bad \u001b[2J',
          category: count % 7 === 0 ? 'security' : 'file',
          agent: count % 2 === 0 ? 'main' : null,
          sessionId: count % 4 === 0 ? null : `s${count % 4}`,
          details: { tool: '读取', summary: `${count} \u202e` },
        });
      }
    });
  add(120);
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), (events) => {
      let around = surroundings();
      let screen: Screen = answered(auditScreen(undefined), db, around);
      for (const one of events) {
        if ('press' in one) screen = screen.pressed(one.press, around).screen;
        else if ('type' in one) screen = screen.typed(one.type, around, false).screen;
        else if ('paste' in one) screen = screen.typed(one.paste, around, true).screen;
        else if ('add' in one) add(one.add);
        else if ('row' in one) screen = screen.clicked({ ...one, column: 3 }, around).screen;
        else if ('answer' in one) {
          // One answer at a time comes late, or all at once.
          const [query] = screen.queries(around);
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
        expect(lines.filter(({ selected }) => selected).length).toBeLessThanOrEqual(1);
      }
      screen = answered(screen, db, around);
      around = { ...around, columns: 100, rows: 30 };
      screen = answered(screen.settled(around), db, around);
      const shown = screen.view(around).filter(({ selected }) => selected);
      const none = /Nothing is in the log|No entry fits/;
      const isEmpty = screen.view(around).some((line) => none.test(lineText(line)));
      expect(shown.length).toBe(isEmpty ? 0 : 1);
    }),
    { numRuns: 150 },
  );
});
