import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BINDINGS } from '../../../src/app/keys/bindings.js';
import { lineText } from '../../../src/app/present/line.js';
import { entryPlace } from '../../../src/app/screens/session/entries.js';
import { sessionScreen } from '../../../src/app/screens/session/session-screen.js';
import type { Screen } from '../../../src/app/state/screen.js';
import { textWidth } from '../../../src/present/fit-text.js';
import { timelineOf } from '../../../src/present/timeline.js';
import { START } from '../records.js';
import { agent, anyHistory, anySteps, call, history, turn } from './histories.js';
import { around, chosenOf, effectsOf, growing, opened, pressed, textOf, told } from './screens.js';

const TWO_TURNS = history(
  {
    turns: [turn('t1', 0), turn('t2', 20)],
    toolCalls: [
      call('a', 1, { status: 'failure', error: 'no' }),
      call('spawn', 3, { toolName: 'Agent' }),
      call('inner', 4, { agentId: 'x', status: 'failure' }),
      call('b', 21, { traceId: 't2', summary: 'pnpm test' }),
    ],
    subagents: [agent('x', 3.5, { toolUseId: 'spawn' })],
  },
  { status: 'ended', turns: 2, toolCalls: 4, failedCalls: 2, subagents: 1 },
);

describe('following a session', () => {
  it('goes on while it runs, until one moves up, and again at its end', () => {
    const grown = told(opened(growing(3)), growing(50));
    expect(chosenOf(grown)).toContain('about c49');
    const up = pressed(grown, 'up');
    expect(chosenOf(told(up, growing(60)))).toContain('about c48');
    const last = pressed(up, 'last');
    expect(chosenOf(told(last, growing(60)))).toContain('about c59');
    expect(chosenOf(told(pressed(last, 'follow'), growing(60)))).toContain('about c49');
  });

  it('starts one that is over at its beginning', () => {
    expect(chosenOf(opened(growing(50, 'ended')))).toContain('prompt of t1');
  });

  it('forgets an answer that came for another session', () => {
    const other = sessionScreen({ id: 'other' });
    expect(told(other, growing(3))).toBe(other);
  });

  it('stays as it is when an answer says nothing new', () => {
    const screen = opened(growing(5));
    expect(told(screen, growing(5))).toBe(screen);
    expect(told(screen, growing(6))).not.toBe(screen);
  });
});

describe('opening', () => {
  it('begins at the entry that was asked for, unfolded', () => {
    expect(chosenOf(opened(growing(40, 'ended'), { key: 'call:c30' }))).toContain('about c30');
    const long = history({
      turns: [turn('t1', 0), turn('t2', 2_000)],
      toolCalls: Array.from({ length: 500 }, (_, i) => call(`c${i}`, i)),
    });
    expect(chosenOf(opened(long, { key: 'call:c30' }))).toContain('about c30');
    expect(textOf(opened(long)).join('\n')).toContain('500 calls');
  });

  it('says so when the session is not recorded', () => {
    expect(textOf(told(sessionScreen({ id: 's' }), null))[0]).toContain('no longer recorded');
  });

  it('reads a large one beside the screen, and tells what is known of it until then', () => {
    const { session } = growing(3);
    const screen = sessionScreen({ id: 's' }).answered(
      { kind: 'session.history', asked: { id: 's' }, told: { large: true, session } },
      around(),
    );
    expect(screen.queries(around()).map(({ kind }) => kind)).toContain('session.whole');
    expect(textOf(screen).join('\n')).toMatch(/3 calls.*Reading its timeline/s);
    const whole = screen.answered(
      {
        kind: 'session.whole',
        asked: { id: 's' },
        told: { history: growing(3), contextTokens: null },
      },
      around(),
    );
    expect(textOf(whole).join('\n')).toContain('about c2');
    const kinds = (now: Screen) => now.queries(around()).map(({ kind }) => kind);
    expect(kinds(whole)).not.toContain('session.whole');
    const more = growing(4).session;
    const grown = whole.answered(
      { kind: 'session.history', asked: { id: 's' }, told: { large: true, session: more } },
      around(),
    );
    expect(kinds(grown)).toContain('session.whole');
    expect(textOf(grown).join('\n')).toContain('4 calls');
  });

  it.each([
    [0, { kind: 'turn', id: 't1' }],
    [1, { kind: 'call', id: 'a' }],
    [3, { kind: 'subagent', id: 'x' }],
  ])('of the entry %i leads to %j', (moves, place) => {
    const downs = Array.from({ length: moves }, () => 'down');
    const [effect] = effectsOf(opened(TWO_TURNS), ...downs, 'open');
    expect(effect?.type === 'open' && effect.screen.id).toBe('call');
    const node = timelineOf(TWO_TURNS)[moves];
    expect(node && entryPlace(node, 's')).toEqual({ sessionId: 's', ...place });
  });

  it('of what was outside any turn folds it', () => {
    const screen = opened(history({ toolCalls: [call('a', 1, { traceId: null })] }));
    expect(textOf(pressed(screen, 'open')).join('\n')).toMatch(/▸ ┄ outside any turn +1 call/);
  });

  it('leads to the conversation', () => {
    const [effect] = effectsOf(opened(TWO_TURNS), 'conversation');
    expect(effect?.type === 'open' && effect.screen.id).toBe('conversation');
  });
});

