import { AuditLogger, type NewAuditEntry, SpoorDatabase } from '@spoor/storage';
import { describe, expect, it, onTestFinished } from 'vitest';
import { lineText } from '../../../src/app/present/line.js';
import { auditScreen } from '../../../src/app/screens/audit/audit-screen.js';
import type { Screen } from '../../../src/app/state/screen.js';
import { scratchFolder } from '../scratch.js';
import { answered, surroundings } from './answers.js';

const START = Date.parse('2026-11-21T09:00:00.000Z');
const AROUND = surroundings({ rows: 12 });

/** A log with an entry a second: a security one in ten. */
function logOf(count: number) {
  const db = new SpoorDatabase({ path: `${scratchFolder()}/spoor.db` });
  onTestFinished(() => db.close());
  const audit = new AuditLogger(db);
  let next = 0;
  const add = (more: Partial<NewAuditEntry> = {}) => {
    audit.log({
      id: `e${String(next).padStart(4, '0')}`,
      timestamp: new Date(START + next * 1_000).toISOString(),
      action: next % 10 === 0 ? 'PermissionRequest' : 'PostToolUse',
      category: next % 10 === 0 ? 'security' : 'file',
      agent: next % 3 === 0 ? 'Explore' : 'main',
      sessionId: `s${next % 4}`,
      projectId: '/home/dev/shop',
      details: { tool: 'Read', summary: `file-${next}.ts`, toolUseId: `toolu_${next}` },
      ...more,
    });
    next += 1;
  };
  db.transaction(() => {
    for (let i = 0; i < count; i++) add();
  });
  return { db, add };
}

/** A screen that one works with; what it asks is answered at once. */
function opened(db: SpoorDatabase, remembered: unknown = undefined, around = AROUND) {
  let screen: Screen = answered(auditScreen(remembered), db, around);
  const settle = (next: Screen) => {
    screen = answered(next, db, around);
  };
  return {
    press: (...commands: string[]) => {
      const effects = commands.map((command) => {
        const step = screen.pressed(command, around);
        settle(step.screen);
        return step.effects;
      });
      return effects.flat();
    },
    type: (text: string) => {
      for (const key of text) {
        settle(screen.typed(key === ' ' ? 'space' : key, around, false).screen);
      }
    },
    commit: () => settle(screen),
    hear: (heard: Parameters<Screen['heard']>[0]) => {
      const step = screen.heard(heard, around);
      settle(step.screen);
      return step.effects;
    },
    remember: () => screen.remember(),
    lines: () => screen.view(around).map(lineText),
    selected: () => {
      const line = screen.view(around).find(({ selected }) => selected);
      return line === undefined ? null : (/file-\d+/.exec(lineText(line))?.[0] ?? '');
    },
  };
}

const rowsOf = (lines: readonly string[]) =>
  lines.slice(2).flatMap((l) => /file-\d+/.exec(l)?.[0] ?? []);

