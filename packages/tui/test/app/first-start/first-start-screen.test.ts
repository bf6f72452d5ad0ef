import { describe, expect, it } from 'vitest';
import { lineText } from '../../../src/app/present/line.js';
import { firstStartScreen } from '../../../src/app/screens/first-start/first-start-screen.js';
import type { HistoryImport } from '../../../src/app/state/inspector-state.js';
import type { Screen, Surroundings } from '../../../src/app/state/screen.js';
import { textWidth } from '../../../src/present/fit-text.js';
import { hookStatusOf, recorderFacts } from '../health/known.js';
import { START } from '../records.js';

type State = 'recording' | 'not-installed' | 'stopped' | 'paused';

function around(more: Partial<Surroundings> = {}): Surroundings {
  return {
    columns: 80,
    rows: 22,
    nowMs: START,
    health: null,
    history: { kind: 'offered' },
    facts: {
      databasePath: '/spoor.db',
      homeDir: null,
      configuration: null,
      offers: ['recorder', 'demo'],
    },
    ...more,
  };
}

function screenOf(state: State | null, place = around()): Screen {
  if (state === null) return firstStartScreen();
  const hooks = hookStatusOf({ recording: { state, since: null, reasons: [] } });
  const told = recorderFacts({ hooks });
  return firstStartScreen().answered({ kind: 'health.recorder', asked: null, told }, place);
}

const text = (screen: Screen, place = around()) => screen.view(place).map(lineText).join('\n');
const offered = (screen: Screen, place = around()) =>
  [...text(screen, place).matchAll(/^ {3}(?:▌| ) ([a-z]) {2}/gm)].map(([, key]) => key);

describe('the first start', () => {
  it.each<[State | null, string[]]>([
    ['not-installed', ['a', 'i', 'w']],
    ['stopped', ['a', 'i', 'w']],
    ['recording', ['i', 'w']],
    ['paused', ['i', 'w']],
    [null, ['i', 'w']],
  ])('offers while the recorder is %s what helps', (state, keys) => {
    expect(offered(screenOf(state))).toEqual(keys);
  });

  it('offers only what can be done from here', () => {
    const { facts } = around();
    const bare = around({ history: null, facts: { ...facts, offers: [] } });
    expect(screenOf('not-installed').idle(around())).toEqual([]);
    expect(screenOf('recording').idle(around())).toEqual(['install']);
    expect(screenOf('not-installed', bare).idle(bare)).toEqual(['install', 'import', 'demo']);
    expect(offered(screenOf('not-installed', bare), bare)).toEqual([]);
    expect(screenOf(null, bare).queries(bare)).toEqual([]);
    for (const command of ['install', 'import', 'demo', 'open']) {
      expect(screenOf('not-installed', bare).pressed(command, bare).effects).toEqual([]);
    }
  });

  const install = {
    type: 'act',
    tag: 'install',
    request: { name: 'install-hooks', input: { scope: 'user' } },
  };

  it.each<[string[], unknown]>([
    [['install'], install],
    [['open'], install],
    [['down', 'open'], { type: 'import-history' }],
    [['import'], { type: 'import-history' }],
    [['last', 'open'], { type: 'quit', end: 'demo' }],
    [['demo'], { type: 'quit', end: 'demo' }],
  ])('does at %j what was chosen', (commands, effect) => {
    const [last = '', ...before] = commands.toReversed();
    const screen = before
      .toReversed()
      .reduce((now, command) => now.pressed(command, around()).screen, screenOf('not-installed'));
    expect(screen.pressed(last, around()).effects).toEqual([effect]);
  });

  it('keeps the first choice chosen when it turns out that there are no hooks', () => {
    const { screen } = screenOf(null).pressed('up', around());
    const late = screenOf('not-installed');
    expect(text(late)).toMatch(/▌ a {2}Add the hooks/);
    expect(text(screen)).toMatch(/▌ i {2}Import/);
  });

  it('says what was changed once the hooks are added, and what follows', () => {
    const adding = screenOf('not-installed').pressed('install', around()).screen;
    expect(text(adding)).toContain('Adding the hooks…');
    expect(adding.pressed('import', around()).effects).toEqual([]);
    const value = 'Installed: 18 events (standard) in /home/dev/.claude/settings.json.';
    const { screen } = adding.heard({ type: 'acted', tag: 'install', ok: true, value }, around());
    expect(text(screen)).toContain(value);
    expect(text(screen)).toContain('its sessions appear here by themselves');
  });

  it('says why the hooks could not be added, and may be asked again', () => {
    const message = 'line 3 of settings.json: a comma is missing';
    const { screen } = screenOf('not-installed').heard(
      { type: 'acted', tag: 'install', ok: false, message },
      around(),
    );
    expect(text(screen)).toContain(message);
    expect(screen.pressed('install', around()).effects).toEqual([install]);
  });

  it.each<[HistoryImport, RegExp]>([
    [{ kind: 'running', done: 0, total: null }, /░{30}/],
    [{ kind: 'running', done: 5_000_000, total: 20_000_000 }, /█{8}░{22} {2}5\.0 MB of 20 MB/],
    [{ kind: 'ended', ok: false, message: 'the disk is full' }, /the disk is full/],
    [
      { kind: 'ended', ok: true, message: 'Claude Code has kept nothing here.' },
      /kept nothing here/,
    ],
  ])('tells how the import goes: %j', (history, told) => {
    const place = around({ history });
    expect(text(screenOf('recording', place), place)).toMatch(told);
  });

  it('starts nothing while the import runs', () => {
    const place = around({ history: { kind: 'running', done: 1, total: 2 } });
    for (const command of ['install', 'import', 'demo', 'open']) {
      expect(screenOf('not-installed', place).pressed(command, place).effects).toEqual([]);
    }
  });

  it('takes a click for a choice, and a double one for its key', () => {
    const screen = screenOf('not-installed');
    const row = screen.view(around()).findIndex((one) => lineText(one).includes('Watch the demo'));
    const at = { row, column: 8 };
    const once = screen.clicked({ ...at, double: false }, around());
    expect(text(once.screen)).toMatch(/▌ w {2}Watch/);
    expect(once.effects).toEqual([]);
    expect(screen.clicked({ ...at, double: true }, around()).effects).toEqual([
      { type: 'quit', end: 'demo' },
    ]);
  });

  it.each([
    [20, 5],
    [80, 21],
    [200, 60],
  ])('fits %d columns and %d rows', (columns, rows) => {
    const place = around({ columns, rows });
    const lines = screenOf('not-installed', place).view(place);
    expect(lines.length).toBeLessThanOrEqual(rows);
    for (const one of lines) expect(textWidth(lineText(one))).toBe(columns);
  });
});
