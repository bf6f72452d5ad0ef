import { describe, expect, it } from 'vitest';
import { lineText } from '../../../src/app/present/line.js';
import { markOf } from '../../../src/app/screens/health/facts.js';
import { healthLines, sectionsOf } from '../../../src/app/screens/health/health-lines.js';
import type { HealthState } from '../../../src/app/screens/health/health-state.js';
import { healthView } from '../../../src/app/screens/health/health-view.js';
import { textWidth } from '../../../src/present/fit-text.js';
import { at } from '../records.js';
import {
  around,
  figures,
  healthState,
  hookStatusOf,
  recorderFacts,
  scopeStatus,
  vitals,
} from './known.js';

const hooks = (more: Parameters<typeof hookStatusOf>[0]) => ({
  recorder: recorderFacts({ hooks: hookStatusOf(more) }),
});

function fact(more: Partial<HealthState>, section: string, label: string) {
  const found = sectionsOf(healthState(more), around())
    .find(({ id }) => id === section)
    ?.facts.find((one) => one.label === label);
  return found === undefined ? null : [found.mark, found.text, found.advice ?? null];
}

describe('what is said of a recorder', () => {
  it('is that all is well while it is', () => {
    const sections = sectionsOf(healthState(), around());
    expect(sections.flatMap(({ facts }) => facts).filter(({ advice }) => advice)).toEqual([]);
    expect(sections.map(markOf)).not.toContain('warn');
    expect(
      lineText(healthView(healthState(), around())[0] ?? { spans: [], selected: false }),
    ).toMatch(/^ ✓ All is well/);
  });

  it.each<[string, Partial<HealthState>, string, string, unknown[] | null]>([
    [
      'no hooks',
      hooks({ recording: { state: 'not-installed', since: null, reasons: [] } }),
      'recording',
      'state',
      ['bad', 'no hooks: nothing is recorded', '`i` installs them'],
    ],
    [
      'a stop',
      hooks({ recording: { state: 'stopped', since: null, reasons: ['Node is gone'] } }),
      'recording',
      'state',
      ['bad', 'stopped: Node is gone', expect.stringContaining('doctor')],
    ],
    [
      'a pause',
      hooks({ recording: { state: 'paused', since: null, reasons: [], until: null } }),
      'recording',
      'state',
      ['warn', 'paused until it is resumed', '`R` records again'],
    ],
    [
      'missing entries',
      hooks({ scopes: [scopeStatus({ missing: ['A', 'B', 'C', 'D', 'E'] })] }),
      'recording',
      'user',
      [
        'warn',
        '~/.claude/settings.json: 2 events, profile standard; A, B, C and 2 more missing',
        '`i` installs the hooks again',
      ],
    ],
    [
      'a settings file that can’t be read',
      hooks({ scopes: [scopeStatus({ problem: 'line 3: a comma is missing' })] }),
      'recording',
      'user',
      ['bad', '~/.claude/settings.json: line 3: a comma is missing', expect.any(String)],
    ],
    [
      'a launcher that is gone',
      hooks({ launcher: { path: '/l', problem: 'is gone' } }),
      'recording',
      'launcher',
      ['bad', '/l is gone', '`i` installs the hooks again'],
    ],
    ['the last event', {}, 'recording', 'last event', ['ok', '10s ago, PostToolUse', null]],
    [
      'no event yet',
      { vitals: vitals({ lastEvent: null }) },
      'recording',
      'last event',
      ['told', 'none has arrived yet', expect.stringContaining('claude')],
    ],
    [
      'lost events',
      { recorder: recorderFacts({ lostEvents: 1 }) },
      'losses',
      'lost',
      ['bad', '1 event could be kept nowhere', expect.stringContaining('room')],
    ],
    [
      'a deep spool',
      { recorder: recorderFacts({ spool: { waiting: 1_200, rejected: 0 } }) },
      'losses',
      'spool',
      ['warn', '1,200 events waiting', '`m` takes them in'],
    ],
    ['nothing set aside', {}, 'losses', 'set aside', null],
    [
      'failures of these days',
      { figures: figures({ failedEvents: 9, recentFailures: 2 }) },
      'losses',
      'failures',
      ['warn', '9 failed, 0 malformed; 2 of them in 7 days', expect.stringContaining('doctor')],
    ],
    [
      'growth',
      {},
      'database',
      'growth',
      ['told', 'about 1.0 MB a day (1,000 events in 7 days)', null],
    ],
    [
      'a large log',
      { vitals: vitals({ walBytes: 100_000_000 }) },
      'database',
      'log',
      ['warn', '100 MB in the write-ahead log', expect.stringContaining('`m`')],
    ],
    [
      'a full disk',
      { vitals: vitals({ freeDiskBytes: 1_000_000 }) },
      'database',
      'disk',
      ['warn', '1.0 MB free', expect.stringContaining('cleanup')],
    ],
    [
      'a network file system',
      { vitals: vitals({ networkFileSystem: 'NFS' }) },
      'database',
      'place',
      ['warn', expect.stringContaining('(NFS)'), expect.stringContaining('SPOOR_DATA_DIR')],
    ],
    [
      'a suspicion',
      { vitals: vitals({ suspect: true }) },
      'database',
      'check',
      ['bad', 'the database may be damaged', expect.stringContaining('db check')],
    ],
    [
      'an old backup',
      {
        recorder: recorderFacts({
          lastBackup: { path: '/b', createdAt: at(-8 * 86_400), sizeBytes: 1_000, reason: null },
        }),
      },
      'database',
      'backup',
      ['warn', '8d ago, 1.0 kB; 3 kept', '`b` makes one'],
    ],
    [
      'an older schema',
      { vitals: vitals({ schemaVersion: 4 }) },
      'database',
      'schema',
      ['warn', 'version 4 of 5', '`spoor db migrate`'],
    ],
    [
      'the share of the time',
      {},
      'latency',
      'share',
      ['ok', 'the client waits 0.1 % of its working time; 1.1 % with hooks beside it', null],
    ],
    [
      'too large a share',
      { figures: figures({ spent: [{ event: 'Stop', ms: 360_000 }] }) },
      'latency',
      'share',
      ['warn', expect.stringContaining('waits 10 %'), expect.stringContaining('synchronous')],
    ],
    [
      'a slow hook that the client waits for',
      {
        figures: figures({
          latency: [{ event: 'Stop', count: 2, p50Ms: 400, p95Ms: 900, maxMs: 900 }],
        }),
      },
      'latency',
      'Stop',
      ['warn', expect.stringMatching(/400ms +900ms +900ms {2}waited for/), null],
    ],
    [
      'transcripts that are behind',
      { figures: figures({ unread: 3 }) },
      'transcripts',
      'behind',
      ['warn', '3 sessions not read to the end', expect.any(String)],
    ],
    ['a key that is set', {}, 'settings', 'retention.payloadDays', ['told', '14  (file)', null]],
    ['a default, which is not told', {}, 'settings', 'backups.keep', null],
    [
      'a default, when all is asked for',
      { allSettings: true },
      'settings',
      'backups.keep',
      ['told', '7', null],
    ],
    [
      'a mistake in the configuration',
      { recorder: recorderFacts({ warnings: ['config.json: `backups.keep` must be a number'] }) },
      'settings',
      'mistake',
      ['bad', 'config.json: `backups.keep` must be a number', '`e` opens the file'],
    ],
    [
      'a hook of another build',
      hooks({ hook: { path: '/h', problem: null, version: '0.9.0', current: false } }),
      'versions',
      'hook',
      ['warn', '0.9.0, of another build than this Spoor', '`i` installs the hooks again'],
    ],
  ])('tells of %s', (_, more, section, label, told) => {
    expect(fact(more, section, label)).toEqual(told);
  });

  it('says what takes the room, as far as it was measured', () => {
    const room = [
      { table: 'hook_executions', bytes: 3_000_000 },
      { table: 'messages', bytes: 1_000_000 },
    ];
    expect(fact({ room }, 'room', 'hook executions')).toEqual([
      'told',
      `${'█'.repeat(15)}${'░'.repeat(5)}  3.0 MB  75 %`,
      null,
    ]);
    expect(sectionsOf(healthState(), around()).find(({ id }) => id === 'room')?.facts).toEqual([]);
  });
});

