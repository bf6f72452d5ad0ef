import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineText, span } from '../../../src/app/present/line.js';
import type { Piece } from '../../../src/app/present/piece.js';
import { textViewLines } from '../../../src/app/present/text-view-lines.js';
import { textDocument } from '../../../src/app/state/text-document.js';
import { fieldOf } from '../../../src/app/state/text-field.js';
import { lineOfPlace, settleText } from '../../../src/app/state/text-place.js';
import {
  EMPTY_VIEW,
  type TextView,
  textClicked,
  textPressed,
  textTyped,
  toMatch,
} from '../../../src/app/state/text-view.js';

function piece(key: string, text: string, more: Partial<Piece> = {}): Piece {
  return {
    key,
    sort: key.replace(/\d+$/, ''),
    head: [span(`head of ${key}`)],
    body: [{ kind: 'plain', text }],
    preview: 1,
    isFolded: false,
    isApart: false,
    source: () => null,
    ...more,
  };
}

const PIECES = [
  piece('a1', 'one\ntwo\nthree'),
  piece('a2', 'four\nfive\nsix', { isFolded: true }),
  piece('b1', 'seven'),
];

const documentOf = (view: TextView, columns = 40) => textDocument(PIECES, view.folds, columns);

const shown = (view: TextView, height = 20) =>
  textViewLines(view, documentOf(view), 42, height).map((one) => lineText(one).trimEnd());

function press(view: TextView, ...commands: string[]): TextView {
  return commands.reduce((now, command) => {
    const next = textPressed(now, documentOf(now), command, 20) ?? now;
    return { ...next, text: settleText(next.text, documentOf(next).layout, 20) };
  }, view);
}

describe('a text of pieces', () => {
  test('shows heads and bodies, folded ones in part', () => {
    expect(shown(press(EMPTY_VIEW, 'down')).filter((one) => one !== '')).toEqual([
      '  ▾ head of a1',
      '▌   one',
      '    two',
      '    three',
      '  ▸ head of a2',
      '    four',
      '    … 2 more lines',
      '    head of b1',
      '    seven',
    ]);
  });

  test('folds the piece of the cursor, which goes to its head', () => {
    const view = press(EMPTY_VIEW, 'down', 'down', 'fold');
    expect(shown(view).slice(0, 3)).toEqual(['▌ ▸ head of a1', '    one', '    … 2 more lines']);
    expect(shown(press(view, 'fold'))).toContain('    three');
  });

  test('folds all, then unfolds all', () => {
    const folded = press(EMPTY_VIEW, 'fold-all');
    expect(shown(folded).filter((one) => one.includes('more lines'))).toHaveLength(2);
    expect(shown(press(folded, 'fold-all')).filter((one) => one.includes('more'))).toEqual([]);
  });

  test('goes from head to head', () => {
    const view = press(EMPTY_VIEW, 'first', 'next-section', 'next-section');
    expect(view.text.cursor).toEqual({ piece: 'b1', line: 0 });
    expect(press(view, 'next-section')).toEqual(view);
    expect(press(view, 'previous-section').text.cursor).toEqual({ piece: 'a2', line: 0 });
  });

  test('finds a text in what is shown, marks it, and says where it is', () => {
    let view = press(EMPTY_VIEW, 'find');
    for (const key of ['T', 'w', 'x', 'backspace', 'o']) view = textTyped(view, key, false);
    view = press(view, 'accept-find');
    const found = toMatch(view, documentOf(view), 1, 20);
    expect(found?.text.cursor).toEqual({ piece: 'a1', line: 2 });
    const lines = textViewLines(found ?? view, documentOf(view), 42, 20);
    expect(lines[2]?.spans).toContainEqual({ text: 'two', tone: 'match' });
    expect(lineText(lines[19] ?? { spans: [], selected: false })).toMatch(/^ \/Two +line 3 of 9 $/);
    expect(toMatch(found ?? view, documentOf(view), 1, 20)).toBeNull();
    expect(toMatch({ ...view, find: fieldOf('') }, documentOf(view), 1, 20)).toBeNull();
  });

  test('back looks for nothing first', () => {
    const view = { ...EMPTY_VIEW, find: fieldOf('x') };
    const cleared = textPressed(view, documentOf(view), 'back', 20);
    expect(cleared?.find.text).toBe('');
    expect(textPressed(EMPTY_VIEW, documentOf(EMPTY_VIEW), 'back', 20)).toBeNull();
  });

  test('a click puts the cursor on a line of the text alone', () => {
    const view = textClicked(press(EMPTY_VIEW, 'first'), documentOf(EMPTY_VIEW), 3, 20);
    expect(view.text.cursor).toEqual({ piece: 'a1', line: 3 });
    expect(textClicked(view, documentOf(view), 15, 20)).toBe(view);
    expect(textClicked(view, documentOf(view), -1, 20)).toBe(view);
  });

  test('whatever is pressed, lines are as many and as wide as the screen', () => {
    const commands = fc.array(
      fc.constantFrom(
        ...['down', 'up', 'page-down', 'page-up', 'first', 'last', 'fold', 'fold-all'],
        ...['next-section', 'previous-section', 'find', 'accept-find', 'clear-find', 'back'],
      ),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(commands, fc.integer({ min: 1, max: 9 }), (pressed, height) => {
        let view: TextView = EMPTY_VIEW;
        for (const command of pressed) {
          view = textPressed(view, documentOf(view), command, height) ?? view;
          view = { ...view, text: settleText(view.text, documentOf(view).layout, height) };
          const lines = textViewLines(view, documentOf(view), 42, height);
          expect(lines).toHaveLength(height);
          for (const one of lines) expect(lineText(one)).toHaveLength(42);
          expect(lineOfPlace(documentOf(view).layout, view.text.cursor)).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});
