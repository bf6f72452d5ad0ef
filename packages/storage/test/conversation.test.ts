import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  CONVERSATION_TEXT,
  type ConversationQuery,
  countConversation,
  findInConversation,
  MessageStore,
  type NewMessage,
  readConversationPage,
  type SpoorDatabase,
  ToolCallStore,
} from '../src/index.js';
import { at } from './support/events.js';
import { isFullScan, plansOf } from './support/plans.js';
import { call } from './support/records.js';
import { temporaryDatabase } from './support/temporary.js';

function message(id: string, seconds: number, more: Partial<NewMessage> = {}): NewMessage {
  return {
    sessionId: 's1',
    id,
    type: 'user',
    kind: 'prompt',
    content: `text of ${id}`,
    timestamp: at(seconds),
    ...more,
  };
}

function withMessages(...messages: NewMessage[]): SpoorDatabase {
  const db = temporaryDatabase({ inMemory: true });
  new MessageStore(db).addMany(messages);
  return db;
}

const ids = (db: SpoorDatabase, query: Partial<ConversationQuery>) =>
  readConversationPage(db, { sessionId: 's1', around: 'end', count: 2, ...query }).messages.map(
    ({ id }) => id,
  );

describe('a page of a conversation', () => {
  const five = () =>
    withMessages(
      message('c', 2),
      message('a', 1),
      message('b', 2),
      message('d', 3),
      message('e', 4),
      message('other', 3, { sessionId: 's2' }),
    );

  it.each<[string, Partial<ConversationQuery>, string[], [boolean, boolean]]>([
    ['at its end', { around: 'end' }, ['d', 'e'], [true, false]],
    ['at its start', { around: 'start' }, ['a', 'b'], [false, true]],
    ['around a message', { around: 'c', count: 1 }, ['b', 'c'], [true, true]],
    [
      'around a place',
      { around: { timestamp: at(2), id: 'bb' }, count: 1 },
      ['b', 'c'],
      [true, true],
    ],
    ['whole', { around: 'c', count: 9 }, ['a', 'b', 'c', 'd', 'e'], [false, false]],
    ['around a message that is gone', { around: 'x' }, ['d', 'e'], [true, false]],
  ])('%s', (_, query, expected, [hasBefore, hasAfter]) => {
    const db = five();
    expect(ids(db, query)).toEqual(expected);
    const page = readConversationPage(db, { sessionId: 's1', around: 'end', count: 2, ...query });
    expect(page).toMatchObject({ hasBefore, hasAfter });
  });

  test('holds what one agent said, or all', () => {
    const db = withMessages(message('a', 1), message('b', 2, { agentId: 'x' }), message('c', 3));
    expect(ids(db, { agentId: null })).toEqual(['a', 'c']);
    expect(ids(db, { agentId: 'x' })).toEqual(['b']);
    expect(ids(db, { count: 5 })).toEqual(['a', 'b', 'c']);
  });

  test('leaves out what says nothing; a text that retention took is told', () => {
    const db = withMessages(
      message('a', 1, { content: null }),
      message('b', 2, { kind: 'notice', content: null }),
      message('c', 3, { kind: 'thinking', content: null }),
      message('d', 4, { kind: 'notice', content: 'said' }),
    );
    expect(ids(db, { count: 5 })).toEqual(['a', 'd']);
  });

  test('cuts long texts and tells their size', () => {
    const db = withMessages(
      message('a', 1, { content: 'é'.repeat(CONVERSATION_TEXT) }),
      message('b', 2, { content: 'x'.repeat(CONVERSATION_TEXT + 1) }),
      message('c', 3, { content: 'x'.repeat(CONVERSATION_TEXT) }),
    );
    const { messages } = readConversationPage(db, { sessionId: 's1', around: 'end', count: 9 });
    expect(messages.map((one) => [one.content?.length, one.contentBytes, one.isCut])).toEqual([
      [CONVERSATION_TEXT, 2 * CONVERSATION_TEXT, false],
      [CONVERSATION_TEXT, CONVERSATION_TEXT + 1, true],
      [CONVERSATION_TEXT, CONVERSATION_TEXT, false],
    ]);
  });

  test('names what tools are asked for, and tells of their calls', () => {
    const input = { command: 'ls', more: 'x'.repeat(50_000) };
    const db = withMessages(
      message('a', 1, {
        kind: 'tool_call',
        content: null,
        toolUses: [{ id: 't1', name: 'Bash', input }, { id: 't2', name: 'Odd' }, 'text', null],
      }),
      message('b', 2, { kind: 'tool_output', toolUseId: 't3' }),
      message('c', 3, { kind: 'tool_call', toolUses: { name: 'no list' } }),
    );
    const calls = new ToolCallStore(db);
    calls.put(call('t1', { summary: 'ls', status: 'failure', durationMs: 5 }));
    calls.put(call('t3', { toolName: 'Read', filePath: '/a.ts' }));
    calls.put(call('t9'));
    const page = readConversationPage(db, { sessionId: 's1', around: 'end', count: 9 });
    expect(page.messages[0]?.asks).toEqual([
      { id: 't1', name: 'Bash', about: 'ls' },
      { id: 't2', name: 'Odd', about: '' },
      { id: null, name: null, about: null },
      { id: null, name: null, about: null },
    ]);
    expect(page.calls).toEqual([
      expect.objectContaining({ toolUseId: 't1', status: 'failure', durationMs: 5 }),
      expect.objectContaining({ toolUseId: 't3', toolName: 'Read', filePath: '/a.ts' }),
    ]);
  });

  test('follows page by page through all of it, once each', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(5), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 5 }),
        (seconds, count) => {
          const db = withMessages(...seconds.map((second, index) => message(`m${index}`, second)));
          const all = ids(db, { around: 'start', count: 100 });
          expect(all).toHaveLength(seconds.length);
          for (const [index, id] of all.entries()) {
            expect(ids(db, { around: id, count })).toEqual(
              all.slice(Math.max(0, index - count), index + count),
            );
          }
        },
      ),
      { numRuns: 30 },
    );
  });
});