describe('moving', () => {
  it.each([
    [['next-failure'], 'about a'],
    [['next-failure', 'next-failure'], 'about inner'],
    [['fold-all', 'next-failure', 'next-failure'], 'about inner'],
    [['next-failure', 'next-failure', 'next-failure'], 'about a'],
    [['previous-failure'], 'about inner'],
    [['next-turn'], 'prompt of t2'],
    [['next-turn', 'next-turn'], 'prompt of t2'],
    [['last', 'previous-turn'], 'prompt of t2'],
    [['down', 'down', 'previous-turn'], 'prompt of t1'],
    [['down', 'fold'], 'prompt of t1'],
    [['down', 'down', 'fold'], 'Agent'],
    [['down', 'down', 'down', 'down', 'fold-all'], 'prompt of t1'],
  ])('by %j leads to %s', (commands, text) => {
    expect(chosenOf(pressed(opened(TWO_TURNS), ...commands))).toContain(text);
  });

  it('says when it goes round, and when there is no failure', () => {
    const say = (screen: Screen, ...commands: string[]) => effectsOf(screen, ...commands)[0];
    const around3 = ['next-failure', 'next-failure', 'next-failure'];
    expect(say(opened(TWO_TURNS), ...around3)).toMatchObject({ text: /last failure/ });
    expect(say(opened(TWO_TURNS), 'previous-failure')).toMatchObject({ text: /first failure/ });
    expect(say(opened(growing(3)), 'next-failure')).toMatchObject({ text: /^No failure/ });
  });

  it('folds all turns, tells what is in them, and unfolds them', () => {
    const folded = pressed(opened(TWO_TURNS), 'fold-all');
    expect(textOf(folded).join('\n')).toMatch(/▸ ✓ 1 .*3 calls ✗2.*\n.*▸ ✓ 2 .*1 call /);
    expect(textOf(pressed(folded, 'fold-all'))).toEqual(textOf(opened(TWO_TURNS)));
  });
});

describe('a filter', () => {
  const typed = (screen: Screen, text: string) => screen.typed(text, around(), true).screen;

  it('keeps what matches with what that lies in, and goes with escape', () => {
    const screen = typed(pressed(opened(TWO_TURNS), 'filter'), 'pnpm');
    const text = textOf(screen).join('\n');
    expect(text).toMatch(/\/pnpm.*2 shown.*prompt of t2.*pnpm test/s);
    expect(text).not.toContain('prompt of t1');
    expect(textOf(pressed(screen, 'clear-filter'))).toContain(
      textOf(opened(TWO_TURNS)).find((line) => line.includes('about a')),
    );
  });

  it('says when nothing matches', () => {
    const screen = typed(pressed(opened(TWO_TURNS), 'filter'), 'no such thing');
    expect(textOf(screen).join('\n')).toContain('Nothing matches the filter.');
    expect(effectsOf(pressed(screen, 'accept-filter'), 'next-failure')).toMatchObject([
      { text: 'No failure among what is shown.' },
    ]);
  });
});

