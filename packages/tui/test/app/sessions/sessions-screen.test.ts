import type { SessionRow } from '@spoor/storage';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/app/live/readers.js';
import { lineText } from '../../../src/app/present/line.js';
import { sessionsScreen } from '../../../src/app/screens/sessions/sessions-screen.js';
import type { Effect, Screen, Surroundings } from '../../../src/app/state/screen.js';
import { at, START } from '../records.js';
import { around, sessionRow } from './session-rows.js';

const ROWS: readonly SessionRow[] = [
  sessionRow('c', { lastActivityAt: at(30), projectId: '/p/two', toolCalls: 7 }),
  sessionRow('b', { lastActivityAt: at(20), status: 'waiting', projectId: '/p/one' }),
  sessionRow('a', { lastActivityAt: at(10), status: 'ended', projectId: '/p/two' }),
];
const LATER = around({ nowMs: START + 3_600_000 });

/** Answers what the screen asks, from these rows. */
function answered(screen: Screen, rows: readonly SessionRow[], where: Surroundings): Screen {
  return screen.queries(where).reduce((now, query) => {
    if (query.kind !== 'sessions.recent' && query.kind !== 'sessions.all') return now;
    return now.answered(answerTo(query, rows), where);
  }, screen);
}

function answerTo(
  query: ReturnType<Screen['queries']>[number],
  rows: readonly SessionRow[],
): Answer {
  if (query.kind === 'sessions.all') return { ...query, told: [...rows] };
  if (query.kind !== 'sessions.recent') throw new Error(query.kind);
  const { ids, after, limit } = query.asked;
  const told = rows
    .filter((row) => ids.includes(row.id) || row.lastActivityAt > (after ?? ''))
    .slice(0, ids.length + limit);
  return { ...query, told: { rows: told, activity: {} } };
}

function opened(remembered: unknown = null, rows = ROWS, where = LATER): Screen {
  return answered(sessionsScreen(remembered), rows, where);
}

function press(screen: Screen, ...commands: readonly string[]): Screen {
  return commands.reduce((now, command) => now.pressed(command, LATER).screen, screen);
}

function effectsOf(screen: Screen, command: string): readonly Effect[] {
  return screen.pressed(command, LATER).effects;
}

/** The first word of what the rows are about, the chosen one marked. */
function shown(screen: Screen, where = LATER): string[] {
  const lines = screen.view(where).map(lineText);
  return lines.slice(2).flatMap((text) => {
    const [, name] = /(prompt of \S+|[▾▸] \d+)/.exec(text) ?? [];
    return name === undefined ? [] : [`${text.startsWith('▌') ? '>' : ''}${name}`];
  });
}

const of = (...names: readonly string[]) =>
  names.map((name) => name.replace(/^(>?)([a-z]\w*)$/, '$1prompt of $2'));

