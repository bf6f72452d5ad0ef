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

function setup(maxPerSession?: number) {
  const db = temporaryDatabase({ inMemory: true });
  const options = maxPerSession === undefined ? {} : { maxPerSession };
  return { db, records: new MessageRecords(db, options), store: new MessageStore(db) };
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
    expect(records.addMany('s1', [full, record('b'), record('a', { content: 'later' })])).toBe(2);
    expect(records.addMany('s1', [record('b'), record('c')])).toBe(1);
    expect(store.get('s1', 'a')).toEqual({
      ...full,
      toolUses: [{ id: 't1' }],
      usage: { outputTokens: 3 },
      isSummary: true,
    });
  });

  test('are kept up to the most of a session: the oldest output of tools goes first', () => {
    const { records, store } = setup(3);
    const output = { kind: 'tool_output' } as const;
    records.addMany('s1', [
      record('p1', { timestamp: at(1) }),
      record('o2', { ...output, timestamp: at(2) }),
      record('o3', { ...output, timestamp: at(3) }),
    ]);
    records.addMany('s1', [record('p4', { timestamp: at(4) }), record('p5', { timestamp: at(5) })]);
    records.trim('s1');
    expect(store.list('s1').map(({ id }) => id)).toEqual(['p1', 'p4', 'p5']);
  });

  test('are trimmed on the way when a session has far more', () => {
    const { records, store } = setup(3);
    const many = Array.from({ length: 1_000 }, (_, index) => record(`m${index}`));
    records.addMany('s1', many);
    expect(store.count('s1')).toBe(3);
  });

  test('are found in other sessions', () => {
    const { records } = setup();
    records.addMany('s1', [record('a'), record('b')]);
    records.addMany('s2', [record('a', { sessionId: 's2' })]);
    records.addMany('s3', [record('a', { sessionId: 's3' }), record('c', { sessionId: 's3' })]);
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
    records.addMany('s1', [record('a'), record('b', follow), record('c', follow)]);
    const other = { sessionId: 's2' };
    records.addMany('s2', [record('x', other), record('c', { ...other, ...follow })]);
    expect(records.elsewhere('s3', ['b', 'c'])).toEqual(new Map());
    records.addMany('s3', [record('a', { sessionId: 's3' })]);
    expect(records.elsewhere('s3', ['b', 'c'])).toEqual(
      new Map([
        ['b', ['s1']],
        ['c', ['s1']],
      ]),
    );
  });
});
