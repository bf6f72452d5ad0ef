import { describe, expect, test } from 'vitest';
import { MessageStore, type NewMessage } from '../../src/index.js';
import { at } from '../support/events.js';
import { temporaryDatabase } from '../support/temporary.js';

const store = (maxPerSession?: number) =>
  new MessageStore(
    temporaryDatabase({ inMemory: true }),
    maxPerSession === undefined ? {} : { maxPerSession },
  );

const message = (id: string, fields: Partial<NewMessage> = {}): NewMessage => ({
  sessionId: 's1',
  id,
  type: 'user',
  timestamp: at(0),
  ...fields,
});

describe('messages', () => {
  test('are written and read, with their JSON parsed and no secrets', () => {
    const messages = store();
    const secret = `ghp_${'a1B2'.repeat(9)}`;
    const id = messages.add({
      sessionId: 's1',
      type: 'assistant',
      kind: 'answer',
      role: 'assistant',
      messageId: 'msg_1',
      agentId: 'a1',
      content: `it is ${secret}`,
      toolUses: [{ name: 'Bash', input: { command: `echo ${secret}` } }],
      usage: { input_tokens: 5 },
      tokenCount: 5,
      isSummary: true,
    });
    expect(messages.get('s1', id)).toEqual({
      sessionId: 's1',
      id,
      agentId: 'a1',
      messageId: 'msg_1',
      type: 'assistant',
      subtype: null,
      kind: 'answer',
      role: 'assistant',
      model: null,
      promptId: null,
      parentId: null,
      toolUseId: null,
      content: 'it is [REDACTED:github-pat]',
      toolUses: [{ name: 'Bash', input: { command: 'echo [REDACTED:github-pat]' } }],
      usage: { input_tokens: 5 },
      tokenCount: 5,
      isSummary: true,
      timestamp: expect.stringMatching(/Z$/),
    });
    expect(messages.get('s2', id)).toBeNull();
    const bare = messages.get('s1', messages.add({ sessionId: 's1', type: 'x' }));
    expect(bare).toMatchObject({
      content: null,
      toolUses: null,
      usage: null,
      isSummary: false,
      kind: null,
    });
  });

  test('are written once for a session and an id, many in one transaction', () => {
    const messages = store();
    expect(messages.addMany([message('a'), message('b'), message('a', { content: 'again' })])).toBe(
      2,
    );
    expect(messages.addMany([message('b'), message('c'), message('a', { sessionId: 's2' })])).toBe(
      2,
    );
    expect([messages.count('s1'), messages.count('s2')]).toEqual([3, 1]);
    expect(messages.get('s1', 'a')?.content).toBeNull();
    const bad = { ...message('e'), type: null as unknown as string };
    expect(() => messages.addMany([message('d'), bad])).toThrow(/^type: must be given/);
    expect(messages.get('s1', 'd')).toBeNull();
  });

  test('are updated field by field, and deleted', () => {
    const messages = store();
    messages.add(message('a', { content: 'x', toolUses: [1], tokenCount: 3 }));
    const before = messages.get('s1', 'a');
    expect(messages.update('s1', 'a', {})).toBe(true);
    expect(messages.get('s1', 'a')).toEqual(before);
    expect(messages.update('s1', 'a', { toolUses: null, kind: 'prompt', isSummary: true })).toBe(
      true,
    );
    expect(messages.get('s1', 'a')).toEqual({
      ...before,
      toolUses: null,
      kind: 'prompt',
      isSummary: true,
    });
    expect(messages.update('s1', 'none', { content: 'x' })).toBe(false);
    expect([messages.delete('s1', 'a'), messages.delete('s1', 'a')]).toEqual([true, false]);
  });

  test('are paged in both directions along their time and id, with every filter', () => {
    const messages = store();
    for (let i = 0; i < 30; i++) {
      messages.add(
        message(`m${String((i * 7) % 30).padStart(2, '0')}`, {
          timestamp: at((i * 11) % 6),
          agentId: i % 3 === 0 ? 'a1' : null,
          role: i % 2 === 0 ? 'user' : 'assistant',
          kind: i % 5 === 0 ? 'tool_output' : 'answer',
          isSummary: i === 4,
        }),
      );
    }
    messages.add(message('other', { sessionId: 's2' }));
    const all = messages.list('s1', { limit: 100 });
    const keys = all.map(({ timestamp, id }) => `${timestamp} ${id}`);
    expect(keys).toEqual(keys.toSorted());
    expect(all).toHaveLength(30);
    const forwards = messages.list('s1', { limit: 4 });
    while (forwards.length < 30)
      forwards.push(...messages.list('s1', { limit: 4, after: forwards.at(-1) }));
    expect(forwards).toEqual(all);
    const backwards = messages.list('s1', { limit: 7, before: { timestamp: '~', id: '' } });
    expect(backwards).toEqual(all.slice(-7));
    expect(messages.list('s1', { limit: 7, before: backwards[0] })).toEqual(all.slice(-14, -7));
    expect(messages.list('s1', { after: all[4], before: all[9] })).toEqual(all.slice(5, 9));
    expect(messages.list('s1', { limit: 3, offset: 2 })).toEqual(all.slice(2, 5));
    const filters = [
      { agentId: null },
      { agentId: 'a1' },
      { role: 'user' },
      { kind: 'tool_output' },
      { isSummary: true },
      { isSummary: false, role: 'assistant' },
    ] as const;
    for (const filter of filters) {
      const expected = all.filter((entry) =>
        Object.entries(filter).every(([name, value]) => entry[name as 'role'] === value),
      );
      expect(messages.list('s1', { ...filter, limit: 100 })).toEqual(expected);
      expect(messages.count('s1', filter)).toBe(expected.length);
    }
  });
});

