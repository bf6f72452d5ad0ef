import fc from 'fast-check';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { loadCodeTools } from '../../../src/app/present/code-colours.js';
import { spansWidth } from '../../../src/app/present/line.js';
import { markdownLines } from '../../../src/app/present/markdown-lines.js';

const shown = (text: string, columns = 40) =>
  markdownLines(text, columns, 100).map((spans) => spans.map((one) => one.text).join(''));

const toned = (text: string) =>
  markdownLines(text, 60, 100).map((spans) => spans.map((one) => `${one.tone}:${one.text}`));

describe('Markdown on a screen', () => {
  beforeAll(loadCodeTools);

  it.each([
    ['a heading', '## Why it fails ##', [['strong:Why it fails']]],
    ['marks within a heading', '# C# # and F#', [['strong:C# # and F#']]],
    ['a heading with nothing in it', '### ###', [['strong:']]],
    ['a tick among two', '``a`', [['plain:``a`']]],
    ['no heading without a space', '#1 is open', [['plain:#1 is open']]],
    ['bold', 'a **b c** d', [['plain:a ', 'strong:b c', 'plain: d']]],
    ['code', 'run `npm test` now', [['plain:run ', 'accent:npm test', 'plain: now']]],
    ['code with backticks', '``a `b` c``', [['accent:a `b` c']]],
    ['a link', '[here](https://x.y)', [['plain:here', 'faint: (https://x.y)']]],
    ['a list', '- one', [['plain:• ', 'plain:one']]],
    ['a numbered list', '12. one', [['plain:12. ', 'plain:one']]],
    ['a quote', '> so', [['faint:│ ', 'faint:so']]],
    ['stars that mean nothing', '2 * 3 ** 4', [['plain:2 * 3 ** 4']]],
    ['a table as it is', '| a | b |', [['plain:| a | b |']]],
  ])('%s', (_, text, expected) => {
    expect(toned(text)).toEqual(expected);
  });

  test('a list item hangs', () => {
    expect(shown('- one two three four five six seven', 20)).toEqual([
      '• one two three ',
      '  four five six ',
      '  seven',
    ]);
  });

  test('tildes with a backtick far behind them are no fence, and cost no more than others', () => {
    const line = `${'~'.repeat(3_990)}\``;
    expect(shown(Array.from({ length: 50 }, () => line).join('\n'), 5_000)).toEqual(
      Array.from({ length: 50 }, () => line),
    );
    expect(shown('~~~~  ts a~b\nx\n~~~~')).toEqual(['│ x']);
  });

  test('code between fences is coloured behind a bar, and left open it ends with the text', () => {
    const lines = markdownLines('a\n```ts\nconst b = 1;\n# c\n```\n# d\n~~~\nlast', 40, 100);
    expect(lines.map((spans) => spans.map((one) => one.text).join(''))).toEqual([
      'a',
      '│ const b = 1;',
      '│ # c',
      'd',
      '│ last',
    ]);
    expect(lines[1]?.[1]).toEqual({ text: 'const', tone: 'keyword' });
  });

  test('says how many lines are left out', () => {
    expect(markdownLines('1\n2\n3', 40, 2).at(-1)?.[0]?.text).toBe('… 1 more lines');
  });

  test('keeps to its columns whatever it is given', () => {
    const line = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.stringMatching(/^[-*#>`~ [\]()a-z0-9.|]{0,80}$/),
    );
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 10 }),
        fc.integer({ min: 8, max: 100 }),
        (parts, columns) => {
          for (const spans of markdownLines(parts.join('\n'), columns, 100)) {
            expect(spansWidth(spans)).toBeLessThanOrEqual(columns);
            for (const { text } of spans) expect(text).not.toMatch(/[\p{Cc}\p{Cf}]/u);
          }
        },
      ),
    );
  });

  test('a line that would take a regular expression long takes none', () => {
    expect(shown('**'.repeat(50_000), 80).length).toBeGreaterThan(1);
    expect(shown(`${'`'.repeat(50_000)}a`, 80).length).toBeGreaterThan(0);
  });
});
