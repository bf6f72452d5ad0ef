import { describe, expect, it } from 'vitest';
import { lineText, span, spread } from '../../../src/app/present/line.js';
import { keepSame } from '../../../src/app/shell/frame.js';
import { rank } from '../../../src/app/shell/rank.js';
import { mount, type ScreenDefinition } from '../../../src/app/state/screen.js';
import { topScreen } from '../../../src/app/state/surroundings.js';
import { TABS } from '../../../src/app/state/tabs.js';
import { Drive } from '../drive.js';
import { START } from '../records.js';
import { richDatabase } from '../rich-database.js';

/** A screen that does what it is told by keys of lists, and notes what it hears. */
const ASKING: ScreenDefinition<readonly string[]> = {
  id: 'audit',
  name: (state) => state.join(', '),
  scopes: () => ['list'],
  queries: () => [],
  answered: (state) => state,
  pressed: (state, command) => {
    if (command === 'first') {
      return {
        state,
        effects: [{ type: 'ask', question: 'What is it called?', text: 'x', tag: 'a' }],
      };
    }
    if (command === 'last') {
      return { state, effects: [{ type: 'confirm', question: 'Delete it?', tag: 'b' }] };
    }
    return { state };
  },
  clicked: (state, { row, column, double }) => ({
    state: [...state, `click ${row} ${column}${double ? ' double' : ''}`],
  }),
  heard: (state, heard) => ({
    state: [...state, 'text' in heard ? `${heard.type} ${heard.text}` : heard.type],
    effects: heard.tag === 'exists' ? [{ type: 'confirm', question: 'Replace it?', tag: 'c' }] : [],
  }),
  view: () => [],
};

function open(text = 'text', sessions = 3) {
  const db = richDatabase(text, sessions);
  const drive = new Drive(db);
  const { stacks } = drive.state;
  drive.state = { ...drive.state, stacks: { ...stacks, audit: [mount(ASKING, [])] } };
  const noted = () => topScreen(drive.state).name();
  return { drive, noted };
}

const lastLine = (drive: Drive) => drive.text().split('\n').at(-1) ?? '';

describe('the bar', () => {
  it('goes to screens by clicks, wide and narrow', () => {
    for (const columns of [200, 60]) {
      const { drive } = open();
      drive.act({ type: 'resize', columns, rows: 24 });
      const bar = drive.text().split('\n')[0] ?? '';
      const column = columns === 200 ? bar.indexOf('Usage') : bar.indexOf('5');
      drive.act({ type: 'click', row: 0, column, double: false });
      expect(drive.state.tab).toBe('usage');
    }
  });

  it('says the way to where one is, and leads back to its beginning', () => {
    const { drive } = open('A title', 1);
    drive.press('enter');
    expect(drive.state.stacks.sessions).toHaveLength(2);
    const bar = drive.text().split('\n')[0] ?? '';
    expect(bar).toMatch(/^ Spoor {2}Sessions › /);
    drive.act({ type: 'click', row: 0, column: bar.indexOf('Sessions'), double: false });
    expect(drive.state.stacks.sessions).toHaveLength(1);
  });

  it.each([
    [null, /9 Health +$/],
    [{ ok: true, message: 'm', short: 'recording' }, /● recording $/],
    [{ ok: false, message: 'm', short: 'paused' }, /! paused $/],
    [{ ok: false, message: 'm' }, /! trouble $/],
  ])('says of recording %j', (health, pattern) => {
    const { drive } = open();
    drive.act({ type: 'resize', columns: 140, rows: 24 }, { type: 'health', health });
    expect(drive.text().split('\n')[0]).toMatch(pattern);
  });

  it('leads from what it says of recording to the screen that says more', () => {
    const { drive } = open();
    drive.act(
      { type: 'health', health: { ok: false, message: 'm', short: 'paused' } },
      { type: 'click', row: 0, column: 76, double: false },
    );
    expect(drive.state.tab).toBe('health');
  });

  it.each([
    [120, ' Spoor  1 Sessions  2 Audit '],
    [106, ' Spoor  1 Sessions 2 Audit '],
    [80, ' Spoor  1 Sessions  2 3 4 '],
  ])('names the screens at %i columns as well as it can, whatever is read', (columns, names) => {
    const { drive } = open();
    drive.act(
      { type: 'resize', columns, rows: 24 },
      { type: 'health', health: { ok: true, message: 'm', short: 'recording' } },
    );
    const bar = () => drive.text().split('\n')[0] ?? '';
    const before = bar();
    expect(before).toContain(names);
    drive.act({ type: 'waiting', sinceMs: START }, { type: 'tick', nowMs: START + 3_000 });
    expect(bar()).toMatch(/… ● recording $/);
    expect(bar().startsWith(before.slice(0, before.indexOf('9 ')))).toBe(true);
  });

  it('says that something is read when that takes long', () => {
    const { drive } = open();
    drive.act({ type: 'resize', columns: 140, rows: 24 }, { type: 'waiting', sinceMs: START });
    expect(drive.text()).not.toContain('reading');
    drive.act({ type: 'tick', nowMs: START + 3_200 });
    expect(drive.text().split('\n')[0]).toMatch(/reading 3 s… $/);
  });
});

