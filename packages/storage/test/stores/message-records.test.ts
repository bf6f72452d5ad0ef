import { describe, expect, test } from 'vitest';
import { type MessageRecord, MessageRecords, MessageStore } from '../../src/index.js';
import { at } from '../support/events.js';
import { temporaryDatabase } from '../support/temporary.js';

const record = (id: string, fields: Partial<MessageRecord> = {}): MessageRecord => ({
  sessionId: 's1',
  id,
  agentId: null,
  messageId: null,
  type: 'user',
  subtype: null,
  kind: 'prompt',
  role: 'user',
  model: null,
  promptId: null,
  parentId: null,
  toolUseId: null,
  content: null,
  toolUses: null,
  usage: null,
  tokenCount: null,
  isSummary: 0,
  timestamp: at(0),
  ...fields,
});

function setup() {
  const db = temporaryDatabase({ inMemory: true });
  return { db, records: new MessageRecords(db), store: new MessageStore(db) };
}

describe('messages that are redacted already', () => {
  test('are written as they are, once', () => {
    const { records, store } = setup();
    const full = record('a', {
      agentId: 'a1',
      subtype: 'x',
      model: 'm',
      promptId: 'p1',
      parentId: 'u0',
      toolUseId: 't1',
      content: 'text',
      toolUses: '[{"id":"t1"}]',
      usage: '{"outputTokens":3}',
      tokenCount: 3,
      isSummary: 1,
    });
    expect(records.addMany([full, record('b'), record('a', { content: 'later' })])).toBe(2);
    expect(records.addMany([record('b'), record('c')])).toBe(1);
    expect(store.get('s1', 'a')).toEqual({
      ...full,
      toolUses: [{ id: 't1' }],
      usage: { outputTokens: 3 },
      isSummary: true,
    });
  });

  test('are all kept, more than a store of messages keeps of a session', () => {
    const { records, store } = setup();
    const many = Array.from({ length: 10_500 }, (_, index) =>
      record(`m${index}`, { kind: 'tool_output' }),
    );
    expect(records.addMany(many)).toBe(10_500);
    expect(store.count('s1')).toBe(10_500);
  });

  test('are found in other sessions', () => {
    const { records } = setup();
    records.addMany([record('a'), record('b')]);
    records.addMany([record('a', { sessionId: 's2' })]);
    records.addMany([record('a', { sessionId: 's3' }), record('c', { sessionId: 's3' })]);
    expect(records.elsewhere('s1', ['a', 'b', 'c'])).toEqual(
      new Map([
        ['a', ['s2', 's3']],
        ['c', ['s3']],
      ]),
    );
  });

  test('are found in sessions that share a beginning, wherever this one is read from', () => {
    const { records } = setup();
    const follow = { parentId: 'a' };
    records.addMany([record('a'), record('b', follow), record('c', follow)]);
    const other = { sessionId: 's2' };
    records.addMany([record('x', other), record('c', { ...other, ...follow })]);
    expect(records.elsewhere('s3', ['b', 'c'])).toEqual(new Map());
    records.addMany([record('a', { sessionId: 's3' })]);
    expect(records.elsewhere('s3', ['b', 'c'])).toEqual(
      new Map([
        ['b', ['s1']],
        ['c', ['s1']],
      ]),
    );
  });
});