test('no table is read whole by a page, a search or a count', () => {
  const plans = plansOf((db) => {
    new MessageStore(db).add(message('a', 1));
    for (const around of ['start', 'end', 'a', { timestamp: at(1), id: 'a' }]) {
      ids(db, { around });
      ids(db, { around, agentId: null });
    }
    const before = { timestamp: at(1), id: 'a' };
    for (const direction of ['next', 'previous'] as const) {
      findInConversation(db, { sessionId: 's1', from: before, direction, text: 'a' });
    }
    countConversation(db, { sessionId: 's1', before });
  });
  expect(plans.filter((detail) => isFullScan(detail) && !/^SCAN asked\b/.test(detail))).toEqual([]);
});

describe('looking in a conversation', () => {
  const from = { timestamp: at(2), id: 'b' };
  const db = () =>
    withMessages(
      message('a', 1, { content: 'The Needle' }),
      message('b', 2, { content: 'needle' }),
      message('c', 3, { kind: 'answer', content: 'no' }),
      message('d', 4, { kind: 'tool_call', content: null, toolUses: [{ name: 'NEEDLE' }] }),
      message('e', 5, { content: 'last', agentId: 'x' }),
    );

  it.each([
    ['a text behind', { text: 'nEEdle' }, 'next', 'd'],
    ['a text before', { text: 'needle' }, 'previous', 'a'],
    ['what is not there', { text: 'hay' }, 'next', null],
    ['a prompt of anybody', { onlyPrompts: true }, 'next', 'e'],
    ['a prompt of the main agent', { onlyPrompts: true, agentId: null }, 'next', null],
    ['a prompt before', { onlyPrompts: true }, 'previous', 'a'],
    ['signs that mean something elsewhere', { text: "%_'" }, 'next', null],
  ] as const)('%s', (_, search, direction, id) => {
    const found = findInConversation(db(), { sessionId: 's1', from, direction, ...search });
    expect(found?.id ?? null).toBe(id);
  });

  test('counts what is before a place', () => {
    expect(countConversation(db(), { sessionId: 's1', before: from })).toEqual({
      before: 1,
      total: 5,
    });
    expect(countConversation(db(), { sessionId: 's1', agentId: 'x', before: from })).toEqual({
      before: 0,
      total: 1,
    });
    expect(countConversation(db(), { sessionId: 'none', before: from })).toEqual({
      before: 0,
      total: 0,
    });
  });
});