describe('a session with too many messages', () => {
  const kinds = ['tool_output', 'answer', 'summary'] as const;
  const many = (count: number) =>
    Array.from({ length: count }, (_, i) => {
      const kind = kinds[i % 3];
      return message(`m${String(i).padStart(2, '0')}`, {
        timestamp: at(i),
        ...(kind === 'summary' ? { isSummary: true } : { kind: kind ?? 'answer' }),
      });
    });

  test('loses its oldest tool output first, then the oldest others, and summaries last', () => {
    const left = (max: number) => {
      const messages = store(max);
      expect(messages.addMany(many(12))).toBe(12);
      return messages.list('s1').map(({ id }) => id);
    };
    const ids = (...numbers: number[]) => numbers.map((i) => `m${String(i).padStart(2, '0')}`);
    expect(left(12)).toHaveLength(12);
    expect(left(10)).toEqual(ids(1, 2, 4, 5, 6, 7, 8, 9, 10, 11));
    expect(left(7)).toEqual(ids(2, 4, 5, 7, 8, 10, 11));
    expect(left(3)).toEqual(ids(5, 8, 11));
  });

  test('keeps its most from message to message, and the others keep theirs', () => {
    const messages = store(5);
    messages.addMany([message('x', { sessionId: 's2', kind: 'tool_output' })]);
    for (const one of many(12)) messages.add(one);
    expect([messages.count('s1'), messages.count('s2')]).toEqual([5, 1]);
    expect(messages.list('s1').map(({ id }) => id)).toEqual(['m02', 'm05', 'm08', 'm10', 'm11']);
  });

  test('has at most 10,000 if nothing else is said', () => {
    const messages = store();
    messages.addMany(
      Array.from({ length: 10_005 }, (_, i) => message(`m${i}`, { timestamp: at(i) })),
    );
    expect(messages.count('s1')).toBe(10_000);
    expect(messages.get('s1', 'm4')).toBeNull();
    expect(messages.get('s1', 'm5')).not.toBeNull();
  });
});