describe('what is said', () => {
  it('stands over the footer for a while, and moves nothing', () => {
    const { drive } = open();
    const before = drive.text().split('\n').slice(1, -1);
    drive.act({ type: 'say', text: 'copied\u001b[2J it', bad: false });
    expect(lastLine(drive)).toMatch(/^ copied␛\[2J it +\? help {2}q quit $/);
    expect(drive.text().split('\n').slice(1, -1)).toEqual(before);
    drive.act({ type: 'tick', nowMs: START + 10_000 });
    expect(lastLine(drive)).toMatch(/open.*q quit/);
  });

  it('of recording is said once, and again when it is another', () => {
    const { drive } = open();
    drive.act({ type: 'health', health: { ok: false, message: 'No hooks.' } });
    expect(lastLine(drive)).toContain('No hooks.');
    drive.act(
      { type: 'tick', nowMs: START + 60_000 },
      { type: 'health', health: { ok: false, message: 'No hooks.' } },
    );
    expect(lastLine(drive)).toContain('open');
    drive.act({ type: 'health', health: { ok: false, message: 'Paused.' } });
    expect(lastLine(drive)).toContain('Paused.');
    drive.act({ type: 'health', health: { ok: true, message: 'Recording.' } });
    expect(lastLine(drive)).toMatch(/open.*q quit/);
  });
});

describe('a database that goes away', () => {
  it('is told of on every screen, and everything is there again with it', () => {
    const { drive } = open();
    for (const { key, id } of TABS) {
      drive.press(key);
      const before = drive.text();
      drive.act({ type: 'source', source: { state: 'missing' } });
      expect(drive.text()).toMatch(
        id === 'sessions'
          ? /Nothing is recorded yet/
          : id === 'health'
            ? /there is none yet/
            : /There is no recording here[\s\S]*spoor db restore/,
      );
      const source = { state: 'broken', message: 'It is torn.', advice: 'Mend it.' } as const;
      drive.act({ type: 'source', source });
      expect(drive.text()).toMatch(/It is torn[\s\S]*Mend it/);
      drive.act({ type: 'source', source: { state: 'ready' } }).changed();
      expect(drive.text()).toBe(before);
      drive.press('escape');
    }
  });
});

describe('the help', () => {
  it('shows the keys of the screen first, scrolls, and finds', () => {
    const { drive } = open();
    drive.act({ type: 'resize', columns: 80, rows: 12 }).press('?');
    expect(drive.text()).toMatch(/Keys of Sessions.*↓ \d+ more[\s\S]*Sessions +\n +⏎/);
    drive.press('G');
    expect(drive.text()).toContain('↑');
    drive.press('/', ...'theme', 'enter');
    expect(drive.text()).toContain('ctrl-t');
    expect(drive.text()).not.toContain('one page down');
    drive.press('/', ...'xyzzy');
    expect(drive.text()).toContain('No key is called that.');
    drive.press('escape');
    expect(drive.state.overlay?.kind).toBe('help');
    drive.press('escape');
    expect(drive.state.overlay).toBeNull();
  });
});

describe('the palette', () => {
  it('finds commands by words and letters, shows their keys, and does them', () => {
    const { drive } = open();
    drive.press(':', ...'go usage');
    expect(drive.text()).toMatch(/▌ 5 +go to Usage/);
    drive.press('enter');
    expect([drive.state.tab, drive.state.overlay]).toEqual(['usage', null]);
    drive.press('ctrl-p', ...'wflw', 'enter');
    expect(drive.state.tab).toBe('workflows');
  });

  it('does what is clicked', () => {
    const { drive } = open();
    drive.press(':', ...'lessons');
    const row = drive
      .text()
      .split('\n')
      .findIndex((text) => text.includes('go to Lessons'));
    drive.act({ type: 'click', row, column: 10, double: false });
    expect(drive.state.tab).toBe('lessons');
  });

  it('says so when nothing is called that', () => {
    const { drive } = open();
    drive.press(':', ...'xyzzy', 'enter');
    expect(drive.text()).toContain('No command is called that.');
    expect(drive.state.overlay?.kind).toBe('palette');
  });

  it.each([
    ['open the session', 'open', 3],
    ['open the session', 'ses', 2],
    ['open the session', 'ssio', 1],
    ['open the session', 'otss', 0],
    ['open the session', 'open session', 6],
    ['open the session', 'xyz', null],
    ['anything', '', 0],
  ])('ranks "%s" for "%s" %s', (text, typed, mark) => {
    expect(rank(text, typed)).toBe(mark);
  });
});

describe('questions', () => {
  it('are asked under what they are about, and the answer is told', () => {
    const { drive, noted } = open();
    drive.press('2', 'g');
    expect(drive.text()).toMatch(/What is it called\?[\s\S]*> x/);
    drive.act({ type: 'paste', text: 'y\nz' }).press('enter');
    expect(drive.state.overlay).toBeNull();
    expect(noted()).toBe('told xy z');
  });

  it.each([
    ['y', 'confirmed'],
    ['n', ''],
    ['escape', ''],
    ['enter', ''],
  ])('are not answered yes by accident: %s', (key, heard) => {
    const { drive, noted } = open();
    drive.press('2', 'G');
    expect(drive.text()).toMatch(/Delete it\? *\n y yes {2}n no/);
    drive.press(key);
    expect(drive.state.overlay).toBeNull();
    expect(noted()).toBe(heard);
  });
});

describe('without a database', () => {
  it('the main screens say where one begins, in place of waiting', () => {
    const { drive } = open();
    drive.act({ type: 'source', source: { state: 'missing' } });
    for (const key of ['2', '3', '4', '5', '7', '8']) {
      const text = drive.press(key).text();
      expect(text).toMatch(/There is no recording here\.[\s\S]*How to begin: 1/);
      expect(text).not.toMatch(/reading/i);
    }
    expect(drive.press('9').text()).not.toContain('How to begin');
  });
});

describe('a question of a screen that was left', () => {
  it('is answered to that screen', () => {
    const { drive, noted } = open();
    drive.press('2', '9');
    const heard = { type: 'acted', tag: 'exists', ok: true, value: null } as const;
    drive.act({ type: 'heard', screenId: 'audit', heard });
    expect(drive.text()).toContain('Replace it?');
    drive.press('y', '2');
    expect(noted()).toBe('acted, confirmed');
  });
});

describe('clicks', () => {
  it('on the footer do what it says', () => {
    const { drive } = open();
    const column = lastLine(drive).indexOf('help');
    drive.act({ type: 'click', row: 23, column, double: false });
    expect(drive.state.overlay?.kind).toBe('help');
  });

  it('reach the screen in its own rows', () => {
    const { drive, noted } = open();
    drive
      .press('2')
      .act(
        { type: 'click', row: 5, column: 7, double: true },
        { type: 'click', row: 500, column: 7, double: true },
      );
    expect(noted()).toBe('click 4 7 double');
  });
});

describe('the shell', () => {
  it('opens what is chosen, and comes back to it', () => {
    const { drive } = open('A title', 3);
    const before = drive.press('down').text();
    drive.press('enter');
    expect(topScreen(drive.state).id).toBe('session');
    expect(drive.text()).not.toBe(before);
    expect(drive.press('escape').text()).toBe(before);
  });

  it('goes to the beginning of a screen by the number that it has', () => {
    const { drive } = open('A title', 3);
    drive.press('enter', '4', '1');
    expect(drive.state.stacks.sessions).toHaveLength(2);
    drive.press('1');
    expect(drive.state.stacks.sessions).toHaveLength(1);
  });

  it('gives text only to screens that take it', () => {
    const { drive } = open('A title', 3);
    const before = drive.text();
    expect(drive.press('é', 'f5', '\u0000').act({ type: 'paste', text: 'x' }).text()).toBe(before);
    expect(drive.press('/').act({ type: 'paste', text: 'xyzzy' }).text()).not.toBe(before);
  });

  it('goes through the themes', () => {
    const { drive } = open();
    const seen = Array.from({ length: 5 }, () => drive.press('ctrl-t').state.theme.name);
    expect(seen).toEqual(['dark', 'light', 'contrast', 'none', 'auto']);
    drive.act({ type: 'background', light: true });
    expect(drive.state.theme).toEqual({ name: 'auto', light: true });
  });

  it.each([
    ['ctrl-l', 'redraw'],
    ['ctrl-z', 'stop'],
  ])('%s is told to the terminal, whatever is open or typed', (key, type) => {
    for (const before of [[], ['?'], [':'], ['/', 'x'], ['2', 'g']]) {
      const { drive } = open();
      drive.press(...before).takeEffects();
      expect(drive.press(key).takeEffects()).toEqual([{ type }]);
    }
  });

  it('draws lines anew only where they look another way', () => {
    const { drive } = open();
    const before = drive.frame();
    expect(keepSame(before, drive.frame())).toBe(before);
    const after = keepSame(before, drive.press('down').frame());
    expect(after).not.toBe(before);
    expect(after.filter((line, i) => line !== before[i])).toHaveLength(2);
  });

  it('gives up the right side of a line when there is no room for both', () => {
    expect(lineText(spread([span('left side')], [span('right')], 20))).toBe('left side      right');
    expect(lineText(spread([span('left side')], [span('right')], 6))).toBe('left …');
  });
});
