import fc from 'fast-check';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { loadCodeTools } from '../../../src/app/present/code-colours.js';
import { languageNamed, languageOfPath } from '../../../src/app/present/code-language.js';
import { codeSpans } from '../../../src/app/present/code-spans.js';
import type { Span } from '../../../src/app/present/line.js';

const texts = (lines: readonly (readonly Span[])[]) =>
  lines.map((line) => line.map(({ text }) => text).join(''));

const toned = (line: readonly Span[] | undefined) =>
  line?.map(({ text, tone }) => `${tone}:${text}`);

describe('the language of code', () => {
  it.each([
    ['/a/b/c.ts', 'typescript'],
    ['C:\\x\\Y.PY', 'python'],
    ['/a/Dockerfile', 'bash'],
    ['/a.d/plain', null],
    ['/a/b.unknown', null],
    ['/a/.bashrc', 'bash'],
    [null, null],
  ])('of %s is %s', (path, language) => {
    expect(languageOfPath(path)).toBe(language);
  });

  it.each([
    ['ts', 'typescript'],
    ['TypeScript', 'typescript'],
    ['sh', 'bash'],
    ['constructor', null],
    ['', null],
  ])('that the word %j means is %s', (word, language) => {
    expect(languageNamed(word)).toBe(language);
  });
});

describe('code', () => {
  test('is plain until its tools are loaded', () => {
    expect(codeSpans(['const a = 1'], 'typescript')).toEqual([
      [{ text: 'const a = 1', tone: 'plain' }],
    ]);
  });

  describe('in colours', () => {
    beforeAll(loadCodeTools);

    test('leaves a long line plain, and what stands around it coloured', () => {
      const long = '[a]('.repeat(50_000);
      const lines = codeSpans(['# a', long, '- b'], 'markdown');
      expect(lines.map(toned)).toEqual([
        ['strong:# a'],
        [`plain:${long}`],
        ['plain:-', 'plain: b'],
      ]);
    });

    test('has tones for its parts, over several lines too', () => {
      const lines = codeSpans(["const a = 'b'; // c", '/* 1', '2 */ 3'], 'typescript');
      expect(toned(lines[0])).toEqual([
        'keyword:const',
        'plain: a = ',
        "string:'b'",
        'plain:; ',
        'comment:// c',
      ]);
      expect(toned(lines[1])).toEqual(['comment:/* 1']);
      expect(toned(lines[2])).toEqual(['comment:2 */', 'plain: ', 'number:3']);
    });

    test('is plain where its language is unknown, or is not to be coloured', () => {
      expect(toned(codeSpans(['let a'], null)[0])).toEqual(['plain:let a']);
      expect(toned(codeSpans(['let a'], 'typescript', false)[0])).toEqual(['plain:let a']);
    });

    test('is plain behind what is coloured of a long text', () => {
      const lines = codeSpans(
        Array.from({ length: 2_000 }, () => 'const a = 1;'),
        'typescript',
      );
      expect(lines).toHaveLength(2_000);
      expect(toned(lines[0])?.[0]).toBe('keyword:const');
      expect(toned(lines.at(-1))).toEqual(['plain:const a = 1;']);
    });

    test.each(['typescript', 'bash', 'xml', 'python', 'markdown', 'json', 'diff', 'yaml'])(
      'keeps its text: %s',
      (language) => {
        const line = fc.oneof(
          fc.stringMatching(/^[a-z0-9 <>&"'`${}()=;:#/*_-]{0,40}$/),
          fc
            .string({ unit: 'grapheme', maxLength: 20 })
            .map((text) => text.replace(/\p{Cc}/gu, '')),
        );
        fc.assert(
          fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
            expect(texts(codeSpans(lines, language))).toEqual(lines);
          }),
          { numRuns: 60 },
        );
      },
    );
  });
});
