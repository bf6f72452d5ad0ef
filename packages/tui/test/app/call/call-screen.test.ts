import {
  ExecutionTracker,
  HookExecutionRecords,
  MessageStore,
  type SessionRecord,
  SessionStore,
  SpoorDatabase,
  ToolCallStore,
  UNTOLD_EVENT,
} from '@spoor/storage';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { lineText } from '../../../src/app/present/line.js';
import { callScreen, type EntryPlace } from '../../../src/app/screens/call/call-screen.js';
import type { Effect, Screen } from '../../../src/app/state/screen.js';
import { textWidth } from '../../../src/present/fit-text.js';
import { clockTime } from '../../../src/present/relative-time.js';
import { pressed, surroundings } from '../ask-here.js';
import { at, callRecord, sessionRecord, turnRecord } from '../records.js';

const around = surroundings({ rows: 60, nowMs: Date.parse(at(100)) });

function store(more: Partial<SessionRecord> = {}): SpoorDatabase {
  const db = new SpoorDatabase({ inMemory: true });
  onTestFinished(() => db.close());
  new SessionStore(db).put(sessionRecord('s', { workingDirectory: '/work', ...more }));
  new ExecutionTracker(db).putTrace(
    turnRecord('s', 's:p', { prompt: 'Fix it', success: 1, completedAt: at(9), durationMs: 9_000 }),
  );
  return db;
}

function event(db: SpoorDatabase, hookType: string, payload: object | null, seconds = 1): void {
  new HookExecutionRecords(db).append({
    ...UNTOLD_EVENT,
    id: `${hookType}-${seconds}`,
    sessionId: 's',
    hookType,
    toolUseId: 't',
    status: 'success',
    errorMessage: null,
    payloadJson: payload === null ? null : JSON.stringify(payload),
    createdAt: at(seconds),
  });
}

function open(db: SpoorDatabase, place: Partial<EntryPlace>, ...commands: string[]) {
  const whole = { sessionId: 's', kind: 'call', id: 't', ...place } as const;
  return pressed(callScreen(whole), commands, db, around);
}

const shown = (screen: Screen, look = around) =>
  screen
    .view(look)
    .map((line) => lineText(line).trimEnd())
    .filter((line) => line !== '');

const said = (effects: readonly Effect[]) =>
  effects.map((effect) => (effect.type === 'say' ? effect.text : effect.type));

