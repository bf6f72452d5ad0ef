import type { SessionRow } from '@spoor/storage';
import { describe, expect, it } from 'vitest';
import { arrangeList, type ListParts } from '../../../src/app/screens/sessions/arrange.js';
import { FIRST_CHOICES } from '../../../src/app/screens/sessions/list-choices.js';
import { sessionItem } from '../../../src/app/screens/sessions/session-item.js';
import { at, START } from '../records.js';
import { sessionRow } from './session-rows.js';

const HOUR = 3_600;
const NOW = START + 10 * HOUR * 1_000;

const ROWS: readonly SessionRow[] = [
  sessionRow('old', {
    lastActivityAt: at(HOUR),
    projectId: '/x/shop',
    costUsd: 3,
    messages: 1,
    status: 'ended',
    title: 'Fix the Cart',
  }),
  sessionRow('asks', {
    lastActivityAt: at(8 * HOUR),
    projectId: '/x/shop',
    status: 'waiting',
    toolCalls: 9,
    gitBranch: 'feature/login',
  }),
  sessionRow('failed', {
    lastActivityAt: at(7 * HOUR),
    projectId: '/y/shop',
    lastTurn: 'failed',
    costUsd: 2,
    messages: 1,
    model: 'claude-haiku-4-5',
  }),
  sessionRow('works', {
    lastActivityAt: at(10 * HOUR - 30),
    startedAt: at(5),
    projectId: null,
    workingDirectory: null,
    status: 'active',
    lastTurn: 'open',
    toolCalls: 5,
  }),
  sessionRow('works too', {
    lastActivityAt: at(10 * HOUR - 5),
    startedAt: at(4),
    projectId: '/x/shop',
    status: 'active',
    lastTurn: 'open',
    toolCalls: 5,
  }),
];

function arranged({
  choices,
  ...more
}: Partial<Omit<ListParts, 'choices'>> & { choices?: Partial<ListParts['choices']> } = {}) {
  return arrangeList({
    items: ROWS.map(sessionItem),
    filter: '',
    folded: new Set(),
    nowMs: NOW,
    choices: { ...FIRST_CHOICES, ...choices },
    ...more,
  });
}

const ids = (keys: readonly string[]) => keys.map((key) => key.replace(/^session /, ''));

describe('the order of sessions', () => {
  it.each([
    [{}, ['works', 'works too', 'asks', 'failed', 'old']],
    [{ reversed: true }, ['old', 'failed', 'asks', 'works', 'works too']],
    [{ attentionFirst: true }, ['asks', 'failed', 'works', 'works too', 'old']],
    [{ sort: 'state' }, ['asks', 'failed', 'works', 'works too', 'old']],
    [{ sort: 'calls' }, ['asks', 'works', 'works too', 'failed', 'old']],
    [{ sort: 'cost' }, ['old', 'failed', 'works', 'works too', 'asks']],
    [{ sort: 'cost', reversed: true }, ['failed', 'old', 'works', 'works too', 'asks']],
    [{ sort: 'project' }, ['works too', 'asks', 'old', 'failed', 'works']],
    [{ sort: 'session' }, ['old', 'asks', 'failed', 'works', 'works too']],
    [{ sort: 'model' }, ['failed', 'works', 'works too', 'asks', 'old']],
  ] as const)('with %j', (choices, order) => {
    expect(ids(arranged({ choices }).keys)).toEqual(order);
  });

  it('does not change when one of two that work is heard of', () => {
    const later = ROWS.map((row) =>
      row.id === 'works' ? { ...row, lastActivityAt: at(10 * HOUR) } : row,
    );
    expect(arranged({ items: later.map(sessionItem) }).keys).toEqual(arranged().keys);
  });

  it('stands where a time is none', () => {
    const odd = [...ROWS, sessionRow('odd', { lastActivityAt: 'soon', startedAt: '' })];
    const { keys } = arranged({ items: odd.map(sessionItem) });
    expect(ids(keys)).toEqual(['works', 'works too', 'asks', 'failed', 'old', 'odd']);
  });
});

describe('the choice of sessions', () => {
  it.each([
    ['cart', ['old']],
    ['Cart', ['old']],
    ['CART', []],
    ['login', ['asks']],
    ['haiku', ['failed']],
    ['waiting', ['asks']],
    ['/y/shop', ['failed']],
    ['prompt !works', ['asks', 'failed', 'old']],
    ['working shop', ['works too']],
  ])('by "%s"', (filter, found) => {
    const list = arranged({ filter });
    expect(ids(list.keys)).toEqual(found);
    expect([list.shown, list.inRange]).toEqual([found.length, 5]);
  });

  it.each([
    [{ liveOnly: true }, ['works', 'works too', 'asks', 'failed'], 5],
    [{ range: '1h' }, ['works', 'works too'], 2],
    [{ range: '24h' }, ['works', 'works too', 'asks', 'failed', 'old'], 5],
  ] as const)('by %j', (choices, found, inRange) => {
    const list = arranged({ choices });
    expect(ids(list.keys)).toEqual(found);
    expect(list.inRange).toBe(inRange);
  });

  it('counts how those stand that are not over', () => {
    expect(Object.fromEntries(arranged().standings)).toEqual({ waiting: 1, failed: 1, working: 2 });
    expect(Object.fromEntries(arranged({ choices: { range: '1h' } }).standings)).toEqual({
      working: 2,
    });
  });
});

describe('sessions by project', () => {
  const grouped = { grouped: true } as const;

  it('stand under their projects, which follow as their first sessions do', () => {
    expect(ids(arranged({ choices: grouped }).keys)).toEqual([
      'project ',
      'works',
      'project /x/shop',
      'works too',
      'asks',
      'old',
      'project /y/shop',
      'failed',
    ]);
  });

  it('follow by the sums of their projects', () => {
    const list = arranged({ choices: { ...grouped, sort: 'calls' }, folded: new Set(['/x/shop']) });
    expect(ids(list.keys)).toEqual([
      'project /x/shop',
      'project ',
      'works',
      'project /y/shop',
      'failed',
    ]);
    const [head] = list.entries;
    expect(head).toMatchObject({ kind: 'project', group: { folded: true } });
    const attention = { ...grouped, sort: 'cost', reversed: true, attentionFirst: true } as const;
    expect(ids(arranged({ choices: attention }).keys)).toEqual([
      'project /y/shop',
      'failed',
      'project /x/shop',
      'asks',
      'old',
      'works too',
      'project ',
      'works',
    ]);
  });

  it('go with the last of their sessions', () => {
    expect(ids(arranged({ choices: grouped, filter: 'haiku' }).keys)).toEqual([
      'project /y/shop',
      'failed',
    ]);
  });

  it('have names that tell them apart', () => {
    expect(Object.fromEntries(arranged().projectNames)).toEqual({
      '': '–',
      '/x/shop': 'x/shop',
      '/y/shop': 'y/shop',
    });
  });
});
