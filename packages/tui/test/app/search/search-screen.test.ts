import { indexTexts, type SpoorDatabase } from '@spoor/storage';
import { describe, expect, it } from 'vitest';
import { lineText } from '../../../src/app/present/line.js';
import { searchScreen } from '../../../src/app/screens/search/search-screen.js';
import type { Screen } from '../../../src/app/state/screen.js';
import { answered, surroundings } from '../audit/answers.js';
import { textsDatabase } from './texts.js';

const AROUND = surroundings({ rows: 30 });

/** A screen that one works with; what it asks is answered at once. */
function opened(db: SpoorDatabase, remembered: unknown = undefined) {
  let screen: Screen = answered(searchScreen(remembered), db, AROUND);
  const settle = (next: Screen) => {
    screen = answered(next, db, AROUND);
  };
  return {
    press: (...commands: string[]) =>
      commands.flatMap((command) => {
        const step = screen.pressed(command, AROUND);
        settle(step.screen);
        return step.effects;
      }),
    type: (text: string) =>
      [...text].flatMap((key) => {
        const step = screen.typed(key === ' ' ? 'space' : key, AROUND, false);
        settle(step.screen);
        return step.effects;
      }),
    hear: (heard: Parameters<Screen['heard']>[0]) => {
      const step = screen.heard(heard, AROUND);
      settle(step.screen);
      return step.effects;
    },
    asks: () => screen.queries(AROUND).map(({ kind }) => kind),
    scopes: () => screen.scopes(),
    remember: () => screen.remember(),
    lines: () => screen.view(AROUND).map(lineText),
    /** What was found: the kind that each begins with. */
    found: () =>
      screen
        .view(AROUND)
        .slice(3)
        .flatMap((line) => /^(?:▌ | {2})(\w+)/.exec(lineText(line))?.[1] ?? []),
    tones: () => screen.view(AROUND).flatMap(({ spans }) => spans),
  };
}

