import { describe, expect, it } from 'vitest';
import { placeColumns, rowSpans } from '../../src/app/present/columns.js';
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
