import {
  ExecutionTracker,
  MessageStore,
  type NewMessage,
  SessionStore,
  SpoorDatabase,
  ToolCallStore,
} from '@spoor/storage';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { lineText } from '../../../src/app/present/line.js';
import { conversationScreen } from '../../../src/app/screens/conversation/conversation-screen.js';
import type { ConversationPlace } from '../../../src/app/screens/conversation/conversation-state.js';
import type { Screen } from '../../../src/app/state/screen.js';
import { textWidth } from '../../../src/present/fit-text.js';
import { answered, pressed, surroundings } from '../ask-here.js';
import { at, callRecord, sessionRecord } from '../records.js';

const around = surroundings();

function store(messages: readonly NewMessage[], status: 'active' | 'ended' = 'ended') {
  const db = new SpoorDatabase({ inMemory: true });
  onTestFinished(() => db.close());
  new SessionStore(db).put(sessionRecord('s', { status, title: 'The session' }));
  new MessageStore(db).addMany(messages);
  return db;
}

const said = (index: number, more: Partial<NewMessage> = {}): NewMessage => ({
  sessionId: 's',
  id: `m${String(index).padStart(6, '0')}`,
  type: 'assistant',
  kind: index % 10 === 0 ? 'prompt' : 'answer',
  content: `message ${index}`,
  timestamp: at(index),
  ...more,
});

const many = (count: number) => Array.from({ length: count }, (_, index) => said(index));

const shown = (screen: Screen, look = around) => screen.view(look).map(lineText);

const cursor = (screen: Screen) =>
  shown(screen)
    .find((line) => line.startsWith('▌'))
    ?.trim();

const open = (db: SpoorDatabase, place: Partial<ConversationPlace> = {}, ...commands: string[]) =>
  pressed(conversationScreen({ sessionId: 's', ...place }), commands, db, around);

