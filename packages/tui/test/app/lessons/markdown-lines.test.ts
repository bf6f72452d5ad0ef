import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spansWidth } from '../../../src/app/present/line.js';
import { markdownLines } from '../../../src/app/screens/lessons/markdown-lines.js';

/** Each line's pieces with their tones; what is plain without one. */
function shown(text: string, columns = 20): string[] {
  return markdownLines(text, columns).map((spans) =>
    spans
      .filter((span) => span.text !== '')
      .map(({ text: piece, tone }) => (tone === 'plain' ? piece : `<${tone} ${piece}>`))
      .join(''),
  );
}

describe('a text in Markdown', () => {
  it.each([
    ['a heading', '## Why', ['<strong ## Why>']],
    ['a sentence', 'one two', ['one two']],
    ['one that is broken', 'one two three four five', ['one two three four', 'five']],
    [
      'a point that is broken',
      '- one two three four five',
      ['<accent - >one two three', '<accent   >four five'],
    ],
    ['a number', '12. first', ['<accent 12. >first']],
    ['a quote', '> said', ['<accent > ><faint said>']],
    ['code within', 'run `x` now', ['run <string `x`> now']],
    ['what is strong', 'a **b** c', ['a <strong **b**> c']],
    ['a tick alone', 'a ` b', ['a ` b']],
    [
      'a block of code',
      '```ts\n# no heading\n```\n# one',
      [
        '<faint │ ><faint ```ts>',
        '<faint │ ><string # no heading>',
        '<faint │ ><faint ```>',
        '<strong # one>',
      ],
    ],
    ['lines between', 'a\n\nb\n\n', ['a', '', 'b']],
    ['a tab', '\tx', ['    x']],
    ['what drives a terminal', '\u001b[2J\u202e', ['␛[2J\\u{202E}']],
  ])('shows %s', (_, text, lines) => {
    expect(shown(text)).toEqual(lines);
  });

  it('stays within its columns, and within bounds, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('```', '- x', '> y'))),
        fc.integer({ min: 8, max: 60 }),
        (rows, columns) => {
          for (const spans of markdownLines(rows.join('\n'), columns)) {
            expect(spansWidth(spans)).toBeLessThanOrEqual(columns);
          }
        },
      ),
    );
    expect(markdownLines('x'.repeat(1_000_000), 80).length).toBeLessThan(100);
    expect(markdownLines('x\n'.repeat(1_000_000), 80).length).toBeLessThanOrEqual(2_000);
  });
});
