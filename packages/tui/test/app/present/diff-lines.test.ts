import fc from 'fast-check';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { loadCodeTools } from '../../../src/app/present/code-colours.js';
import { type DiffHunk, diffHunks, hunksRecorded } from '../../../src/app/present/diff-hunks.js';
import { diffCounts, diffLines } from '../../../src/app/present/diff-lines.js';
import { spansWidth } from '../../../src/app/present/line.js';

const shown = (hunks: readonly DiffHunk[], columns = 60) =>
  diffLines(hunks, columns, null).map((spans) => spans.map(({ text }) => text).join(''));

const lines = fc.array(fc.constantFrom('a', 'b', 'c', '', 'dd'), { maxLength: 12 });

/** What a diff leads from, or to, where it shows all of it. */
const side = (hunks: readonly DiffHunk[], sign: '-' | '+') =>
  hunks.flatMap((hunk) =>
    hunk.lines.filter((l) => l[0] === ' ' || l[0] === sign).map((l) => l.slice(1)),
  );

describe.each(['before the tools are loaded', 'with the tools'])('a diff %s', (when) => {
  if (when === 'with the tools') beforeAll(loadCodeTools);

  test('of equal texts is empty', () => {
    expect(diffHunks('a\nb', 'a\nb')).toEqual([]);
  });

  test('shows numbers, signs and what is around', () => {
    expect(shown(diffHunks('1\n2\n3\n4\n5\n6\n', '1\n2\n3\nX\n5\n6\n'))).toEqual([
      '1 1   1',
      '2 2   2',
      '3 3   3',
      '4   - 4',
      '  4 + X',
      '5 5   5',
      '6 6   6',
    ]);
  });

  test('of a new text has what came alone', () => {
    expect(shown(diffHunks('', 'a\nb\n'))).toEqual(['  1 + a', '  2 + b']);
    expect(diffCounts(diffHunks('', 'a\nb\n'))).toEqual({ removed: 0, added: 2 });
  });

  test('leads from one text to the other', () => {
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        // Ends alike on both sides, so that whole texts are within what is shown around a change.
        const hunks = diffHunks(`${before.join('\n')}\n`, `${after.join('\n')}\n`);
        const { removed, added } = diffCounts(hunks);
        expect(removed - added).toBe(Math.max(1, before.length) - Math.max(1, after.length));
        for (const text of side(hunks, '-')) expect([...before, '']).toContain(text);
        for (const text of side(hunks, '+')) expect([...after, '']).toContain(text);
      }),
    );
  });

  test('of large texts comes in time, and whole', () => {
    const before = Array.from({ length: 3_000 }, (_, i) => `before ${i}`).join('\n');
    const after = Array.from({ length: 3_000 }, (_, i) => `after ${i}`).join('\n');
    const counts = diffCounts(diffHunks(before, after));
    expect(counts).toEqual({ removed: 3_000, added: 3_000 });
    expect(shown(diffHunks(before, after)).length).toBeLessThanOrEqual(4_001);
  });

  test('keeps to its columns', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 80 }),
        fc.string({ unit: 'binary', maxLength: 80 }),
        fc.integer({ min: 12, max: 90 }),
        (before, after, columns) => {
          for (const line of diffLines(diffHunks(before, after), columns, 'typescript')) {
            expect(spansWidth(line)).toBeLessThanOrEqual(columns);
          }
        },
      ),
    );
  });
});

describe('a diff that was recorded', () => {
  const hunk = { oldStart: 7, oldLines: 2, newStart: 7, newLines: 2, lines: [' a', '-b', '+c'] };

  test('has the numbers of its file', () => {
    expect(shown(hunksRecorded([hunk]) ?? [])).toEqual(['7 7   a', '8   - b', '  8 + c']);
  });

  test('has a mark between its places', () => {
    expect(shown(hunksRecorded([hunk, { ...hunk, oldStart: 90, newStart: 91 }]) ?? [])[3]).toMatch(
      /^┄+$/,
    );
  });

  test('says nothing of line ends that are missing', () => {
    const odd = { ...hunk, lines: [' a', '\\ No newline at end of file'] };
    expect(shown(hunksRecorded([odd]) ?? [])).toEqual(['7 7   a']);
  });

  it.each([
    ['nothing', null],
    ['an empty list', []],
    ['a text', 'x'],
    ['lines that are no texts', [{ ...hunk, lines: [1] }]],
    ['no numbers', [{ ...hunk, oldStart: 'x' }]],
    ['nulls', [null]],
  ])('is none: %s', (_, value) => {
    expect(hunksRecorded(value)).toBeNull();
  });
});