describe('the lines', () => {
  const trouble = healthState({
    vitals: vitals({
      freeDiskBytes: 5,
      lastEvent: { at: at(0), event: 'x\u001b]52;c;aGk=\u0007\n\u202e' },
    }),
    recorder: recorderFacts({
      hooks: hookStatusOf({ warnings: ['w'.repeat(1_000_000), 'a \u001b[2J b'] }),
      lostEvents: 3,
      pausedProjects: ['/home/dev/secret \u202e project'],
    }),
  });

  it.each([
    [20, 5],
    [80, 24],
    [200, 60],
  ])('fit %d columns and %d rows, whatever was recorded', (columns, rows) => {
    const lines = healthView(trouble, around({ columns, rows }));
    expect(lines.length).toBeLessThanOrEqual(rows);
    for (const one of lines) {
      expect(textWidth(lineText(one))).toBe(columns);
      expect(lineText(one)).not.toMatch(/[\u0000-\u001f\u007f\u202e]/);
    }
  });

  it('have keys of their own, and are of their section', () => {
    const lines = healthLines(trouble, around());
    expect(new Set(lines.map(({ key }) => key)).size).toBe(lines.length);
    for (const { key, section } of lines) expect(key.startsWith(section)).toBe(true);
  });

  it('give a command to the clipboard where one helps', () => {
    const lines = healthLines(trouble, around());
    expect(lines.find(({ key }) => key === 'database:disk')?.copied).toBe(
      'spoor db cleanup --older-than 7',
    );
    expect(lines.find(({ key }) => key === 'database:size')?.copied).toBe('size: 70 MB');
  });

  it('say what can be said before all is known', () => {
    const none = healthState({ recorder: null, vitals: null, figures: null });
    expect(healthView(none, around()).map(lineText).join('\n')).toContain('Looking…');
    const { facts } = around();
    const demo = around({ facts: { ...facts, offers: [] } });
    expect(healthView(none, demo).map(lineText).join('\n')).toContain('no database yet');
  });
});

describe('a database that can’t be asked', () => {
  const told = (source: NonNullable<Parameters<typeof around>[0]>['source']) =>
    sectionsOf(healthState(), around(source === undefined ? {} : { source })).find(
      ({ id }) => id === 'database',
    )?.facts[0];

  it('is told of in the place of what was known of it', () => {
    const message = '/spoor.db: the disk reported an error';
    expect(told({ state: 'broken', message, advice: 'Run `spoor hooks doctor`.' })).toEqual({
      label: 'state',
      mark: 'bad',
      text: message,
      advice: 'Run `spoor hooks doctor`.',
    });
    expect(told({ state: 'missing' })).toMatchObject({ mark: 'told' });
    expect(told({ state: 'ready' })).toMatchObject({ label: 'file' });
  });
});
