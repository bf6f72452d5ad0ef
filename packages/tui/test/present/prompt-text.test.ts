import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isNotice, promptText, withoutClientTags } from '../../src/present/prompt-text.js';

const NOTICE = `<task-notification>
<task-id>a7b1fa3c81109fd5a</task-id>
<output-file>/tmp/tasks/a7b1fa3c81109fd5a.output</output-file>
<status>completed</status>
<summary>Agent "Say hello" finished</summary>
<note>A task-notification fires each time this agent stops.</note>
<result>Hello from the subagent.
All is well.</result>
<usage><tool_uses>1</tool_uses></usage>
</task-notification>`;

describe('a prompt', () => {
  test.each([
    ['that somebody typed', 'Fix <b>it</b>', 'Fix <b>it</b>'],
    ['that begins with a tag of its own', '<div> is not closed', '<div> is not closed'],
    [
      'that tells of a subagent',
      NOTICE,
      'Background agent “Say hello” finished\nHello from the subagent.\nAll is well.',
    ],
    [
      'that tells of a command, with entities',
      '<task-notification>\n<summary>Background command "ls 2&gt;/dev/null &amp;&amp; echo &quot;x&quot;" completed (exit code 0)</summary>\n</task-notification>',
      'Background command “ls 2>/dev/null && echo "x"” completed (exit code 0)',
    ],
    [
      'that was cut within',
      NOTICE.slice(0, NOTICE.indexOf(' finished')),
      'Background agent “Say hello”',
    ],
    [
      'that was cut before it says anything',
      '<task-notification>\n<task-id>a7b1',
      'A task in the background is over',
    ],
    [
      'that is a command',
      '<command-message>hi</command-message>\n<command-name>/hi</command-name>\n<command-args>bob</command-args>',
      '/hi bob',
    ],
    [
      'that is a command without arguments',
      '<command-name>/clear</command-name>\n            <command-message>clear</command-message>\n            <command-args></command-args>',
      '/clear',
    ],
    ['that runs something', '<bash-input>ls -l</bash-input>', '! ls -l'],
    [
      'that is what something printed',
      '<local-command-stdout>\u001b[2mCompacted\u001b[22m</local-command-stdout>',
      'Compacted',
    ],
    [
      'of a teammate',
      '<teammate-message teammate_id="bob" summary="x">The tests pass.</teammate-message>',
      'From bob: The tests pass.',
    ],
  ])('%s', (_, text, shown) => {
    expect(promptText(text)).toBe(shown);
  });

  test('that the client made up is known', () => {
    expect([NOTICE, '<command-name>/hi</command-name>', 'hi'].map(isNotice)).toEqual([
      ...[true, false, false],
    ]);
  });

  test('never throws, whatever stands in it and wherever it ends', () => {
    const piece = fc.constantFrom(
      ...[
        '<task-notification>',
        '<summary>',
        '</summary>',
        '"',
        '<result>',
        '<command-name>',
        '/x',
      ],
      ...['<bash-input>', '&lt;', '&amp;', '\n', '<teammate-message', 'teammate_id="', '>', 'word'],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (parts) => {
        const text = parts.join('');
        expect(typeof promptText(text)).toBe('string');
        expect(withoutClientTags(text).length).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});

test('a part of a prompt loses tags, and what only the client understands', () => {
  expect(withoutClientTags(NOTICE.slice(0, NOTICE.indexOf('<note>'))).replace(/\s+/g, ' ')).toBe(
    ' Agent "Say hello" finished ',
  );
  expect(withoutClientTags('a < b, <div> and <b>')).toBe('a < b, <div> and <b>');
});