describe('the search', () => {
  it('finds texts of all kinds and lessons as one types, and marks what was looked for', () => {
    const { db } = textsDatabase();
    const screen = opened(db);
    expect(screen.scopes()).toEqual(['search-field', 'typing']);
    screen.type('zebra');
    expect(screen.found().toSorted()).toEqual([
      'answer',
      'answer',
      'command',
      'lesson',
      'prompt',
      'prompt',
    ]);
    expect(screen.lines()[0]).toMatch(/Search zebra.* 6 found in 2 sessions/);
    const marked = screen.tones().filter(({ tone }) => tone === 'match');
    expect(marked.map(({ text }) => text.toLowerCase())).toEqual(marked.map(() => 'zebra'));
    expect(marked.length).toBeGreaterThanOrEqual(5);
    expect(screen.lines().join('\n')).toMatch(/Paint the crossing/);
    for (const line of screen.lines())
      expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
  });

  it('asks nothing more once it has found, though the database changes', () => {
    const { db } = textsDatabase();
    const screen = opened(db);
    screen.type('zebra');
    expect(screen.asks()).toEqual(['search.unindexed']);
    screen.type('z');
    expect(screen.lines()[2]).toMatch(/Nothing found/);
  });

  it.each(['', ' ', 'z', '"', '""', '" "'])('looks for nothing when %j is typed', (text) => {
    const { db } = textsDatabase();
    const screen = opened(db);
    screen.type(text);
    expect(screen.found()).toEqual([]);
  });

  it.each(['NEAR(', 'zebra OR', '*', 'a:b', "'; DROP TABLE messages", '"zebra', '-zebra', '^'])(
    'takes %j as text',
    (text) => {
      const { db } = textsDatabase();
      const screen = opened(db);
      screen.type(text);
      expect(screen.lines()[0]).toMatch(/found/);
    },
  );

  it('keeps to one kind, one project, a range of time', () => {
    const { db } = textsDatabase();
    const screen = opened(db);
    screen.type('zebra');
    const kinds = [1, 2, 3, 4, 5].map(() => {
      screen.press('next-kind');
      return [...new Set(screen.found())];
    });
    expect(kinds).toEqual([['prompt'], ['answer'], ['command'], ['error'], ['lesson']]);
    screen.press('next-kind', 'to-list', 'sort', 'first');
    const all = screen.found().length;
    screen.press('time-range');
    expect(screen.found().filter((kind) => kind === 'answer')).toHaveLength(1);
    screen.press('time-range', 'time-range', 'time-range');
    expect(screen.found()).toHaveLength(all);
    const titles = () => screen.lines().filter((line) => /farm/.test(line)).length;
    expect(titles()).toBeGreaterThan(0);
    screen.press('next-kind', 'next-kind', 'next-kind', 'same-project');
    expect(screen.lines()[1]).toMatch(/zoo/);
    screen.press('next-kind', 'next-kind', 'next-kind');
    expect(titles()).toBe(0);
    screen.press('same-project');
    expect(titles()).toBeGreaterThan(0);
  });

  it('opens what was found where it stands', () => {
    const { db } = textsDatabase();
    const screen = opened(db);
    screen.type('zebra');
    screen.press('sort', 'first');
    const ids = screen.found().map((kind) => {
      const [effect] = screen.press('open');
      const to =
        effect?.type === 'open' ? effect.screen.id : effect?.type === 'go' ? effect.tab : '';
      screen.press('down');
      return `${kind} ${to}`;
    });
    expect(ids.toSorted()).toEqual([
      'answer conversation',
      'answer conversation',
      'command call',
      'lesson lesson',
      'prompt conversation',
      'prompt session',
    ]);
  });

  it('remembers what was looked for, and looks for it again', () => {
    const { db } = textsDatabase();
    const screen = opened(db);
    screen.type('zebra');
    screen.press('open', 'clear');
    screen.type('goats');
    screen.press('to-list');
    expect(screen.remember()).toEqual({ recent: ['goats', 'zebra'], sort: 'relevance' });
    const again = opened(db, screen.remember());
    expect(again.found()).toEqual(['goats', 'zebra']);
    again.press('down', 'open');
    expect(again.lines()[0]).toMatch(/Search zebra.*6 found/);
  });

  it.each([null, 7, { recent: 'x', sort: 3 }, { recent: [1, null, '', 'x'.repeat(999)] }])(
    'begins anew from %j',
    (odd) => {
      const { db } = textsDatabase();
      expect(opened(db, odd).remember()).toEqual({ recent: [], sort: 'relevance' });
    },
  );

  it('has few texts indexed on its way, step by step, and looks again when asked', () => {
    const { db } = textsDatabase();
    const say = db.prepare<[string]>(
      `INSERT INTO messages (session_id, id, type, kind, content, timestamp)
       VALUES ('s2', ?, 'user', 'prompt', 'goats', '2026-11-20T09:00:00.000Z')`,
    );
    db.transaction(() => {
      for (let i = 0; i < 2_000; i++) say.run(`more${i}`);
    });
    const screen = opened(db);
    const effects = screen.type('ze');
    expect(effects).toMatchObject([{ type: 'act', request: { name: 'index-texts' } }]);
    expect(screen.lines()[2]).toMatch(/Indexing: 2,004 texts are left/);
    const acted = (left: number) =>
      screen.hear({ type: 'acted', tag: 'index', ok: true, value: { left } });
    expect(acted(2)).toHaveLength(1);
    indexTexts(db);
    expect(acted(0)).toEqual([]);
    expect(screen.lines()[2]).not.toMatch(/Indexing/);
    expect(screen.type('bra')).toEqual([]);
  });

  it('says when texts cannot be indexed, and stops trying', () => {
    const { db } = textsDatabase();
    const screen = opened(db);
    screen.type('z');
    expect(
      screen.hear({ type: 'acted', tag: 'index', ok: false, message: 'switched off' }),
    ).toMatchObject([{ type: 'say', tone: 'bad' }]);
    expect(screen.type('ebra')).toEqual([]);
    expect(screen.press('refresh')).toMatchObject([{ type: 'act' }]);
  });

  it('goes on with the index after a step of which nothing was heard', () => {
    const { db } = textsDatabase();
    let screen: Screen = answered(searchScreen(undefined), db, AROUND);
    const first = screen.typed('z', AROUND, false);
    expect(first.effects).toHaveLength(1);
    expect(first.screen.typed('e', AROUND, false).effects).toEqual([]);
    const later = { ...AROUND, nowMs: AROUND.nowMs + 20_000 };
    screen = first.screen.settled(later);
    expect(screen.typed('e', later, false).effects).toHaveLength(1);
  });
});