describe('a conversation', () => {
  test('begins at its end, and says where that is', () => {
    const { screen } = open(store(many(1_000)));
    expect(shown(screen)[0]).toMatch(/^ The session {2}main agent .* 1,000 of 1,000 $/);
    expect(cursor(screen)).toContain('message 999');
  });

  test('begins at a message', () => {
    const { screen } = open(store(many(1_000)), { messageId: 'm000400' });
    expect(shown(screen)[0]).toContain('401 of 1,000');
    expect(shown(screen).join('\n')).toContain('message 400');
    expect(cursor(screen)).toContain('user');
  });

  test.each([
    ['first', 'message 0', '1 of 1,000'],
    ['last', 'message 999', '1,000 of 1,000'],
    ['previous-prompt', 'message 390', '391 of 1,000'],
    ['next-prompt', 'message 410', '411 of 1,000'],
  ])('%s leads there', (command, text, place) => {
    const { screen } = open(store(many(1_000)), { messageId: 'm000400' }, command);
    expect(shown(screen).join('\n')).toContain(text);
    expect(shown(screen)[0]).toContain(place);
  });

  test('is walked through from its end to its start, line by line, without a gap', () => {
    const db = store(many(400));
    let { screen } = open(db);
    const seen: number[] = [];
    for (let step = 0; step < 2_000; step += 1) {
      const number = /message (\d+)/.exec(cursor(screen) ?? '')?.[1];
      if (number !== undefined && seen.at(-1) !== Number(number)) seen.push(Number(number));
      if (number !== undefined) expect(shown(screen)[0]).toContain(` ${Number(number) + 1} of 400`);
      screen = answered(screen.pressed('up', around).screen, db, around);
    }
    expect(seen).toEqual(Array.from({ length: 400 }, (_, index) => 399 - index));
  });

  test('looks for a text in all of it, from match to match, and says when there is none', () => {
    const messages = many(1_000).map((one, index) =>
      index === 37 || index === 500 ? { ...one, content: 'line\n\nA Needle here\nNEEDLE' } : one,
    );
    const db = store(messages);
    const first = open(db, { messageId: 'm000300' }, 'find', 'type:needle', 'accept-find').screen;
    expect(cursor(first)).toBe('▌            A Needle here');
    const [second, third, fourth] = [1, 2, 3].map(
      (times) =>
        pressed(
          first,
          Array.from({ length: times }, () => 'next-match'),
          db,
          around,
        ).screen,
    );
    expect(cursor(second as Screen)).toBe('▌            NEEDLE');
    expect(shown(third as Screen)[0]).toContain('not found behind this');
    expect(cursor(fourth as Screen)).toBe('▌            NEEDLE');
    const back = pressed(first, ['previous-match'], db, around).screen;
    expect(shown(back)[0]).toContain('38 of 1,000');
  });

  test('does not go to what was looked for when one has gone elsewhere meanwhile', () => {
    const db = store(many(1_000));
    const { screen } = open(db, { messageId: 'm000300' }, 'find', 'type:message 77');
    const looking = screen.pressed('accept-find', around).screen;
    const kinds = (of: Screen) => of.queries(around).map(({ kind }) => kind);
    expect(shown(looking)[0]).toContain('looking…');
    expect(kinds(looking)).toContain('conversation.find');
    expect(kinds(looking.pressed('down', around).screen)).not.toContain('conversation.find');
  });

  test('unfolds what hides the text that is looked for', () => {
    const db = store([
      said(1),
      said(2, { kind: 'thinking', content: 'one\ntwo\nthe needle' }),
      said(3, { kind: 'tool_output', content: `${'line\n'.repeat(50)}second needle` }),
    ]);
    const first = open(db, { messageId: 'm000001' }, 'find', 'type:needle', 'accept-find').screen;
    expect(cursor(first)).toContain('the needle');
    expect(cursor(pressed(first, ['next-match'], db, around).screen)).toContain('second needle');
  });

  test('shows what subagents said on demand, and stays where it was', () => {
    const db = store(many(200).map((one, index) => (index % 2 ? { ...one, agentId: 'x' } : one)));
    new ExecutionTracker(db).recordInvocation({
      traceId: null,
      sessionId: 's',
      agentId: 'x',
      agent: 'Explore',
    });
    const main = open(db, { messageId: 'm000100' }).screen;
    expect(shown(main).join('\n')).not.toContain('message 101');
    const all = pressed(main, ['toggle-agents'], db, around).screen;
    expect(shown(all)[0]).toMatch(/with subagents .* 101 of 200/);
    expect(shown(all).join('\n')).toMatch(/Explore · [\s\S]*message 101/);
    expect(cursor(all)).toBe(cursor(main));
    const again = pressed(all, ['down', 'down', 'down', 'toggle-agents'], db, around).screen;
    expect(shown(again).join('\n')).not.toContain('message 101');
    expect(cursor(again)).toBeDefined();
    const own = open(db, { agentId: 'x' }).screen;
    expect(shown(own)[0]).toMatch(/subagent Explore .* 100 of 100/);
  });

  test('shows and folds thoughts and outputs as a whole', () => {
    const db = store([
      said(1, { kind: 'thinking', content: 'one\ntwo' }),
      said(2, { kind: 'tool_output', content: '1\n2\n3\n4\n5\n6' }),
    ]);
    expect(shown(open(db).screen).join()).not.toContain('two');
    const { screen } = open(db, {}, 'toggle-thinking', 'toggle-output');
    expect(shown(screen).join()).toMatch(/two.* 6 /);
    const again = pressed(screen, ['toggle-thinking', 'toggle-output'], db, around).screen;
    expect(shown(again).join()).not.toContain('two');
  });

  test('follows a session that runs, until one goes up', () => {
    const db = store(many(300), 'active');
    let { screen } = open(db);
    expect(shown(screen)[0]).toContain('following');
    const add = (index: number) => {
      new MessageStore(db).add(said(index));
      screen = answered(screen, db, around);
    };
    add(301);
    expect(cursor(screen)).toContain('message 301');
    screen = pressed(screen, ['up'], db, around).screen;
    expect(shown(screen)[0]).not.toContain('following');
    const before = cursor(screen);
    add(302);
    expect(cursor(screen)).toBe(before);
    screen = pressed(screen, ['last'], db, around).screen;
    add(303);
    expect(cursor(screen)).toContain('message 303');
  });

  test('opens calls, turns and folds', () => {
    const db = store([
      said(1, { kind: 'prompt', promptId: 'p1' }),
      said(2, { kind: 'tool_call', content: null, toolUses: [{ id: 't1', name: 'Bash' }] }),
      said(3, { kind: 'tool_output', toolUseId: 't1', content: 'out' }),
    ]);
    new ToolCallStore(db).put(callRecord('s', 't1', { toolName: 'Bash' }));
    const opened = (messageId: string) => {
      const { effects } = open(db, { messageId }, 'open');
      const [effect] = effects;
      return effect?.type === 'open' ? effect.screen.queries(around)[0]?.asked : null;
    };
    expect(opened('m000001')).toMatchObject({ place: { kind: 'turn', id: 's:p1' } });
    expect(opened('m000002')).toMatchObject({ place: { kind: 'call', id: 't1' } });
    expect(opened('m000003')).toMatchObject({ place: { kind: 'call', id: 't1' } });
  });

  test('copies a message and the command that resumes; asks for the whole as a document', () => {
    const { effects } = open(store(many(3)), {}, 'yank', 'yank-resume', 'page');
    expect(effects).toEqual([
      { type: 'yank', text: 'message 2', what: 'answer' },
      {
        type: 'yank',
        text: 'cd /home/dev/src/spoor && claude --resume s',
        what: expect.any(String),
      },
      {
        type: 'act',
        request: { name: 'conversation-text', input: { sessionId: 's', agentId: null } },
        tag: 'page',
      },
    ]);
    const screen = conversationScreen({ sessionId: 's' });
    const step = screen.heard({ type: 'acted', tag: 'page', ok: true, value: '# all' }, around);
    expect(step.effects).toEqual([{ type: 'page', text: '# all', name: 'conversation.md' }]);
  });

  test('that is empty, or gone, says so', () => {
    expect(shown(open(store([])).screen)[1]).toContain('its transcript was not read yet');
    expect(shown(open(store([]), { sessionId: 'none' }).screen)[1]).toContain(
      'not recorded any more',
    );
    expect(shown(open(store([]), { agentId: 'x' }).screen)[1]).toContain('of this subagent');
  });

  test('whatever is pressed, on any screen, fills it and keeps its cursor', () => {
    const kinds = ['prompt', 'answer', 'thinking', 'tool_output', 'tool_call', 'notice'] as const;
    const hostile = ['\u001b]52;c;x\u0007', '日本語 \u202e', 'x'.repeat(9_000), '```ts\nlet a', ''];
    const db = store(
      Array.from({ length: 300 }, (_, index) =>
        said(index, {
          kind: kinds[index % kinds.length] ?? null,
          content: hostile[index % hostile.length] || null,
          agentId: index % 7 === 0 ? 'x' : null,
          toolUses: index % 6 === 4 ? [{ id: `t${index}`, name: 'Bash' }] : null,
        }),
      ),
    );
    const commands = fc.array(
      fc.constantFrom(
        ...['up', 'down', 'page-up', 'page-down', 'first', 'last', 'fold', 'fold-all', 'open'],
        ...['next-prompt', 'previous-prompt', 'toggle-agents', 'toggle-thinking', 'toggle-output'],
        ...['follow', 'find', 'type:x', 'accept-find', 'next-match', 'previous-match', 'back'],
        ...['yank', 'next-section', 'previous-section', 'wheel-up', 'half-down', 'clear-find'],
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(
        commands,
        fc.integer({ min: 1, max: 120 }),
        fc.integer({ min: 1, max: 40 }),
        (all, columns, rows) => {
          const look = surroundings({ columns, rows });
          const { screen } = pressed(conversationScreen({ sessionId: 's' }), all, db, look);
          const lines = shown(screen.settled(look), look);
          expect(lines).toHaveLength(rows);
          for (const line of lines) expect(textWidth(line)).toBe(columns);
          expect(lines.filter((line) => line.startsWith('▌') || line === '…')).not.toEqual([]);
        },
      ),
      { numRuns: 40 },
    );
  });
});
