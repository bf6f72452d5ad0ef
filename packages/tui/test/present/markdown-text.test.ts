import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  answerMarkdown,
  codeBlock,
  codeSpan,
  plainMarkdown,
  quoted,
} from '../../src/present/markdown-text.js';

const piece = fc.constantFrom(
  ...['`', '``', '```', '````', '~~~', '# ', '\n', '<b>', '![', '](x)', '> ', '- ', '1. ', '='],
  ...['word', ' ', '\\', '*', '_', '\t', '\u001b[2J', '\u202e', '\r\n', '|', '---'],
);
const hostile = fc.array(piece, { maxLength: 30 }).map((parts) => parts.join(''));

/** The longest run of ticks within a text. */
const ticksIn = (text: string) =>
  Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));

describe('recorded text in Markdown', () => {
  test('as code keeps its own ticks within', () => {
    expect(codeSpan('plain')).toBe('`plain`');
    expect(codeSpan('a ` b')).toBe('``a ` b``');
    expect(codeSpan('`a`')).toBe('`` `a` ``');
    expect(codeSpan(' \n')).toBe('');
    fc.assert(
      fc.property(hostile, (text) => {
        const span = codeSpan(text);
        if (span === '') return;
        const [fence = ''] = /^`+/.exec(span) ?? [];
        const inside = span.slice(fence.length, -fence.length);
        expect(span.endsWith(fence)).toBe(true);
        expect(ticksIn(inside)).toBeLessThan(fence.length);
        const [first = '', ...rest] = codeBlock(text);
        expect(rest.at(-1)).toBe(first);
        expect(ticksIn(rest.slice(0, -1).join('\n'))).toBeLessThan(first.length);
      }),
    );
  });

  test('as plain text means nothing', () => {
    expect(plainMarkdown('# a *b* [c](d) <e>\n`f`')).toBe(
      '\\# a \\*b\\* \\[c\\](d) \\<e\\> \\`f\\`',
    );
    expect(plainMarkdown('1. one')).toBe('1\\. one');
    expect(plainMarkdown('- one')).toBe('\\- one');
    expect(quoted('a\n  b\n\n=== c')).toEqual(['> a\\', '> \u00a0\u00a0b', '>', '> \\=== c']);
    fc.assert(
      fc.property(hostile, (text) => {
        for (const line of quoted(text)) {
          expect(line).toMatch(/^>( |$)/);
          expect(line.replace(/\\[^\n]/g, '')).not.toMatch(/[`*_[\]<#|~]/);
        }
      }),
    );
  });

  test('as an answer stays below the headings, and closes its code', () => {
    expect(answerMarkdown('# one\ntwo\n===\n####### no')).toEqual([
      '#### one',
      'two',
      '\\===',
      '####### no',
    ]);
    expect(answerMarkdown('```js\n# in code')).toEqual(['```js', '# in code', '```']);
    expect(answerMarkdown('~~~~\n```\n~~~\n<b>')).toEqual(['~~~~', '```', '~~~', '<b>', '~~~~']);
    expect(answerMarkdown('```\na\n```\n<b> ![x](y)')).toEqual([
      '```',
      'a',
      '```',
      '&lt;b> \\![x](y)',
    ]);
    fc.assert(
      fc.property(hostile, (text) => {
        const lines = answerMarkdown(text);
        expect(lines.join('\n')).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
        // Nothing is open at its end: another heading after it is one.
        expect(answerMarkdown([...lines, '# next'].join('\n')).at(-1)).toBe('#### next');
      }),
    );
  });
});
