import { join } from 'node:path';
import { MessageStore, type NewMessage, SpoorDatabase } from '@spoor/storage';
import { describe, expect, test } from 'vitest';
import { conversationTextAction } from '../../../src/app/live/actions/conversation-text.js';
import { at } from '../records.js';
import { scratchFolder } from '../scratch.js';

function textOf(messages: readonly Partial<NewMessage>[], agentId?: string | null): string {
  const databasePath = join(scratchFolder(), 'spoor.db');
  const db = new SpoorDatabase({ path: databasePath });
  new MessageStore(db).addMany(
    messages.map((message, index) => ({
      sessionId: 's',
      id: `m${String(index).padStart(5, '0')}`,
      type: 'assistant',
      timestamp: at(index),
      ...message,
    })),
  );
  db.close();
  return conversationTextAction({ databasePath, spoolDirs: [] }, { sessionId: 's', agentId });
}

describe('a conversation as a document', () => {
  test('holds what was said, asked and given back', () => {
    const text = textOf([
      { kind: 'prompt', content: 'Do # it' },
      { kind: 'thinking', content: 'Hm' },
      { kind: 'tool_call', toolUses: [{ id: 't', name: 'Bash', input: { command: 'ls' } }] },
      { kind: 'tool_output', toolUseId: 't', content: 'a\n```\nb' },
      { kind: 'notice', subtype: 'compact_boundary', content: 'x' },
      { kind: 'notice', content: 'not told' },
      { kind: 'error', content: 'Overloaded' },
      { kind: 'answer', model: 'opus', content: '**Done**' },
    ]);
    expect(text.replace(/ – .*/g, '')).toBe(
      [
        '## user\n\n> Do \\# it',
        '## thought\n\n> Hm',
        '**→ Bash**\n\n```\n{\n  "command": "ls"\n}\n```',
        '````\na\n```\nb\n````',
        '*The conversation was compacted here.*',
        '**Error**\n\n```\nOverloaded\n```',
        '## opus\n\n**Done**\n',
      ].join('\n\n'),
    );
  });

  test('is whole, page by page, and of one agent where that is asked', () => {
    const messages = Array.from({ length: 1_300 }, (_, index) => ({
      kind: 'answer' as const,
      content: `answer ${index}`,
      agentId: index % 2 === 0 ? null : 'x',
    }));
    expect(textOf(messages).match(/answer \d+/g)).toHaveLength(1_300);
    expect(textOf(messages, null).match(/answer \d+/g)).toHaveLength(650);
  });

  test('is cut where a pager could not hold it', () => {
    const text = textOf(
      Array.from({ length: 12 }, () => ({
        kind: 'answer' as const,
        content: 'x'.repeat(1_000_000),
      })),
    );
    expect(text.length).toBeLessThan(10_000_000);
    expect(text).toContain('*The rest is left out.*');
  });
});
