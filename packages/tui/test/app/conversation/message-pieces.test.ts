import type { ConversationCall, ConversationMessage } from '@spoor/storage';
import { describe, expect, it, test } from 'vitest';
import { pieceLines } from '../../../src/app/present/piece.js';
import { callOfPiece } from '../../../src/app/screens/conversation/call-piece.js';
import { conversationPieces } from '../../../src/app/screens/conversation/conversation-pieces.js';
import { clockTime } from '../../../src/present/relative-time.js';
import { at } from '../records.js';
import { message } from './messages.js';

const CALL: ConversationCall = {
  toolUseId: 't1',
  toolName: 'Read',
  summary: '/work/src/a.ts',
  filePath: '/work/src/a.ts',
  status: 'success',
  durationMs: 12,
  resultBytes: null,
};

function shown(messages: readonly ConversationMessage[], columns = 70, main?: string): string[] {
  const pieces = conversationPieces({
    messages,
    calls: [CALL],
    agents: { x1: 'Explore' },
    session: { label: null, status: 'idle', folder: '/work' },
    place: { sessionId: 's', ...(main === undefined ? {} : { agentId: main }) },
  });
  return pieces.flatMap((piece) =>
    pieceLines(piece, piece.isFolded, columns).map((spans) =>
      spans
        .map(({ text }) => text)
        .join('')
        .trimEnd(),
    ),
  );
}

const time = clockTime(at(0));
const asks = [{ id: 't1', name: 'Read', about: null }];

describe('a message in a conversation', () => {
  it.each<[string, ConversationMessage, string[]]>([
    ['a prompt', message('1', 'prompt', 'Do it'), ['', `${time}   user`, '           Do it']],
    [
      'a command of the client',
      message('1', 'prompt', '<command-name>/clear</command-name><command-args>x</command-args>'),
      ['', `${time}   user`, '           /clear x'],
    ],
    [
      'an answer, with its tokens',
      message('1', 'answer', '**Yes**', { tokenCount: 1_234 }),
      ['', `${time}   opus-4-1${' '.repeat(39)}1.2k tokens`, '           Yes'],
    ],
    ['a thought, folded', message('1', 'thinking', 'a\nb'), [`${time} ▸ thought  2 lines`]],
    ['a thought that is kept secret', message('1', 'thinking', null), []],
    [
      'a call',
      message('1', 'tool_call', null, { asks }),
      [`${time}   → Read  src/a.ts${' '.repeat(36)}✓ 12ms`],
    ],
    [
      'a call that no row tells of',
      message('1', 'tool_call', null, { asks: [{ id: 'u', name: 'Bash', about: 'ls\n-l' }] }),
      [`${time}   → Bash  ls ↵ -l`],
    ],
    [
      'an output, folded',
      message('1', 'tool_output', '1\n2\n3\n4\n5\n6', { toolUseId: 't1' }),
      [
        `${time} ▸ ↳ Read gave back  11 B`,
        ...['1', '2', '3', '4', '… 2 more lines'].map((line) => `           ${line}`),
      ],
    ],
    [
      'an output that is empty or gone',
      message('1', 'tool_output', null, { toolUseId: 't1' }),
      [`${time}   ↳ Read gave back  nothing`],
    ],
    [
      'a prompt that retention took',
      message('1', 'prompt', null),
      ['', `${time}   user`, '           not kept any more'],
    ],
    [
      'an error',
      message('1', 'error', 'Overloaded'),
      ['', `${time}   error`, '           Overloaded'],
    ],
    [
      'a summary, folded',
      message('1', 'prompt', 'So far\nthis', { isSummary: true }),
      ['', `${time} ▸ summary of what was before  2 lines`],
    ],
    [
      'a compaction',
      message('1', 'notice', 'compacted (auto): 9 → 1 tokens', { subtype: 'compact_boundary' }),
      ['', `${time}   ─── compacted (auto): 9 → 1 tokens ───`],
    ],
    ['a notice', message('1', 'notice', 'x', { subtype: 'model' }), [`${time}   model: x`]],
    ['a notice that says nothing', message('1', 'notice', null), []],
    [
      'what is cut',
      message('1', 'prompt', 'start', { isCut: true, contentBytes: 9_000_000 }),
      [
        '',
        `${time}   user`,
        '           start',
        '           … the rest of its 9.0 MB: v shows it in your pager',
      ],
    ],
    [
      'hostile text',
      message('1', 'prompt', '\u001b]0;x\u0007\u202e'),
      ['', `${time}   user`, '           ␛]0;x␇\\u{202E}'],
    ],
  ])('%s', (_, one, lines) => {
    expect(shown([one])).toEqual(lines);
  });

  test('an output under its call is told shorter', () => {
    const lines = shown([
      message('1', 'tool_call', null, { asks }),
      message('2', 'tool_output', 'a', { toolUseId: 't1' }),
    ]);
    expect(lines.slice(1)).toEqual([`${time}   ↳ 1 B`, '           a']);
  });

  test('the output of a file has its language and numbers', () => {
    const [, line] = shown([message('2', 'tool_output', '  7→a = 1', { toolUseId: 't1' })]);
    expect(line).toBe('           7 a = 1');
  });

  test('what a subagent said lies deeper, unless it is the one that is read', () => {
    const said = message('1', 'answer', 'Found', { agentId: 'x1' });
    expect(shown([said])).toEqual(['', `${time}       Explore · opus-4-1`, '               Found']);
    expect(shown([said], 70, 'x1')).toEqual(['', `${time}   opus-4-1`, '           Found']);
  });

  test('parts of one message tell its tokens once', () => {
    const part = { messageId: 'm', tokenCount: 20 };
    const lines = shown([message('1', 'answer', 'a', part), message('2', 'answer', 'b', part)]);
    expect(lines.filter((line) => line.includes('tokens'))).toHaveLength(1);
  });

  test('a narrow screen has no margin for times', () => {
    expect(shown([message('1', 'prompt', 'Do it')], 40)).toEqual(['', '  user', '  Do it']);
  });

  test('a call is found again by its piece, and by its output', () => {
    const asking = message('1', 'tool_call', null, { asks });
    const [piece] = conversationPieces({
      messages: [asking],
      calls: [],
      agents: {},
      session: null,
      place: { sessionId: 's' },
    });
    expect(callOfPiece(piece?.key ?? '', asking)).toBe('t1');
    expect(callOfPiece('2', message('2', 'tool_output', 'a', { toolUseId: 't2' }))).toBe('t2');
    expect(callOfPiece('3', message('3', 'answer', 'a'))).toBeNull();
  });
});