describe('the audit log', () => {
  it('says when nothing is in it', () => {
    const { db } = logOf(0);
    expect(opened(db).lines()[2]).toMatch(/Nothing is in the log yet/);
  });

  it('shows the newest entries at the bottom, and follows them', () => {
    const { db, add } = logOf(300);
    const screen = opened(db);
    expect(rowsOf(screen.lines()).at(-1)).toBe('file-299');
    expect(screen.lines()[0]).toMatch(/everything.*30 security · 300 entries {2}● live/);
    add();
    screen.commit();
    expect(screen.selected()).toBe('file-300');
  });

  it('stays where one has moved while more come, until one goes to the end', () => {
    const { db, add } = logOf(300);
    const screen = opened(db);
    screen.press('up', 'up');
    expect(screen.lines()[0]).toMatch(/paused/);
    const rows = rowsOf(screen.lines());
    for (let i = 0; i < 100; i++) add();
    screen.commit();
    expect(rowsOf(screen.lines())).toEqual(rows);
    expect(screen.selected()).toBe('file-297');
    screen.press('last');
    expect(screen.selected()).toBe('file-399');
    add();
    screen.commit();
    expect(screen.selected()).toBe('file-400');
    screen.press('follow');
    add();
    screen.commit();
    expect(screen.selected()).toBe('file-400');
    screen.press('follow');
    expect(screen.selected()).toBe('file-401');
  });

  it('is scrolled from one end to the other without a gap', () => {
    const { db } = logOf(300);
    const screen = opened(db);
    screen.press('first');
    expect(rowsOf(screen.lines())[0]).toBe('file-0');
    const seen: (string | null)[] = [screen.selected()];
    for (let i = 1; i < 300; i++) {
      screen.press('down');
      seen.push(screen.selected());
    }
    expect(seen).toEqual(Array.from({ length: 300 }, (_, i) => `file-${i}`));
    expect(screen.lines()[0]).toMatch(/● live/);
    for (let i = 0; i < 60; i++) screen.press('page-up');
    expect(screen.selected()).toBe('file-0');
  });

  it('turns round with the chosen entry', () => {
    const { db, add } = logOf(300);
    const screen = opened(db);
    screen.press('up', 'reverse');
    expect(screen.selected()).toBe('file-298');
    expect(rowsOf(screen.lines())[0]).toBe('file-299');
    screen.press('first');
    add();
    screen.commit();
    expect(rowsOf(screen.lines())[0]).toBe('file-300');
    expect(screen.selected()).toBe('file-300');
    expect(screen.remember()).toEqual({ newestFirst: true, pane: false });
    expect(rowsOf(opened(db, screen.remember()).lines())[0]).toBe('file-300');
  });

  it.each([[null], [42], [{ newestFirst: 'x', pane: [] }], [[]]])('begins anew from %j', (odd) => {
    const { db } = logOf(3);
    expect(opened(db, odd).remember()).toEqual({ newestFirst: false, pane: false });
  });

  it('is filtered while one types, and is whole again after esc', () => {
    const { db } = logOf(300);
    const screen = opened(db);
    screen.press('filter');
    screen.type('category:sec');
    expect(rowsOf(screen.lines()).at(-1)).toBe('file-290');
    screen.press('undo-filter');
    expect(rowsOf(screen.lines()).at(-1)).toBe('file-299');
    screen.press('filter');
    screen.type('agent:ex file-27');
    const effects = screen.press('accept-filter');
    expect(effects).toMatchObject([{ type: 'act', request: { name: 'index-audit' } }]);
    expect(rowsOf(screen.lines())).toEqual([
      'file-27',
      'file-270',
      'file-273',
      'file-276',
      'file-279',
    ]);
    expect(screen.lines()[0]).toMatch(/agent ex {2}with file-27 .* 5 entries/);
    screen.press('back');
    expect(screen.lines()[0]).toMatch(/everything/);
  });

  it('says what is wrong with a filter, and that nothing fits', () => {
    const { db } = logOf(20);
    const screen = opened(db);
    screen.press('filter');
    screen.type('since:soon ');
    screen.type('x');
    expect(screen.lines()[1]).toMatch(/`since: soon`: give/);
    screen.press('accept-filter');
    expect(screen.lines()[0]).toMatch(/`since: soon`: give/);
    screen.press('back', 'filter');
    screen.type('action:never');
    screen.press('accept-filter');
    expect(screen.lines()[2]).toMatch(/No entry fits/);
  });

  it('keeps what is like the chosen entry, and the entry chosen', () => {
    const { db } = logOf(300);
    const screen = opened(db);
    screen.press('page-up', 'down');
    const chosen = screen.selected();
    const heads = ['narrow', 'narrow', 'narrow', 'narrow', 'narrow'].map((command) => {
      screen.press(command);
      expect(screen.selected()).toBe(chosen);
      return (screen.lines()[0] ?? '').split(/ {3,}/)[0];
    });
    expect(heads).toEqual([
      expect.stringContaining(' category '),
      expect.stringContaining(' action '),
      expect.stringContaining(' session '),
      expect.stringContaining(' agent '),
      ' everything',
    ]);
  });

  it('leaves out what one does not want to see', () => {
    const { db } = logOf(30);
    const screen = opened(db);
    screen.press('leave-out');
    expect(rowsOf(screen.lines())).toEqual(['file-0', 'file-10', 'file-20']);
    expect(screen.lines()[0]).toMatch(/without PostToolUse .* 3 entries/);
    screen.press('leave-out');
    expect(screen.lines()[0]).toMatch(/without PostToolUse,PermissionRequest /);
    expect(rowsOf(screen.lines())).toEqual([]);
  });

  it('goes through ranges of time', () => {
    const { db } = logOf(20);
    const screen = opened(db);
    const heads = [1, 2, 3, 4, 5].map(() => {
      screen.press('time-range');
      return /since \w+|everything/.exec(screen.lines()[0] ?? '')?.[0];
    });
    expect(heads).toEqual(['since 1h', 'since 24h', 'since 7d', 'since 30d', 'everything']);
  });

  it('goes from day to day', () => {
    const { db, add } = logOf(0);
    for (const day of [1, 2, 5]) {
      for (let hour = 1; hour < 20; hour++) {
        const timestamp = new Date(2026, 10, day, hour, 30).toISOString();
        add({ timestamp, details: { summary: `file-${day * 100 + hour}` } });
      }
    }
    const screen = opened(db);
    const visited = (...commands: string[]) =>
      commands.map((command) => {
        screen.press(command);
        return screen.selected();
      });
    const back = 'previous-day';
    expect(visited(back, back, back, back)).toEqual([
      'file-501',
      'file-201',
      'file-101',
      'file-101',
    ]);
    expect(visited('next-day', 'down', back)).toEqual(['file-201', 'file-202', 'file-201']);
    expect(visited('next-day', 'next-day')).toEqual(['file-501', 'file-519']);
  });

  it('shows an entry whole, and leads to its place in its session', () => {
    const { db } = logOf(30);
    db.prepare<[]>(
      `INSERT INTO sessions (id, status, started_at, last_activity_at, title)
       VALUES ('s1', 'idle', '2026-11-21T09:00:00.000Z', '2026-11-21T09:00:00.000Z', 'Mend it')`,
    ).run();
    const screen = opened(db, undefined, surroundings({ rows: 40 }));
    screen.press('open');
    const text = screen.lines().join('\n');
    expect(text).toMatch(/session +Mend it {2}s1/);
    expect(text).toMatch(/"toolUseId": "toolu_29"/);
    const [effect] = screen.press('open');
    expect(effect).toMatchObject({ type: 'open', screen: { id: 'session' } });
    screen.press('up');
    expect(screen.press('open-session')).toMatchObject([
      { type: 'say', text: 'Its session is no longer kept.' },
    ]);
    expect(screen.press('yank')).toMatchObject([
      { type: 'yank', text: expect.stringContaining('"toolu_28"') },
    ]);
    screen.press('back');
    expect(screen.lines().join('\n')).not.toMatch(/toolu_/);
  });

  it('asks where to export what is filtered, and before it replaces a file', () => {
    const { db } = logOf(30);
    const screen = opened(db);
    screen.press('narrow');
    expect(screen.press('export')).toMatchObject([{ type: 'ask', tag: 'export' }]);
    const told = (text: string) => screen.hear({ type: 'told', tag: 'export', text });
    expect(told('log.txt')).toMatchObject([{ type: 'say', tone: 'warn' }]);
    const request = (replace: boolean) => ({
      type: 'act',
      request: {
        name: 'export-audit',
        input: {
          path: '/home/dev/log.csv',
          format: 'csv',
          filter: { category: 'file' },
          replace,
        },
      },
    });
    expect(told('~/log.csv')[1]).toMatchObject(request(false));
    const acted = (value: unknown) =>
      screen.hear({ type: 'acted', tag: 'export', ok: true, value });
    expect(acted({ path: '/home/dev/log.csv', exists: true, entries: 0 })).toMatchObject([
      { type: 'say', text: 'Nothing is written yet.' },
      { type: 'confirm', question: expect.stringContaining('/home/dev/log.csv') },
    ]);
    expect(screen.hear({ type: 'confirmed', tag: 'replace' })[1]).toMatchObject(request(true));
    expect(acted({ path: '/home/dev/log.csv', exists: false, entries: 27 })).toMatchObject([
      { type: 'say', text: 'Exported 27 entries to /home/dev/log.csv' },
    ]);
    expect(
      screen.hear({ type: 'acted', tag: 'export', ok: false, message: 'no room' }),
    ).toMatchObject([{ type: 'say', text: 'no room', tone: 'bad' }]);
  });

  it('shows hostile texts as text', () => {
    const { db, add } = logOf(3);
    add({
      action: 'bad \u001b[2J\u202e',
      agent: '\u009b31m',
      details: { tool: '\u001b]52;c;eA==\u0007', summary: `${'x'.repeat(1_000_000)}\u202e` },
    });
    const screen = opened(db, { pane: true }, surroundings({ rows: 40 }));
    for (const line of screen.lines())
      expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
  });
});
