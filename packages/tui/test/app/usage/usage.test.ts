import { DEFAULT_CONFIGURATION } from '@spoor/core';
import { periodAt, type UsagePeriod } from '@spoor/storage';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lineText } from '../../../src/app/present/line.js';
import { budgetLines, projectedCost } from '../../../src/app/screens/usage/budgets.js';
import {
  everyPeriod,
  periodName,
  periodTick,
} from '../../../src/app/screens/usage/period-labels.js';
import { totalTokens } from '../../../src/app/screens/usage/token-totals.js';
import { chartParts } from '../../../src/app/screens/usage/usage-chart.js';
import { usageLayout } from '../../../src/app/screens/usage/usage-layout.js';
import { usageScreen } from '../../../src/app/screens/usage/usage-screen.js';
import type { Screen, Surroundings } from '../../../src/app/state/screen.js';
import { answered, around } from '../figures/drive.js';
import { part } from '../figures/told.js';

const zone = process.env['TZ'];
const inZone = (tz: string) => {
  process.env['TZ'] = tz;
};
beforeEach(() => inZone('UTC'));
afterEach(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

const at = (time: string) => Date.parse(`${time}:00.000Z`);
const day = (date: string, ...parts: UsagePeriod['parts']): UsagePeriod => ({
  period: periodAt(at(`${date}T12:00`), 'day'),
  parts,
});

describe('periods', () => {
  it.each([
    ['hour', 'Sat Nov 21, 14:00', '14'],
    ['day', 'Sat Nov 21', '21'],
    ['week', 'week 47, from Nov 16', 'W47'],
    ['month', 'Nov 2026', 'Nov'],
  ] as const)('by %s are called %s, and %s below their bar', (unit, name, tick) => {
    const period = periodAt(at('2026-11-21T14:30'), unit);
    expect(periodName(period, unit)).toBe(name);
    expect(periodTick(period, unit).text).toBe(tick);
  });

  it.each([
    ['day', '2026-11-01T05:00', 'Nov', true],
    ['day', '2026-11-16T05:00', '16', true],
    ['day', '2026-11-17T05:00', '17', false],
    ['month', '2026-01-09T05:00', '2026', true],
    ['hour', '2026-11-21T06:10', '06', true],
    ['hour', '2026-11-21T07:10', '07', false],
  ] as const)('the %s of %s has the label %s, weighty: %s', (unit, time, text, weighty) => {
    expect(periodTick(periodAt(at(time), unit), unit)).toEqual({ text, weighty });
  });

  const endOfToday = at('2026-11-22T00:00');
  it.each([
    ['UTC', 'day', '2026-11-15T00:00', '2026-11-22T00:00', 7],
    ['UTC', 'hour', '2026-11-21T00:00', '2026-11-22T00:00', 24],
    ['UTC', 'week', '2026-08-24T00:00', '2026-11-22T00:00', 13],
    ['UTC', 'month', undefined, undefined, 2],
    // The day that summer time ends on has 25 hours, and its week seven days.
    ['Europe/Berlin', 'hour', '2026-10-24T22:00', '2026-10-25T23:00', 25],
    ['Europe/Berlin', 'day', '2026-10-18T22:00', '2026-10-25T23:00', 7],
  ] as const)('in %s by %s from %s to %s are %i without gaps', (tz, unit, from, until, count) => {
    inZone(tz);
    const used = [day('2026-10-30'), day('2026-11-20')];
    const range = {
      from: from === undefined ? undefined : `${from}:00.000Z`,
      until: until === undefined ? undefined : `${until}:00.000Z`,
    };
    const periods = everyPeriod(from === undefined ? used : [], unit, range, endOfToday);
    expect(periods).toHaveLength(count);
    for (const [index, { from }] of periods.slice(1).entries()) {
      expect(from).toBe(periods[index]?.until);
    }
  });

  it('are none where nothing is used and no range is given, and never too many', () => {
    expect(everyPeriod([], 'day', {}, endOfToday)).toEqual([]);
    const range = { from: '1970-01-01T00:00:00.000Z', until: '2026-11-22T00:00:00.000Z' };
    const periods = everyPeriod([], 'hour', range, endOfToday);
    expect(periods.length).toBeLessThanOrEqual(1_001);
    expect(periods.at(-1)?.until).toBe('2026-11-22T00:00:00.000Z');
  });
});

describe('sums', () => {
  it.each([
    ['nothing', [], { costUsd: 0, totalTokens: 0 }],
    ['what has a price', [part('a'), part('b')], { costUsd: 2, totalTokens: 2_000 }],
    [
      'what has none in part',
      [part('a'), part('b', { costUsd: null, unpricedMessages: 2 })],
      { costUsd: 1, unpricedMessages: 2 },
    ],
    ['what has none', [part('b', { costUsd: null, unpricedMessages: 2 })], { costUsd: null }],
  ])('of %s', (_, parts, expected) => {
    expect(totalTokens(parts)).toMatchObject(expected);
  });
});

describe('the parts of the chart', () => {
  const used = [
    day(
      '2026-11-19',
      part('claude-opus-4-5-20251101', { costUsd: 5 }),
      part('cheap', { costUsd: 1 }),
    ),
    day(
      '2026-11-21',
      part('cheap', { costUsd: 2 }),
      part(null, { costUsd: null, unpricedMessages: 2 }),
    ),
  ];
  const periods = ['2026-11-19', '2026-11-20', '2026-11-21'].map((date) => day(date).period);

  it('are models by their cost, the most expensive lowest', () => {
    expect(chartParts(used, periods, 'cost')).toMatchObject([
      { name: 'opus-4-5', tone: 'series1', values: [5, 0, 0] },
      { name: 'cheap', tone: 'series2', values: [1, 0, 2] },
      { name: '(no model)', values: [0, 0, 0], known: [0, 0, null] },
    ]);
  });

  it('are the kinds of tokens, with those from the cache or without', () => {
    expect(chartParts(used, periods, 'tokens').map(({ name, values }) => [name, values])).toEqual([
      ['cache read', [1_800, 0, 1_800]],
      ['cache write', [140, 0, 140]],
      ['input', [20, 0, 20]],
      ['output', [40, 0, 40]],
    ]);
    expect(chartParts(used, periods, 'fresh').map(({ name }) => name)).not.toContain('cache read');
  });

  it('put models together for which there is no colour left', () => {
    const many = Array.from({ length: 8 }, (_, i) => part(`model-${i}`, { costUsd: 8 - i }));
    const parts = chartParts([day('2026-11-19', ...many)], periods, 'cost');
    expect(parts.map(({ name }) => name)).toEqual([
      'model-0',
      'model-1',
      'model-2',
      'model-3',
      '4 others',
    ]);
    expect(parts.at(-1)?.values).toEqual([4 + 3 + 2 + 1, 0, 0]);
    expect(new Set(parts.map(({ tone }) => tone)).size).toBe(5);
  });
});

describe('budgets', () => {
  const spent = (costUsd: number, unpricedMessages = 0) => ({
    costUsd,
    unpricedTokens: 0,
    messages: 4,
    unpricedMessages,
  });
  const all = { day: spent(4), week: spent(30, 1), month: spent(90) };
  const none = { day: null, week: null, month: null };
  const now = at('2026-11-16T00:00');
  const said = (
    budgets: Parameters<typeof budgetLines>[1],
    told: typeof all | null,
    columns = 160,
  ) => budgetLines(told, budgets, { columns, nowMs: now }).map((line) => lineText(line).trim());

  it.each([
    [
      'none',
      none,
      ['today $4.00    this week $30.00+    this month $90.00, about $180.00 by its end'],
    ],
    [
      'some',
      { day: 10, week: null, month: 100 },
      [
        'today $4.00 of $10.00 ████░░░░░░ 40 %    this week $30.00+    this month $90.00 of $100.00 █████████░ 90 %, about $180.00 by its end',
      ],
    ],
    [
      'one that is overdrawn',
      { ...none, day: 3 },
      [
        'today $4.00 of $3.00 ██████████ over by $1.00    this week $30.00+    this month $90.00, about $180.00 by its end',
      ],
    ],
  ])('%s', (_, budgets, lines) => {
    expect(said(budgets, all)).toEqual(lines);
  });

  it('of nothing are overdrawn by anything', () => {
    expect(said({ ...none, day: 0 }, all)[0]).toContain('of $0.00 ██████████ over by $4.00');
    const nothing = { day: spent(0), week: spent(0), month: spent(0) };
    expect(said({ ...none, day: 0 }, nothing)[0]).toContain('of $0.00 ░░░░░░░░░░ 0 %');
  });

  it('say that nothing is known of what has no price', () => {
    expect(said(none, { ...all, day: spent(0, 4) })[0]).toMatch(/^today \? /);
  });

  it('take as many lines as they need, up to three', () => {
    expect(said({ day: 10, week: 100, month: 100 }, all, 80)).toHaveLength(2);
    expect(said({ day: 10, week: 100, month: 100 }, all, 20)).toHaveLength(3);
    expect(said(none, null)).toEqual([]);
  });

  it.each([
    [30, '2026-11-16T00:00', 60],
    [30, '2026-11-01T23:00', null],
    [0, '2026-11-16T00:00', null],
    [30, '2026-11-30T23:59', 30],
  ])('%d dollars by %s come to %s', (costUsd, time, projected) => {
    const found = projectedCost(costUsd, at(time));
    if (projected === null) expect(found).toBeNull();
    else expect(found).toBeCloseTo(projected, 1);
  });
});

it.each([
  [80, 21, 2, { budget: 2, chart: 6, legend: 0, titles: 13, table: 7 }],
  [120, 37, 1, { budget: 1, chart: 18, legend: 33, titles: 23, table: 13 }],
  [200, 57, 1, { budget: 1, chart: 18, legend: 44, titles: 23, table: 33 }],
  [30, 21, 2, { budget: 2, chart: 0, legend: 0, titles: 4, table: 16 }],
  [80, 10, 3, { budget: 0, chart: 0, legend: 0, titles: 2, table: 7 }],
  [1, 1, 0, { budget: 0, chart: 0, legend: 0, titles: 2, table: 1 }],
])('%i×%i with %i lines of budgets are shared out', (columns, rows, lines, layout) => {
  expect(usageLayout({ columns, rows }, lines)).toEqual(layout);
});

describe('the screen', () => {
  const nowMs = at('2026-11-21T12:00');
  const configuration = {
    ...DEFAULT_CONFIGURATION,
    budget: { dailyUsd: 3, weeklyUsd: null, monthlyUsd: null },
  };
  const facts = { databasePath: '/spoor.db', homeDir: null, configuration };
  const place: Surroundings = around(120, 40, { nowMs, facts });
  const used = [
    day('2026-11-19', part('claude-opus-4-5-20251101', { costUsd: 5 })),
    day('2026-11-21', part('cheap', { costUsd: 2 })),
  ];
  const tell = (kind: string) => {
    switch (kind) {
      case 'usage.models':
        return used;
      case 'usage.projects':
        return [day('2026-11-19', part('/w/one', { costUsd: 6 }), part(null, { costUsd: 1 }))];
      case 'usage.spent': {
        const spent = { costUsd: 5, unpricedTokens: 0, messages: 1, unpricedMessages: 0 };
        return { day: spent, week: spent, month: spent };
      }
      default:
        return [{ projectId: '/w/one', sessions: 1, lastActivityAt: '' }];
    }
  };
  const begin = answered(usageScreen(undefined), tell, place);
  const press = (screen: Screen, ...commands: readonly string[]) =>
    commands.reduce(
      (now, command) => answered(now.pressed(command, place).screen, tell, place),
      screen,
    );
  const text = (screen: Screen, where = place) => screen.view(where).map(lineText).join('\n');
  const asked = (screen: Screen, kind: string) =>
    screen.queries(place).find((query) => query.kind === kind)?.asked;

  it('says what was used, of which the chosen day has its part beside the chart', () => {
    expect(text(begin)).toMatch(/cost by model · last 30 days.*\$7\.00 · 2\.0k tokens/);
    expect(text(begin)).toMatch(/■ cheap +\$2\.00 +100 %/);
    expect(text(press(begin, 'down'))).toMatch(/■ opus-4-5 +\$5\.00 +100 %/);
  });

  it('draws a line where the budget of a day is, where the chart is of the costs of all', () => {
    expect(text(begin)).toContain('╌╌╌╌');
    expect(text(begin)).toContain('over by $2.00');
    expect(text(press(begin, 'view'))).not.toContain('╌╌╌╌');
    expect(text(press(begin, 'next-table', 'open'))).not.toContain('╌╌╌╌');
  });

  it('narrows to what is opened, step by step, and back again', () => {
    const ofDay = press(begin, 'open');
    expect(asked(ofDay, 'usage.models')).toMatchObject({
      from: '2026-11-21T00:00:00.000Z',
      until: '2026-11-22T00:00:00.000Z',
      unit: 'hour',
    });
    expect(text(ofDay)).toMatch(/cost by model · Sat Nov 21 /);
    const ofProject = press(ofDay, 'open');
    expect(asked(ofProject, 'usage.models')).toMatchObject({ projectId: '/w/one', unit: 'hour' });
    const { effects } = ofProject.pressed('open', place);
    expect(effects).toMatchObject([{ type: 'open', screen: { id: 'calls' } }]);
    const chosen = press(begin, 'down');
    const returned = press(chosen, 'open', 'down', 'back');
    expect(
      returned
        .view(place)
        .filter(({ selected }) => selected)
        .map(lineText)[0],
    ).toContain('Thu Nov 19');
    const back = press(ofProject, 'back', 'back');
    expect(asked(back, 'usage.models')).toEqual(asked(begin, 'usage.models'));
    expect(back.pressed('back', place).screen).toBe(back);
  });

  it('says so where a row is of nothing that one could narrow to', () => {
    const { effects } = press(begin, 'by-project', 'last').pressed('open', place);
    expect(effects).toMatchObject([{ type: 'say' }]);
  });

  it('has other bars and other ranges on demand', () => {
    expect(asked(press(begin, 'unit'), 'usage.models')).toMatchObject({ unit: 'week' });
    expect(asked(press(begin, 'range'), 'usage.models')).toMatchObject({ unit: 'week' });
    expect(asked(press(begin, 'range', 'range'), 'usage.models')).toEqual({
      unit: 'month',
      by: 'model',
    });
  });

  it('begins with the first row of other rows', () => {
    const selected = (screen: Screen) =>
      screen
        .view(place)
        .filter((one) => one.selected)
        .map(lineText)[0];
    const last = press(begin, 'last');
    expect(selected(last)).toContain('Thu Nov 19');
    expect(selected(press(last, 'range'))).toContain('Nov 21');
    expect(selected(press(last, 'next-table'))).toContain('one');
    expect(selected(press(last, 'view'))).toContain('Thu Nov 19');
  });

  it('takes the project that is named, and says when there is none', () => {
    const told = (name: string) => begin.heard({ type: 'told', tag: 'project', text: name }, place);
    expect(asked(told('one').screen, 'usage.models')).toMatchObject({ projectId: '/w/one' });
    expect(told('nowhere').effects).toMatchObject([{ type: 'say' }]);
    expect(asked(told(' ').screen, 'usage.models')).toEqual(asked(begin, 'usage.models'));
  });

  it('chooses the row that is clicked, and narrows to one that is clicked twice', () => {
    const row = begin
      .view(place)
      .map(lineText)
      .findIndex((one) => one.includes('Thu Nov 19'));
    const click = (double: boolean) => begin.clicked({ row, column: 9, double }, place).screen;
    const selected = click(false)
      .view(place)
      .findIndex((one) => one.selected);
    expect(selected).toBe(row);
    expect(text(click(true))).toMatch(/cost by model · Thu Nov 19 /);
    expect(begin.clicked({ row: 1, column: 9, double: true }, place).screen).toBe(begin);
  });

  it('is sensible before anything is read, and where nothing is', () => {
    expect(text(usageScreen(undefined))).toContain('Reading…');
    const empty = answered(
      usageScreen({ range: 'all' }),
      (kind) => (kind === 'usage.spent' ? tell(kind) : []),
      place,
    );
    expect(text(empty)).toContain('No tokens are recorded yet');
  });
});
