import { describe, expect, it } from 'vitest';
import { BINDINGS, commandOf } from '../../src/app/keys/bindings.js';
import { footerLine } from '../../src/app/keys/footer.js';
import { keyNames } from '../../src/app/keys/key-names.js';
import { placeColumns, rowSpans } from '../../src/app/present/columns.js';
import { lineText, span, spread } from '../../src/app/present/line.js';
import { helpLines } from '../../src/app/screens/help-screen.js';
import { sessionColumns } from '../../src/app/screens/session-columns.js';
import { overview } from './overviews.js';
import { at, START } from './records.js';

const row = (columns: number, more: Parameters<typeof overview>[1] = {}) =>
  rowSpans(placeColumns(sessionColumns(START + 90_000), columns), overview('s', more))
    .map(({ text }) => text)
    .join('');

describe('the row of a session', () => {
  it.each([
    [
      { status: 'waiting', title: 'Fix the drain', failedCalls: 2, lastActivityAt: at(30) },
      '◆ waiting   spoor      Fix the drain                 2      2  1m00s   1m ago',
    ],
    [
      { status: 'abandoned', name: 'Mine', title: 'Not mine', durationMs: null, toolCalls: 0 },
      '╳ abandoned spoor      Mine                          ·      ·      –  30s ago',
    ],
    [
      { firstPrompt: '翻訳ファイルを整理して、足りないキーを一覧に', lastActivityAt: at(90) },
      '○ idle      spoor      翻訳ファイルを整理して、…     2      ·  1m00s      now',
    ],
    [
      { firstPrompt: null, projectId: '/x/\u001b[31ma-project-with-a-name' },
      '○ idle      ␛[31m…name no prompt yet                 2      ·  1m00s  30s ago',
    ],
  ] as const)('%#', (more, text) => {
    expect(row(77, more)).toBe(text);
  });

  it.each([
    [40, ['STATE', 'SESSION']],
    [77, ['STATE', 'PROJECT', 'SESSION', 'CALLS', 'FAILED', 'TIME', 'ACTIVE']],
  ])('shows at %i columns %j', (columns, titles) => {
    const placed = placeColumns(sessionColumns(START), columns).map(({ column }) => column.title);
    expect(placed).toEqual(titles);
  });

  it('shows all that there is on a wide screen', () => {
    expect(placeColumns(sessionColumns(START), 117)).toHaveLength(11);
  });
});

describe('lines', () => {
  it('gives up the right side when there is no room for both', () => {
    expect(lineText(spread([span('left side')], [span('right')], 20))).toBe('left side      right');
    expect(lineText(spread([span('left side')], [span('right')], 6))).toBe('left …');
  });
});

describe('keys', () => {
  it('gives no key two meanings in one place', () => {
    for (const scope of ['sessions', 'session', 'help', 'empty'] as const) {
      const keys = BINDINGS.filter((b) => b.scopes.includes(scope)).flatMap((b) => b.keys);
      expect(new Set(keys).size).toBe(keys.length);
    }
  });

  it('says every binding in the help', () => {
    const help = helpLines(120).map(lineText).join('\n');
    for (const binding of BINDINGS) expect(help).toContain(binding.help);
  });

  it('knows keys by where they are pressed', () => {
    expect([commandOf('enter', 'sessions'), commandOf('enter', 'session')]).toEqual(['open', null]);
    expect(commandOf('h', 'session')).toBe('back');
  });

  it('takes apart what came in one piece', () => {
    const none = {} as Parameters<typeof keyNames>[1];
    expect(keyNames('jjG', none)).toEqual(['j', 'j', 'G']);
    expect(keyNames('q', { ...none, meta: true })).toEqual(['escape', 'q']);
    expect(keyNames('d', { ...none, ctrl: true })).toEqual(['ctrl-d']);
    expect(keyNames('', { ...none, downArrow: true })).toEqual(['down']);
  });

  it('keeps help and quit in the narrowest footer', () => {
    expect(lineText(footerLine('session', 20)).trimEnd()).toBe(' ? help  q quit');
  });
});
