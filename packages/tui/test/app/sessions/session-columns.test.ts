import type { SessionRow } from '@spoor/storage';
import { describe, expect, it } from 'vitest';
import { rowSpans } from '../../../src/app/present/columns.js';
import { arrangeList } from '../../../src/app/screens/sessions/arrange.js';
import { FIRST_CHOICES, type ListChoices } from '../../../src/app/screens/sessions/list-choices.js';
import { placedSessionColumns } from '../../../src/app/screens/sessions/session-columns.js';
import { sessionItem } from '../../../src/app/screens/sessions/session-item.js';
import { at, START } from '../records.js';
import { sessionRow } from './session-rows.js';

const NOW = START + 90_000;

function look(rows: readonly SessionRow[], more: Partial<ListChoices> = {}) {
  const choices = { ...FIRST_CHOICES, ...more };
  const items = rows.map(sessionItem);
  const list = arrangeList({ items, choices, filter: '', folded: new Set(), nowMs: NOW });
  return { choices, activity: new Map<string, readonly number[]>(), list };
}

function lines(
  columns: number,
  rows: readonly SessionRow[],
  choices: Partial<ListChoices> = {},
  activity: ReadonlyMap<string, readonly number[]> = new Map(),
): string[] {
  const state = { ...look(rows, choices), activity };
  const placed = placedSessionColumns(state, { columns, nowMs: NOW });
  return state.list.entries.map((entry) =>
    rowSpans(placed, entry)
      .map(({ text }) => text)
      .join(''),
  );
}

function titles(columns: number, choices: Partial<ListChoices> = {}): unknown[] {
  return placedSessionColumns(look([], choices), { columns, nowMs: NOW }).map(
    ({ column }) => column.title,
  );
}

describe('the row of a session', () => {
  it.each([
    [
      { status: 'waiting', title: 'Fix the drain', failedCalls: 2, lastActivityAt: at(30) },
      '◆ waiting   spoor      Fix the drain                2      ·       ·   1m ago',
    ],
    [
      { status: 'abandoned', name: 'Mine', title: 'Not mine', contextTokens: 123_456 },
      '╳ abandoned spoor      Mine                         ·   123k       ·  30s ago',
    ],
    [
      { firstPrompt: '翻訳ファイルを整理して、足りないキーを一覧に', lastActivityAt: at(90) },
      '○ idle      spoor      翻訳ファイルを整理して…      ·      ·       ·      now',
    ],
    [
      { firstPrompt: null, projectId: '/x/\u001b[31ma-project-with-a-name', forkedFrom: 'other' },
      '○ idle      ␛[31m…name ⑂ no prompt yet              ·      ·       ·  30s ago',
    ],
    [
      { messages: 2, costUsd: 1.25, unpriced: 1, contextTokens: 999 },
      '○ idle      spoor      prompt of s                  ·    999  $1.25+  30s ago',
    ],
    [
      { messages: 1, costUsd: null, unpriced: 1, lastTurn: 'failed', workingDirectory: null },
      '✗ failed    spoor      prompt of s                  ·      ·       ?  30s ago',
    ],
    [
      { title: `\u202e${'very '.repeat(200_000)}long`, projectId: null, workingDirectory: '/a/b' },
      '○ idle      b          \\u{202E}very very very …     ·      ·       ·  30s ago',
    ],
  ] as const)('%#', (more, text) => {
    expect(lines(80, [sessionRow('s', more)])).toEqual([text]);
  });

  it('says beside what it is about what it does, asks or failed with', () => {
    const rows = [
      sessionRow('a', { status: 'waiting', runningCall: 'Bash git push --force' }),
      sessionRow('b', { lastTurn: 'failed', lastError: 'API Error: 529 overloaded' }),
      sessionRow('c', {
        status: 'active',
        lastTurn: 'open',
        runningCall: `Bash ${'x'.repeat(99)}`,
      }),
      sessionRow('d', { runningCall: 'Bash left over' }),
    ];
    const about = lines(140, rows, { sort: 'session' }).map((text) => text.slice(24, 61));
    expect(about).toEqual([
      'prompt of a  asks: Bash git push --fo',
      'prompt of b  API Error: 529 overloade',
      'prompt of c  Bash xxxxxxxxxxxxxxxxxxx',
      'prompt of d                          ',
    ]);
  });

  it('draws the activity of all on one scale', () => {
    const activity = new Map([
      ['a', [0, 16, 8, 1]],
      ['b', [2]],
    ]);
    const rows = [sessionRow('a'), sessionRow('b')];
    const drawn = lines(120, rows, { sort: 'session' }, activity).map((text) => text.slice(63, 76));
    expect(drawn).toEqual([' █▄▁         ', '▁            ']);
  });

  it('gives a project the sums of its sessions', () => {
    const rows = [
      sessionRow('a', { messages: 1, costUsd: 0.5, failedCalls: 1, contextTokens: 5 }),
      sessionRow('b', { messages: 1, costUsd: null, unpriced: 1, lastActivityAt: at(80) }),
      sessionRow('c', { status: 'waiting', failedCalls: 2 }),
    ];
    expect(lines(80, rows, { grouped: true })[0]).toBe(
      '▾ 3         spoor  ◆ 1 waiting  ○ 2 idle           3          $0.50+  10s ago',
    );
    expect(lines(40, rows, { grouped: true })[0]).toBe('▾ 3         spoor  ◆ 1  ○ 2          ');
    const long = rows.map((row) => ({ ...row, projectId: `/home/dev/${'long-'.repeat(40)}name` }));
    expect(lines(40, long, { grouped: true })[0]).toMatch(/^▾ 3 {9}long\S*…\S*name {2}◆ 1 {2}○ 2$/);
  });
});

describe('the columns', () => {
  it.each([
    [20, ['STATE', 'SESSION']],
    [40, ['STATE', 'SESSION']],
    [80, ['STATE', 'PROJECT', 'SESSION', 'FAILS', 'CTX', 'COST', 'ACTIVE↓']],
    [
      120,
      [
        ...['STATE', 'PROJECT', 'SESSION', 'LAST HOUR', 'TURNS', 'CALLS', 'FAILS', 'CTX', 'COST'],
        'ACTIVE↓',
      ],
    ],
  ])('at %i', (columns, shown) => {
    expect(titles(columns)).toEqual(shown);
  });

  it('are all there on a wide screen', () => {
    expect(titles(200)).toHaveLength(15);
  });

  it.each([
    [{ sort: 'cost' }, 'COST↓'],
    [{ sort: 'cost', reversed: true }, 'COST↑'],
    [{ sort: 'session' }, 'SESSION↑'],
    [{ sort: 'tokens' }, 'TOKENS↓'],
  ] as const)('say by which is sorted: %j', (choices, title) => {
    expect(titles(80, choices)).toContain(title);
  });

  it('leave the project to its line', () => {
    expect(titles(200, { grouped: true })).not.toContain('PROJECT');
  });
});