describe('copying', () => {
  it.each([
    [[], 'yank', 'prompt of t1'],
    [['down'], 'yank', 'about a'],
    [['down', 'down', 'down'], 'yank', 'Explore'],
    [[], 'yank-resume', 'cd /home/dev/spoor && claude --resume s'],
  ])('after %j by %s gives %s', (moves, command, text) => {
    expect(effectsOf(opened(TWO_TURNS), ...moves, command)).toMatchObject([{ type: 'yank', text }]);
  });

  it('shows the session as Markdown once it is laid out', () => {
    const screen = opened(TWO_TURNS);
    expect(effectsOf(screen, 'markdown')).toMatchObject([
      { type: 'act', request: { name: 'session-markdown', input: { id: 's' } }, tag: 'markdown' },
    ]);
    const heard = (value: unknown) =>
      screen.heard({ type: 'acted', tag: 'markdown', ok: true, value }, around()).effects;
    expect(heard('# It')).toEqual([{ type: 'page', text: '# It', name: 'session.md' }]);
    expect(heard(null)).toMatchObject([{ type: 'say' }]);
    const failed = { type: 'acted', tag: 'markdown', ok: false, message: 'why' } as const;
    expect(screen.heard(failed, around()).effects).toMatchObject([{ text: 'why', tone: 'bad' }]);
  });
});

describe('clicks', () => {
  const rowOf = (screen: Screen, text: string) =>
    textOf(screen).findIndex((line) => line.includes(text));
  const click = (screen: Screen, text: string, column = 20, double = false) =>
    screen.clicked({ row: rowOf(screen, text), column, double }, around());

  it('choose, open and fold', () => {
    const screen = opened(TWO_TURNS);
    expect(chosenOf(click(screen, 'about a').screen)).toContain('about a');
    expect(click(screen, 'about a', 20, true).effects).toMatchObject([{ type: 'open' }]);
    const folded = click(screen, 'prompt of t1', 2).screen;
    expect(textOf(folded).join('\n')).not.toContain('about a');
    expect(click(screen, 'TURNS, CALLS').screen).toBe(screen);
  });

  it('go to a place of the scrubber', () => {
    const screen = pressed(opened(TWO_TURNS), 'scrub', 'step-first');
    const end = click(screen, 'of 13', 3 + 47).screen;
    expect(textOf(end).join('\n')).toContain('13 of 13');
    expect(click(screen, 'of 13', 99).screen).toBe(screen);
  });
});

describe('stepping through a session', () => {
  const scrubbed = (...commands: string[]) =>
    textOf(pressed(opened(TWO_TURNS), 'scrub', ...commands)).join('\n');

  it.each([
    [[], /1 of 13 {2}the turn began/],
    [['step-on'], /2 of 13 {2}Bash began/],
    [['step-on', 'step-on'], /3 of 13 {2}Bash ended/],
    [['step-on', 'step-back', 'step-back'], /1 of 13 /],
    [['turn-on'], /10 of 13 {2}the turn began/],
    [['turn-on', 'step-on', 'turn-back'], /10 of 13 /],
    [['turn-on', 'turn-on'], /13 of 13 /],
    [['step-last', 'step-on', 'turn-back'], /10 of 13 /],
    [['step-last', 'step-first'], /1 of 13 /],
  ])('by %j', (commands, pattern) => {
    expect(scrubbed(...commands)).toMatch(pattern);
  });

  it('shows what ran as running, and nothing of what came later', () => {
    const text = scrubbed('step-on');
    expect(text).toMatch(/● 1 prompt of t1 +running/);
    expect(text).toMatch(/● Bash {2}about a +running +0ms/);
    expect(text).not.toContain('Agent');
    expect(text).toMatch(/as it was/);
  });

  it('begins where the chosen entry began, and leaves to the whole', () => {
    const screen = pressed(opened(TWO_TURNS), 'last', 'scrub');
    expect(textOf(screen).join('\n')).toMatch(/11 of 13 {2}Bash began/);
    const whole = pressed(screen, 'back');
    expect(textOf(whole)).toEqual(textOf(pressed(opened(TWO_TURNS), 'last')));
    expect(whole.pressed('back', around()).screen).toBe(whole);
  });

  it('plays: at least to the next moment each second, and stops at the end', () => {
    let screen = pressed(opened(TWO_TURNS), 'scrub', 'play');
    const seen: string[] = [];
    for (let second = 61; second < 80; second += 1) {
      screen = screen.settled(around(100, 24, second));
      seen.push(/(\d+) of 13/.exec(textOf(screen).join('\n'))?.[1] ?? '');
    }
    expect(seen[0]).toBe('2');
    expect(seen.at(-1)).toBe('13');
    expect(seen.map(Number)).toEqual(seen.map(Number).toSorted((a, b) => a - b));
    expect(textOf(screen).join('\n')).toContain('‖');
    const fast = pressed(opened(TWO_TURNS), 'scrub', 'faster', 'faster', 'play');
    expect(textOf(fast.settled(around(100, 24, 61))).join('\n')).toMatch(/×16 +9 of 13/);
  });

  it('goes on under a filter, and is not begun twice', () => {
    const typing = pressed(opened(TWO_TURNS), 'last', 'filter').typed('pnpm', around(), true);
    const screen = pressed(typing.screen, 'accept-filter', 'scrub');
    expect(chosenOf(pressed(screen, 'step-on'))).toContain('pnpm test');
    expect(pressed(screen, 'scrub')).toBe(screen);
    const later = pressed(opened(TWO_TURNS), 'scrub', 'step-on', 'scrub', 'back');
    expect(textOf(later).join('\n')).toContain('about inner');
  });

  it('takes no key of the whole session’s for its own', () => {
    const [scope] = pressed(opened(TWO_TURNS), 'scrub').scopes();
    expect(scope).toBe('scrubber');
    expect(opened(TWO_TURNS).scopes()).not.toContain('scrubber');
  });

  it('asks what its messages took only then', () => {
    const kinds = (screen: Screen) => screen.queries(around()).map(({ kind }) => kind);
    expect(kinds(opened(TWO_TURNS))).toEqual(['session.history']);
    expect(kinds(pressed(opened(TWO_TURNS), 'scrub'))).toContain('session.usage');
  });
});