describe('the list of sessions', () => {
  it('begins with the last active', () => {
    expect(shown(opened())).toEqual(of('>c', 'b', 'a'));
  });

  it('stays with the chosen session wherever it goes', () => {
    const chosen = press(opened(), 'down', 'down');
    expect(shown(chosen)).toEqual(of('c', 'b', '>a'));
    const [c, b, a] = ROWS.map((row) => ({ ...row }));
    const moved = [{ ...a, lastActivityAt: at(99), status: 'idle' }, c, b] as SessionRow[];
    expect(shown(answered(chosen, moved, LATER))).toEqual(of('>a', 'c', 'b'));
    expect(shown(press(chosen, 'reverse'))).toEqual(of('>a', 'b', 'c'));
  });

  it('reads the newest first, and marks nothing for good before all are read', () => {
    const start = sessionsScreen({ sort: 'session' });
    const [recent, all] = start.queries(LATER);
    expect(recent).toMatchObject({ asked: { ids: [], after: null, limit: 22 } });
    expect(all).toMatchObject({ kind: 'sessions.all', asked: { after: null, limit: 10_000 } });
    if (recent === undefined || all === undefined) throw new Error('nothing is asked');
    const first = start.answered(answerTo(recent, ROWS.slice(0, 1)), LATER);
    expect(shown(first)).toEqual(of('>c'));
    const whole = first.answered(answerTo(all, ROWS), LATER);
    expect(shown(whole)).toEqual(of('>a', 'b', 'c'));
    const moved = first.pressed('down', LATER).screen.answered(answerTo(all, ROWS), LATER);
    expect(shown(moved)).toEqual(of('a', 'b', '>c'));
  });

  it('asks after a commit for what may have changed, and for the rest some time later', () => {
    const screen = opened();
    const kinds = (of: Screen, nowMs: number) =>
      of.queries({ ...LATER, nowMs }).map(({ kind }) => kind);
    const [recent] = screen.queries(LATER);
    expect(recent).toMatchObject({ asked: { ids: ['b', 'c'], after: at(30) } });
    expect(kinds(screen, LATER.nowMs + 60_000)).toEqual(['sessions.recent']);
    const asked = answered(screen, ROWS, LATER);
    const committed = answered(asked, ROWS, LATER);
    expect(kinds(committed, LATER.nowMs + 1_000)).toEqual(['sessions.recent']);
    expect(kinds(committed, LATER.nowMs + 3_100)).toEqual(['sessions.recent', 'sessions.all']);
  });

  it('takes in what became active since, and drops what is gone', () => {
    const screen = opened();
    const fresh = [sessionRow('d', { lastActivityAt: at(40) }), ...ROWS.slice(1)];
    expect(shown(answered(screen, fresh, LATER))).toEqual(of('d', '>b', 'a'));
  });

  it('keeps what is newer than a list that was long in reading', () => {
    const start = sessionsScreen(null);
    const [recent, all] = start.queries(LATER);
    if (recent === undefined || all === undefined) throw new Error('nothing is asked');
    const newer = [sessionRow('a', { lastActivityAt: at(50), title: 'prompt of new' })];
    const screen = start
      .answered(answerTo(recent, newer), LATER)
      .answered(answerTo(all, ROWS), LATER);
    expect(shown(screen)).toEqual(of('>new', 'c', 'b'));
  });

  it('rests when the range holds no session', () => {
    const start = sessionsScreen({ range: '1h' });
    const where = around({ nowMs: START + 9e8 });
    const [recent, all] = start.queries(where);
    if (recent === undefined || all === undefined) throw new Error('nothing is asked');
    const screen = start.answered(answerTo(recent, ROWS), where).answered(answerTo(all, []), where);
    expect(screen.queries({ ...where, nowMs: where.nowMs + 60_000 })).toMatchObject([
      { kind: 'sessions.recent', asked: { ids: [], limit: 50 } },
    ]);
  });

  it('leaves aside the answer for another range', () => {
    const start = sessionsScreen({ range: '24h' });
    const late: Answer = {
      kind: 'sessions.all',
      asked: { after: null, limit: 10_000 },
      told: [...ROWS],
    };
    expect(shown(start.answered(late, LATER))).toEqual([]);
  });

  it.each([
    [['sort'], ['b', '>c', 'a']],
    [['attention'], ['>b', 'c', 'a']],
    [['live'], ['>c', 'b']],
    [['group'], ['▾ 2', '>c', 'a', '▾ 1', 'b']],
    [
      ['group', 'fold'],
      ['>▸ 2', '▾ 1', 'b'],
    ],
    [
      ['group', 'fold', 'fold'],
      ['>▾ 2', 'c', 'a', '▾ 1', 'b'],
    ],
    [
      ['group', 'fold', 'group'],
      ['>c', 'b', 'a'],
    ],
    [
      ['group', 'fold-all'],
      ['>▸ 2', '▸ 1'],
    ],
    [
      ['group', 'fold-all', 'open'],
      ['>▾ 2', 'c', 'a', '▸ 1'],
    ],
    [
      ['group', 'fold-all', 'next-attention'],
      ['▸ 2', '>▸ 1'],
    ],
    [
      ['group', 'fold-all', 'fold-all'],
      ['>▾ 2', 'c', 'a', '▾ 1', 'b'],
    ],
    [['fold'], ['>c', 'b', 'a']],
    [['next-attention'], ['c', '>b', 'a']],
    [
      ['last', 'next-attention'],
      ['c', '>b', 'a'],
    ],
    [
      ['last', 'previous-attention'],
      ['c', '>b', 'a'],
    ],
    [
      ['range', 'range', 'range', 'range', 'range'],
      ['>c', 'b', 'a'],
    ],
  ] as const)('after %j', (commands, rows) => {
    expect(shown(press(opened(), ...commands))).toEqual(of(...rows));
  });

  it('says that nothing needs attention', () => {
    const calm = opened(null, ROWS.slice(0, 1));
    expect(effectsOf(calm, 'next-attention')).toMatchObject([{ type: 'say' }]);
  });

  it('filters as one types', () => {
    const typed = 'waiting'
      .split('')
      .reduce((now, key) => now.typed(key, LATER, false).screen, press(opened(), 'filter'));
    expect(typed.scopes()).toEqual(['filter']);
    expect(shown(typed)).toEqual(of('>b'));
    expect(shown(press(typed, 'accept-filter', 'back'))).toEqual(of('c', '>b', 'a'));
    expect(shown(press(typed, 'clear-filter'))).toEqual(of('c', '>b', 'a'));
  });

  it('says why no row is shown', () => {
    const text = (screen: Screen) => screen.view(LATER).map(lineText).join('\n');
    const over = opened({ filter: 'nowhere' });
    expect(text(over)).toContain('No session matches the filter');
    expect(text(over)).toContain('0 of 3 sessions');
    expect(text(press(opened(null, ROWS.slice(2)), 'live'))).toContain('No session is live');
    expect(text(opened({ range: '1h' }, ROWS, around({ nowMs: START + 9e8 })))).toContain(
      'No session in the last hour',
    );
    expect(text(sessionsScreen(null))).not.toContain('No session');
  });

  it('opens, reads and copies the chosen session', () => {
    const screen = opened();
    expect(effectsOf(screen, 'open')).toMatchObject([{ type: 'open', screen: { id: 'session' } }]);
    expect(effectsOf(screen, 'conversation')).toMatchObject([
      { type: 'open', screen: { id: 'conversation' } },
    ]);
    expect(effectsOf(screen, 'yank')).toMatchObject([{ type: 'yank', text: 'c' }]);
    expect(effectsOf(screen, 'copy-resume')).toMatchObject([
      { type: 'yank', text: 'cd /home/dev/spoor && claude --resume c' },
    ]);
    const head = press(screen, 'group', 'first');
    for (const command of ['conversation', 'yank', 'copy-resume', 'open']) {
      expect(effectsOf(head, command)).toEqual([]);
    }
  });

  it('quotes a folder that a shell would obey', () => {
    const row = sessionRow('x', { workingDirectory: "/tmp/it's $(rm -rf ~)" });
    expect(effectsOf(opened(null, [row]), 'copy-resume')).toMatchObject([
      { text: "cd '/tmp/it'\\''s $(rm -rf ~)' && claude --resume x" },
    ]);
  });

  it('follows the mouse', () => {
    const screen = opened();
    const click = (row: number, column: number, double = false) =>
      screen.clicked({ row, column, double }, LATER);
    expect(shown(click(3, 20).screen)).toEqual(of('c', '>b', 'a'));
    expect(click(4, 20, true).effects).toMatchObject([{ type: 'open', screen: { id: 'session' } }]);
    expect(click(9, 20, true).effects).toEqual([]);
    expect(shown(click(9, 20).screen)).toEqual(shown(screen));
    expect(shown(click(1, 4).screen)).toEqual(of('b', '>c', 'a'));
    expect(shown(click(0, 4).screen)).toEqual(shown(screen));
    const byState = click(1, 4).screen.clicked({ row: 1, column: 4, double: false }, LATER);
    expect(shown(byState.screen)).toEqual(of('a', '>c', 'b'));
  });

  it('remembers what was chosen', () => {
    const screen = press(opened(), 'group', 'sort', 'live', 'range', 'attention', 'fold');
    const again = opened(JSON.parse(JSON.stringify(screen.remember())));
    expect(again.remember()).toEqual(screen.remember());
    expect(screen.remember()).toMatchObject({
      sort: 'state',
      grouped: true,
      liveOnly: true,
      range: '1h',
      attentionFirst: true,
      folded: ['/p/one'],
    });
  });
});
