import type { SessionHistory } from '@spoor/storage';
import { describe, expect, it } from 'vitest';
import { sessionScreen } from '../../../src/app/screens/session/session-screen.js';
import { at } from '../records.js';
import { agent, call, history, running, turn } from './histories.js';
import { around, opened, pressed, textOf, told } from './screens.js';

const open = { success: null, completedAt: null, durationMs: null };

/** Two calls that run beside each other after one that is over, 4 seconds into the turn. */
const PARALLEL = history(
  {
    turns: [turn('t1', 0, open)],
    toolCalls: [call('a', 0), running('b', 2), running('c', 3)],
  },
  { status: 'active' },
);

/** A turn with a subagent beside a call; all is over. */
const NESTED = history(
  {
    turns: [
      turn('t1', 0, {
        tokenUsage: { inputTokens: 1, outputTokens: 2, totalTokens: 12_345, costUsd: 0.5 },
      }),
    ],
    toolCalls: [
      call('spawn', 1, { toolName: 'Agent', durationMs: 4_000 }),
      call('inner', 2, { agentId: 'x' }),
      call('beside', 3, { status: 'failure', error: 'Exit code 7' }),
    ],
    subagents: [
      agent('x', 1, {
        toolUseId: 'spawn',
        taskFragment: 'look around',
        tokenUsage: { inputTokens: 1, outputTokens: 2, totalTokens: 950 },
      }),
    ],
  },
  { status: 'ended' },
);

const timeline = (of: SessionHistory, columns: number, second = 4, commands: string[] = []) => {
  const size = around(columns, 15, second);
  const screen = pressed(told(sessionScreen({ id: 's' }), of, { around: size }), ...commands);
  const lines = textOf(screen, size);
  const head = lines.findIndex((line) => line.includes('TURNS, CALLS'));
  // Times of day are those of the machine's zone.
  return lines
    .slice(head)
    .filter((line) => line !== '')
    .map((line) => line.replaceAll(/\d\d:\d\d:\d\d/g, 'HH:MM:SS'));
};

describe('the timeline', () => {
  it('shows what runs at the same time side by side, on one scale', () => {
    expect(timeline(PARALLEL, 80)).toEqual([
      '  TURNS, CALLS, SUBAGENTS           OUTCOME      TIME TOKENS 0             5.0s',
      '  ▾ ● 1 prompt of t1                running        4s        ──────────────╴',
      '      ✓ Bash  about a               done         1.0s        ███▌',
      '    ╭ ● Bash  about b               running        2s               ███████▌',
      '▌   ╰ ● Bash  about c               running        1s                   ███▌',
    ]);
  });

  it('lets bars grow with the clock while they have room', () => {
    const bars = (second: number) => timeline(PARALLEL, 80, second).map((l) => l.slice(57).trim());
    expect(bars(4.5).slice(3)).toEqual(['█████████', '█████']);
    expect(bars(6)[0]).toMatch(/ 0 +10\.0s$/);
  });

  it('shows agents under the calls that started them, with what they took', () => {
    expect(timeline(NESTED, 100)).toEqual([
      '  TURNS, CALLS, SUBAGENTS                OUTCOME      TIME TOKENS 0                  10.0s STARTED',
      '▌ ▾ ✓ 1 prompt of t1                     done        10.0s  12.3k ──────────────────────── HH:MM:SS',
      '    ╭ ✓ Agent  about spawn               done         4.0s          ▐█████████             HH:MM:SS',
      '    │   ✓ agent Explore  look around     done         2.0s    950   ▐████                  HH:MM:SS',
      '    │     ✓ Bash  about inner            done         1.0s             ██                  HH:MM:SS',
      '    ╰ ✗ Bash  about beside  Exit code 7  failed       1.0s               ██▌               HH:MM:SS',
    ]);
  });

  it('tells in one line when the calls of a folded turn ran', () => {
    const [, line] = timeline(NESTED, 80, 4, ['fold-all']);
    expect(line).toBe(
      '▌ ▸ ✓ 1 prompt of t1     3 calls ✗1 done        10.0s  12.3k ─━━━━━━━━─────────',
    );
  });

  it.each([
    [30, 'TURNS, CALLS, SUBAGENTS'],
    [45, 'TURNS, CALLS, SUBAGENTS TIME'],
    [60, 'TURNS, CALLS, SUBAGENTS TIME 0 10.0s'],
    [80, 'TURNS, CALLS, SUBAGENTS OUTCOME TIME TOKENS 0 10.0s'],
    [100, 'TURNS, CALLS, SUBAGENTS OUTCOME TIME TOKENS 0 10.0s STARTED'],
  ])('has at %i columns %s', (columns, titles) => {
    expect(timeline(NESTED, columns)[0]?.trim().replace(/ +/g, ' ')).toBe(titles);
  });

  it('may be measured by the whole session', () => {
    const [head = ''] = timeline(NESTED, 100, 4, ['scale']);
    expect(head).toMatch(/ HH:MM:SS +HH:MM:SS STARTED/);
  });

  it.each([
    [history({}), 'Nothing has happened in this session yet.'],
    [history({ turns: [turn('t1', 0, { prompt: null })] }), '(no prompt)'],
    [history({ toolCalls: [call('a', 1, { traceId: null })] }), 'outside any turn'],
    [history({ toolCalls: [call('a', 1, { toolName: null })] }), '(unknown tool)'],
    [
      history({ turns: [turn('t1', 0, { prompt: 'a\u001b[2J\u202eb\nc' })] }),
      'a␛[2J\\u{202E}b ↵ c',
    ],
  ])('of %j says %s', (of, text) => {
    expect(textOf(opened(of)).join('\n')).toContain(text);
  });

  it('stays whole with lines of a megabyte', () => {
    const long = 'x'.repeat(1_000_000);
    const of = history({
      turns: [turn('t1', 0, { prompt: long })],
      toolCalls: [call('a', 1, { summary: long, error: long, toolName: long })],
    });
    for (const line of textOf(pressed(opened(of), 'down'))) {
      expect(line.length).toBeLessThanOrEqual(100);
    }
  });
});