describe('a call', () => {
  function withCall(): SpoorDatabase {
    const db = store();
    new ToolCallStore(db).put(
      callRecord('s', 't', {
        traceId: 's:p',
        toolName: 'Bash',
        summary: 'npm test',
        filePath: '/work/a.ts',
        status: 'failure',
        startedAt: at(1),
        completedAt: at(3),
        durationMs: 2_000,
        error: 'Exit code 1',
        origin: 'both',
      }),
    );
    const input = { command: 'npm test', description: 'Test' };
    event(db, 'PreToolUse', { tool_input: input });
    event(db, 'PostToolUseFailure', { tool_input: input, error: 'Exit code 1\nand more' }, 3);
    return db;
  }

  test('tells what it is, what was asked, what went wrong, and who told', () => {
    const day = `2026-11-21`;
    expect(shown(open(withCall(), {}).screen)).toEqual([
      expect.stringMatching(/^ ✗ Bash {2}npm test +failed in 2.0s$/),
      '▌   Call',
      expect.stringMatching(
        new RegExp(
          `^    Time       ${day.slice(0, 8)}.. ${clockTime(at(1))} → ${clockTime(at(3))}$`,
        ),
      ),
      '    File       a.ts',
      '    Made by    the main agent',
      '    Turn       Fix it',
      '    Told by    hooks and the transcript',
      '    Id         t',
      expect.stringMatching(/^ {4}Input .* B$/),
      '    Test',
      '    npm test',
      '    Error',
      '    Exit code 1',
      '    and more',
      expect.stringMatching(new RegExp(`^  ▸ Hook PreToolUse  6 lines .* · ${clockTime(at(1))}$`)),
      expect.stringMatching(/^ {2}▸ Hook PostToolUseFailure {2}7 lines /),
    ]);
  });

  test('is walked from part to part; each can be copied, and shown in a pager', () => {
    const { effects } = open(
      withCall(),
      {},
      ...['yank', 'next-section', 'yank', 'page', 'next-section', 'yank', 'last', 'page'],
    );
    expect(effects).toEqual([
      { type: 'say', text: expect.stringContaining('no text') },
      { type: 'yank', text: 'npm test', what: 'Input' },
      { type: 'page', text: 'npm test', name: 'input.json' },
      { type: 'yank', text: 'Exit code 1\nand more', what: 'Error' },
      {
        type: 'page',
        text: expect.stringContaining('"error": "Exit code 1\\nand more"'),
        name: 'PostToolUseFailure.json',
      },
    ]);
  });

  test('leads to its file, its turn, its conversation, a lesson, the session', () => {
    const { effects } = open(
      withCall(),
      {},
      ...['edit', 'open-turn', 'conversation', 'yank-resume', 'open-agent'],
    );
    expect(effects[0]).toEqual({ type: 'edit-file', path: '/work/a.ts' });
    expect(effects[1]).toMatchObject({ type: 'open', screen: { id: 'call' } });
    expect(effects[2]).toMatchObject({ type: 'open', screen: { id: 'conversation' } });
    expect(effects[3]).toMatchObject({ type: 'yank', text: 'cd /work && claude --resume s' });
    expect(said(effects.slice(4))).toEqual(['No subagent is known that it belongs to.']);
    expect(open(withCall(), {}, 'add-lesson').effects).not.toEqual([]);
  });

  test('unfolds a payload, and finds a text in it', () => {
    const db = withCall();
    const find = ['last', 'open', 'find', 'type:AND MORE', 'accept-find'];
    const { screen } = open(db, {}, ...find);
    const cursor = (of: Screen) => shown(of).find((line) => line.startsWith('▌'));
    expect(cursor(screen)).toContain('"error": "Exit code 1\\nand more"');
    // Behind the last one the first comes again.
    expect(cursor(open(db, {}, ...find, 'next-match').screen)).toBe('▌   and more');
    expect(shown(screen).at(-1)).toMatch(/\/AND MORE .*line \d+ of \d+/);
    expect(said(open(withCall(), {}, 'find', 'type:zzz', 'accept-find').effects)).toEqual([
      'Nothing is found.',
    ]);
  });

  test('gives way to the one before and the one behind', () => {
    const db = withCall();
    new ToolCallStore(db).put(callRecord('s', 'u', { toolName: 'Read', startedAt: at(5) }));
    const { screen } = open(db, {}, 'next-entry');
    expect(shown(screen)[0]).toContain('Read');
    const back = pressed(screen, ['previous-entry', 'previous-entry'], db, around);
    expect(shown(back.screen)[0]).toContain('npm test');
    expect(said(back.effects)).toEqual(['There is no other call there.']);
  });

  test.each([
    ['its session goes on', 'active', '● ', 'running for 1m39s'],
    ['nothing will end it any more', 'abandoned', '◌ ', 'cut off'],
  ] as const)('that runs while %s', (_, status, glyph, time) => {
    const db = store({ status });
    new ToolCallStore(db).put(
      callRecord('s', 't', {
        status: 'running',
        startedAt: at(1),
        completedAt: null,
        durationMs: null,
      }),
    );
    const lines = shown(open(db, {}).screen);
    expect(lines[0]).toContain(time);
    expect(lines[0]).toContain(glyph);
    expect(lines.join('\n')).not.toContain('Output');
  });

  test('whose texts are gone says that they are', () => {
    const db = store();
    new ToolCallStore(db).put(
      callRecord('s', 't', { status: 'success', startedAt: at(1), completedAt: at(2) }),
    );
    expect(shown(open(db, {}).screen).join(' ')).toContain('Neither a hook nor a transcript told');
    event(db, 'PreToolUse', null);
    const lines = shown(open(db, {}).screen).join(' ');
    expect(lines).toContain('The text is not kept any more');
    expect(lines).not.toContain('Neither');
  });

  test('that is not recorded says so', () => {
    expect(shown(open(store(), { id: 'none' }).screen)).toEqual([
      '  This call is not recorded any more.',
    ]);
  });

  test('with hostile texts, on any screen, whatever is pressed, fills it', () => {
    const db = store();
    new ToolCallStore(db).put(
      callRecord('s', 't', {
        toolName: 'Edit\u001b[2J',
        summary: '日本語\u202e',
        status: 'success',
        startedAt: at(1),
        completedAt: at(2),
      }),
    );
    const hostile = { old_string: 'a\u0007\tb\n'.repeat(50), new_string: 'x'.repeat(30_000) };
    event(db, 'PreToolUse', { tool_input: { file_path: '\u001b]8;;x', ...hostile } });
    new MessageStore(db).add({
      sessionId: 's',
      id: 'm',
      type: 'user',
      kind: 'tool_output',
      toolUseId: 't',
      content: '\u001b]52;c;x\u0007\n'.repeat(3_000),
      timestamp: at(2),
    });
    const commands = fc.array(
      fc.constantFrom(
        ...['up', 'down', 'page-down', 'first', 'last', 'fold', 'fold-all', 'open', 'back'],
        ...['next-section', 'previous-section', 'find', 'type:x', 'accept-find', 'clear-find'],
        ...['next-match', 'previous-match', 'yank', 'page', 'next-entry', 'edit'],
      ),
      { maxLength: 10 },
    );
    fc.assert(
      fc.property(
        commands,
        fc.integer({ min: 1, max: 120 }),
        fc.integer({ min: 1, max: 40 }),
        (all, columns, rows) => {
          const look = surroundings({ columns, rows });
          const place = { sessionId: 's', kind: 'call', id: 't' } as const;
          const { screen } = pressed(callScreen(place), all, db, look);
          const lines = screen.settled(look).view(look).map(lineText);
          expect(lines).toHaveLength(rows);
          for (const line of lines) {
            expect(textWidth(line)).toBe(columns);
            expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u);
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('a turn and a subagent', () => {
  test('tell what was asked, done and answered', () => {
    const db = store();
    new ToolCallStore(db).put(callRecord('s', 'c', { traceId: 's:p', status: 'failure' }));
    event(db, 'Stop', { last_assistant_message: '**Done**' }, 9);
    const lines = shown(open(db, { kind: 'turn', id: 's:p' }).screen);
    expect(lines[0]).toMatch(/^ ✓ Turn 1 {2}Fix it +done in 9.0s$/);
    expect(lines).toEqual(
      expect.arrayContaining(['    Holds      1 call, 0 subagents', '    Prompt', '    Fix it']),
    );
    expect(lines.join('\n')).toMatch(/Calls\n {4}\w+ +1 call .* 1 failed\n {4}Answer\n {4}Done\n/);
  });

  test('a subagent leads to its turn and its own conversation', () => {
    const db = store();
    new ExecutionTracker(db).recordInvocation({
      traceId: 's:p',
      sessionId: 's',
      agentId: 'x',
      agent: 'Explore',
      taskFragment: 'Look',
      outcome: 'success',
      outputSummary: 'Found',
      durationMs: 10,
    });
    const { screen, effects } = open(
      db,
      { kind: 'subagent', id: 'x' },
      'open-turn',
      'conversation',
    );
    const lines = shown(screen);
    expect(lines[0]).toMatch(/^ ✓ Explore {2}Look +done in 10ms$/);
    expect(lines.join('\n')).toMatch(/Task\n {4}Look\n {4}Answer\n {4}Found/);
    const asked = effects.map((effect) =>
      effect.type === 'open' ? effect.screen.queries(around)[0]?.asked : null,
    );
    expect(asked).toMatchObject([{ place: { kind: 'turn', id: 's:p' } }, { agentId: 'x' }]);
  });
});