describe('whatever happens', () => {
  it('steps beyond what any calendar has', () => {
    const last = call('c', 1, {
      startedAt: '+275760-09-13T00:00:00.000Z',
      completedAt: null,
      durationMs: 5_000,
    });
    const screen = opened(history({ turns: [turn('t1', 0)], toolCalls: [last] }));
    for (const commands of [['scrub', 'step-last'], ['scale'], ['scale', 'scrub', 'step-last']]) {
      expect(textOf(pressed(screen, ...commands))).toHaveLength(24);
    }
  });

  it('one line is chosen where there is any, and every line is as wide as the screen', () => {
    fc.assert(
      fc.property(anySize, fc.array(anyEvent, { maxLength: 40 }), (size, events) => {
        let now = around(...size);
        let screen = sessionScreen({ id: 's' });
        for (const [index, event] of events.entries()) {
          now = { ...now, nowMs: START + index * 1_000 };
          screen = event(screen, now).settled(now);
          const lines = screen.view(now);
          expect(lines.length).toBeLessThanOrEqual(now.rows);
          for (const line of lines) expect(textWidth(lineText(line))).toBe(now.columns);
          expect(lines.filter(({ selected }) => selected).length).toBeLessThanOrEqual(1);
          if (lines.some((line) => lineText(line).startsWith('  ▾'))) {
            expect(lines.filter(({ selected }) => selected)).toHaveLength(1);
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});

type Happening = (screen: Screen, now: ReturnType<typeof around>) => Screen;

const anySize = fc.tuple(fc.integer({ min: 1, max: 250 }), fc.integer({ min: 1, max: 70 }));

const COMMANDS = BINDINGS.filter(({ scopes }) =>
  scopes.some((scope) => ['session', 'scrubber', 'list', 'filter', 'everywhere'].includes(scope)),
).map(({ command }) => command);

const anyEvent: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(...COMMANDS).map(
      (command): Happening =>
        (screen, now) =>
          screen.pressed(command, now).screen,
    ),
  },
  {
    weight: 2,
    arbitrary: anyHistory.map(
      (of): Happening =>
        (screen, now) =>
          told(screen, of, { around: now }),
    ),
  },
  fc.constant<Happening>((screen, now) => told(screen, null, { around: now })),
  anySteps.map(
    (steps): Happening =>
      (screen, now) =>
        screen.answered(
          { kind: 'session.usage', asked: { id: 's' }, told: { steps, compactions: [] } },
          now,
        ),
  ),
  fc.string({ maxLength: 3 }).map(
    (text): Happening =>
      (screen, now) =>
        screen.typed(text, now, true).screen,
  ),
  fc
    .record({
      row: fc.nat({ max: 80 }),
      column: fc.nat({ max: 260 }),
      double: fc.boolean(),
    })
    .map(
      (place): Happening =>
        (screen, now) =>
          screen.clicked(place, now).screen,
    ),
);