describe('what is said of the chosen entry', () => {
  const detail = (columns: number, ...commands: string[]) => {
    const lines = textOf(pressed(opened(NESTED), ...commands), around(columns, 24));
    const rule = lines.findIndex((line) => line.startsWith('──'));
    return lines.slice(rule).map((line) => line.replaceAll(/\d\d:\d\d:\d\d/g, 'HH:MM:SS'));
  };

  it.each([
    [
      [],
      [' Turn  ✓ done  10.0s  started HH:MM:SS  1 in · 2 out · $0.50', ' prompt of t1'],
      '1 of 5',
    ],
    [
      ['last'],
      [
        ' Call Bash  ✗ failed  1.0s  started HH:MM:SS, 3.0s into the turn',
        ' about beside',
        ' Exit code 7',
      ],
      '5 of 5',
    ],
    [
      ['down', 'down'],
      [
        ' Subagent Explore  ✓ done  2.0s  started HH:MM:SS, 1.0s into the turn  1 in · 2 out',
        ' look around',
      ],
      '3 of 5',
    ],
  ])('after %j', (commands, lines, place) => {
    const [rule, ...text] = detail(100, ...commands);
    expect(rule).toContain(place);
    expect(text.filter((line) => line !== '')).toEqual(lines);
  });
});

describe('the head of a session', () => {
  const rich = history(
    { turns: [turn('t1', 0)] },
    {
      title: 'Fix the drain',
      status: 'waiting',
      turns: 3,
      toolCalls: 1_234,
      runningCalls: 2,
      failedCalls: 1,
      deniedCalls: 4,
      subagents: 5,
      durationMs: 184_000,
      usage: {
        messages: 9,
        inputTokens: 1_200,
        outputTokens: 3_400,
        cacheReadTokens: 45_000,
        cacheWriteTokens: 3_000,
        costUsd: 0.25,
        unpriced: 1,
      },
    },
  );
  const head = (columns: number, rows: number) => {
    const size = around(columns, rows);
    const screen = told(sessionScreen({ id: 's' }), rich, { contextTokens: 45_300, around: size });
    const lines = textOf(screen, size);
    return lines.slice(
      0,
      lines.findIndex((line) => line.includes('TURNS, CALLS')),
    );
  };

  it.each([
    [
      160,
      24,
      [
        expect.stringMatching(/^ Fix the drain +following {3}◆ waiting$/),
        expect.stringMatching(/^ spoor · main · opus-4-1 · 3m04s · since .*\d\d:\d\d/),
        ' 3 turns · 1,234 calls · 2 running · 1 failed · 4 denied · 5 subagents · 1.2k in · 3.4k out · 45.0k from cache · 3.0k into cache · $0.25+ · context 45.3k',
      ],
    ],
    [
      80,
      22,
      [
        expect.stringMatching(/^ Fix the drain +following {3}◆ waiting$/),
        expect.stringMatching(/^ spoor · main · opus-4-1 · 3m04s/),
        ' 3 turns · 1,234 calls · 2 running · 1 failed · 4 denied · 5 subagents · $0.25+',
      ],
    ],
    [
      60,
      15,
      [
        expect.stringMatching(/^ Fix the drain +following {3}◆ waiting$/),
        ' spoor · 1,234 calls · 2 running · 1 failed · 4 denied',
      ],
    ],
    [60, 9, [expect.stringMatching(/^ Fix the drain +following {3}◆ waiting$/)]],
    [60, 7, []],
  ])('at %i×%i', (columns, rows, lines) => {
    expect(head(columns, rows)).toEqual(lines);
  });

  it('gives the day of a session of another one', () => {
    const old = history({}, { startedAt: at(-86_400 * 3) });
    expect(textOf(opened(old))[1]).toMatch(/since 2026-11-\d\d \d\d:\d\d$/);
  });
});
