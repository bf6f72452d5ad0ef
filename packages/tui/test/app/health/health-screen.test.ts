import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HEALTH_KEYS } from '../../../src/app/keys/tables/health.js';
import { LIST_KEYS } from '../../../src/app/keys/tables/lists.js';
import type { Answer } from '../../../src/app/live/readers.js';
import { lineText } from '../../../src/app/present/line.js';
import { healthScreen } from '../../../src/app/screens/health/health-screen.js';
import type { Effect, Screen } from '../../../src/app/state/screen.js';
import { around, figures, recorderFacts, vitals } from './known.js';

const ANSWERS = [
  { kind: 'health.vitals', asked: null, told: vitals() },
  { kind: 'health.recorder', asked: null, told: recorderFacts() },
  { kind: 'health.figures', asked: null, told: figures() },
] as const satisfies readonly Answer[];

function screenOf(remembered: unknown = null): Screen {
  return ANSWERS.reduce<Screen>(
    (screen, answer) => screen.answered(answer, around()),
    healthScreen(remembered),
  );
}

const press = (screen: Screen, ...commands: string[]) =>
  commands.reduce((now, command) => now.pressed(command, around()).screen, screen);
const text = (screen: Screen) => screen.view(around()).map(lineText).join('\n');
const chosen = (screen: Screen) =>
  lineText(
    screen.view(around()).find(({ selected }) => selected) ?? { spans: [], selected: false },
  );
const kinds = (screen: Screen) => screen.queries(around()).map(({ kind }) => kind);
const effects = (screen: Screen, command: string) => screen.pressed(command, around()).effects;

describe('the health screen', () => {
  it('begins at its first line, whatever comes first', () => {
    expect(chosen(screenOf())).toMatch(/^▌ ▾ ✓ Recording/);
    const moved = press(screenOf(), 'down').answered(ANSWERS[0], around());
    expect(chosen(moved)).toContain('hooks record');
  });

  it('measures the room only while that section is open', () => {
    expect(kinds(screenOf())).not.toContain('health.room');
    expect(kinds(press(screenOf(), 'fold-all', 'fold-all'))).toContain('health.room');
  });

  it('folds the section that one is in, and remembers it', () => {
    const folded = press(screenOf(), 'down', 'down', 'fold');
    expect(chosen(folded)).toMatch(/▸ ✓ Recording {6}hooks record; 10s ago, PostToolUse/);
    expect(text(folded)).not.toContain('last event');
    const again = screenOf(JSON.parse(JSON.stringify(folded.remember())));
    expect(text(again)).toBe(text(press(folded, 'first')));
    expect(text(press(folded, 'fold'))).toContain('last event');
  });

  it('shows every key of the configuration on demand', () => {
    const all = press(screenOf(), 'all-settings');
    expect(chosen(all)).toContain('Configuration');
    expect(text(all)).toContain('backups.keep');
    expect(text(press(all, 'all-settings'))).not.toContain('backups.keep');
  });

  it.each<[string, Partial<Effect>]>([
    ['check', { type: 'act', request: { name: 'check-database', input: null } }],
    ['back-up', { type: 'act', request: { name: 'back-up', input: null } }],
    ['edit-configuration', { type: 'act', request: { name: 'make-configuration', input: null } }],
    ['upkeep', { type: 'confirm', tag: 'upkeep' }],
    [
      'install-hooks',
      { type: 'confirm', question: 'Install the hooks in ~/.claude/settings.json?' },
    ],
    ['pause', { type: 'ask', tag: 'pause' }],
    ['resume', { type: 'say', text: 'Recording is not paused.' }],
  ])('asks for %s', (command, effect) => {
    expect(effects(screenOf(), command)).toMatchObject([effect]);
  });

  it.each([
    ['upkeep', 'start-upkeep', null],
    ['install-hooks', 'install-hooks', { scope: 'user' }],
    ['resume', 'resume-recording', null],
  ])('does %s once that was confirmed', (tag, name, input) => {
    const step = screenOf().heard({ type: 'confirmed', tag }, around());
    expect(step.effects).toEqual([{ type: 'act', request: { name, input }, tag: name }]);
    // One at a time.
    expect(effects(step.screen, 'check')).toEqual([]);
    const done = step.screen.heard(
      { type: 'acted', tag: name, ok: true, value: 'Done.' },
      around(),
    );
    expect(done.effects).toEqual([{ type: 'say', text: 'Done.', tone: 'good' }]);
    expect(effects(done.screen, 'check')).toHaveLength(1);
  });

  it.each([
    ['', { forMs: null }],
    [' 1h30m ', { forMs: 5_400_000 }],
    ['soon', null],
    ['0s', null],
  ])('pauses for %j', (said, input) => {
    const { effects } = screenOf().heard({ type: 'told', tag: 'pause', text: said }, around());
    const acts = [{ type: 'act', request: { name: 'pause-recording', input } }];
    expect(effects).toMatchObject(input === null ? [{ type: 'say', tone: 'bad' }] : acts);
  });

  it('opens the editor on the file that was made, and tells of what failed', () => {
    const acted = { type: 'acted', tag: 'make-configuration' } as const;
    expect(screenOf().heard({ ...acted, ok: true, value: '/c.json' }, around()).effects).toEqual([
      { type: 'edit-file', path: '/c.json' },
    ]);
    expect(screenOf().heard({ ...acted, ok: false, message: 'no' }, around()).effects).toEqual([
      { type: 'say', text: 'no', tone: 'bad' },
    ]);
  });

  it('changes nothing of the recorder where it is none of its business', () => {
    const { facts } = around();
    const demo = around({ facts: { ...facts, offers: [] } });
    for (const command of ['install-hooks', 'pause', 'resume', 'upkeep']) {
      expect(screenOf().pressed(command, demo).effects).toEqual([]);
    }
  });

  it('keeps a line of its own chosen and in sight through any keys, at any size', () => {
    const commands = [...HEALTH_KEYS, ...LIST_KEYS].map(({ command }) => command);
    const size = fc.record({
      columns: fc.integer({ min: 1, max: 200 }),
      rows: fc.integer({ min: 1, max: 60 }),
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...commands), size)), (steps) => {
        let screen = screenOf();
        for (const [command, room] of steps) {
          const place = around(room);
          screen = screen.settled(place).pressed(command, place).screen.settled(place);
          const lines = screen.view(place);
          expect(lines.length).toBeLessThanOrEqual(Math.max(3, room.rows));
          expect(lines.filter(({ selected }) => selected)).toHaveLength(1);
        }
      }),
      { numRuns: 60 },
    );
  });

  it.each([null, 7, 'x', {}, { folded: 3 }, { folded: [1, null, 'database'] }])(
    'begins with %j remembered',
    (remembered) => {
      expect(text(screenOf(remembered))).toContain('Recording');
    },
  );
});
