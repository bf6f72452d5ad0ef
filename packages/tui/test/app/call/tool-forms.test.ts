import type { JsonValue } from '@spoor/core';
import { describe, expect, it, test } from 'vitest';
import { type Block, blockLines } from '../../../src/app/present/block.js';
import { inputBlocks } from '../../../src/app/screens/call/tool-input.js';
import { outputBlocks, outputText } from '../../../src/app/screens/call/tool-output.js';

const shown = (blocks: readonly Block[]) =>
  blocks
    .flatMap((block) => blockLines(block, 60))
    .map((spans) => spans.map(({ text }) => text).join(''));

const input = (toolName: string, value: JsonValue, response: JsonValue = null) =>
  shown(inputBlocks({ toolName, input: value, response, folder: '/work' }));

describe('what a tool was asked', () => {
  it.each<[string, JsonValue, string[]]>([
    [
      'Bash',
      { command: 'ls -l\npwd', description: 'List', timeout: 5 },
      ['List', 'ls -l', 'pwd', 'timeout    5'],
    ],
    ['Read', { file_path: '/work/a.ts', offset: 3 }, ['file_path  a.ts', 'offset     3']],
    ['Grep', { pattern: 'a.b', '-i': true }, ['pattern    a.b', '-i         true']],
    [
      'Edit',
      { file_path: '/work/a.ts', old_string: 'a\nb', new_string: 'a\nc' },
      ['File       a.ts', '1 1   a', '2   - b', '  2 + c'],
    ],
    [
      'MultiEdit',
      {
        file_path: 'a.ts',
        edits: [
          { old_string: 'a', new_string: 'b' },
          { old_string: 'c', new_string: '' },
        ],
      },
      ['File       a.ts', '1   - a', '  1 + b', '1   - c'],
    ],
    ['Write', { file_path: 'b.txt', content: 'x\n' }, ['File       b.txt', '  1 + x']],
    [
      'NotebookEdit',
      { notebook_path: 'n.ipynb', cell_id: 'c', new_source: 'print(1)' },
      ['File       n.ipynb', 'cell_id    c', '  1 + print(1)'],
    ],
    [
      'Agent',
      { description: 'Look', prompt: '# Do\nit', subagent_type: 'Explore' },
      ['Look', 'subagent_type Explore', 'Do', 'it'],
    ],
    [
      'TodoWrite',
      {
        todos: [
          { content: 'a', status: 'completed' },
          { content: 'b', status: 'pending' },
        ],
      },
      ['✓ a', '○ b'],
    ],
    ['mcp__x__y', { a: 1 }, ['{', '  "a": 1', '}']],
    ['Bash', { command: 7 }, ['{', '  "command": 7', '}']],
    [
      'Edit',
      { file_path: 'a', old_string: 'x' },
      ['{', '  "file_path": "a",', '  "old_string": "x"', '}'],
    ],
    ['Read', 'odd', ['"odd"']],
    ['constructor', {}, ['{}']],
  ])('%s %j', (toolName, value, lines) => {
    expect(input(toolName, value)).toEqual(lines);
  });

  test('an edit has the numbers of its file where the client told them', () => {
    const patch = { oldStart: 41, newStart: 41, lines: [' x', '-a', '+b'] };
    const asked = { file_path: 'a', old_string: 'a', new_string: 'b' };
    expect(input('Edit', asked, { structuredPatch: [patch] })).toEqual([
      'File       a',
      '41 41   x',
      '42    - a',
      '   42 + b',
    ]);
  });
});

describe('what a tool gave back', () => {
  const output = (given: Partial<Parameters<typeof outputBlocks>[0]>) =>
    shown(outputBlocks({ text: null, response: null, filePath: null, isProse: false, ...given }));

  it.each<[string, Partial<Parameters<typeof outputBlocks>[0]>, string[]]>([
    ['nothing', {}, []],
    ['a text of the transcript before all', { text: 'a', response: { stdout: 'b' } }, ['a']],
    ['what a command printed', { response: { stdout: 'out', stderr: 'err' } }, ['out', 'err']],
    ['a file', { response: { file: { content: 'a\nb', startLine: 9 } } }, [' 9 a', '10 b']],
    ['a file as the model sees it', { text: '    7→a\n    8→' }, ['7 a', '8 ']],
    ['a file with a remark behind it', { text: '  1\ta\n\n<note>' }, ['1 a']],
    ['numbers that are no file’s', { text: '7→a\n9→b' }, ['7→a', '9→b']],
    ['files that were found', { response: { filenames: ['a', 'b'] } }, ['a', 'b']],
    ['lines that were found', { response: { mode: 'content', content: 'a:1' } }, ['a:1']],
    ['parts of a text', { response: [{ type: 'text', text: 'a' }] }, ['a']],
    ['an agent’s answer', { isProse: true, response: { content: [{ text: '# a' }] } }, ['a']],
    ['anything else', { response: { ok: true } }, ['{', '  "ok": true', '}']],
  ])('%s', (_, given, lines) => {
    expect(output(given)).toEqual(lines);
  });

  it.each<[JsonValue, string]>([
    ['a', 'a'],
    [{ stdout: 'a', stderr: 'b' }, 'a\nb'],
    [[{ text: 'a' }, { text: 'b' }], 'a\nb'],
    [null, ''],
    [{ a: 1 }, '{\n  "a": 1\n}'],
  ])('is copied as a text: %j', (response, text) => {
    expect(outputText({ text: null, response })).toBe(text);
  });
});
