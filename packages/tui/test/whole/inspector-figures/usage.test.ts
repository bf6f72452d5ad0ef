import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { usageScreen } from '../../../src/app/screens/usage/usage-screen.js';
import { formatCost, formatUsd, shortNumber } from '../../../src/present/amounts.js';
import { type Corpus, importedCorpus, NOW } from './corpus.js';
import { costOf, type PlainMessage, sum, tokensOf } from './plain-count.js';
import { cellsOf, opened, openedBy } from './screen-table.js';

let corpus: Corpus;
const zoneBefore = process.env['TZ'];
beforeAll(async () => {
  corpus = await importedCorpus();
});
afterAll(() => {
  corpus.remove();
  if (zoneBefore === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zoneBefore;
});

const TITLES = ['COST', 'TOKENS', 'OUTPUT', 'INPUT', 'CACHE READ', 'CACHE WRITE', 'MESSAGES'];
const number = (value: number) => (value === 0 ? '·' : shortNumber(value));
const isUnpriced = ({ costUsd }: PlainMessage) => costUsd === null;
const isRow = (line: string) => line.trim() !== '';

/** What a row of the table says of messages. */
function cellsOfMessages(messages: readonly PlainMessage[]): Record<string, string> {
  const all = (of: (message: PlainMessage) => number) => number(sum(messages.map(of)));
  return {
    COST: formatCost(costOf(messages), messages.some(isUnpriced)),
    TOKENS: number(tokensOf(messages)),
    OUTPUT: all(({ output }) => output),
    INPUT: all(({ input }) => input),
    'CACHE READ': all(({ cacheRead }) => cacheRead),
    'CACHE WRITE': all(({ cacheWrite }) => cacheWrite),
    MESSAGES: number(messages.length),
  };
}

const cells = (rows: readonly Record<string, string>[]) => rows.map(({ line: _, ...rest }) => rest);

/** The date in a zone, `2026-11-21`. */
function dayIn(zone: string, ms: number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(ms);
}

/** The Monday of a date's week. */
function mondayOf(day: string): string {
  const ms = Date.parse(`${day}T12:00:00.000Z`);
  const weekday = (new Date(ms).getUTCDay() + 6) % 7;
  return new Date(ms - weekday * 86_400_000).toISOString().slice(0, 10);
}

const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York'];
const UNITS = [
  ['month', (day: string) => day.slice(0, 7), []],
  ['week', mondayOf, ['unit']],
  ['day', (day: string) => day, ['unit', 'unit']],
] as const;

describe.each(ZONES)('usage in %s', (zone) => {
  beforeAll(() => {
    process.env['TZ'] = zone;
  });

  it.each(UNITS)('by %s is what a plain count finds', (_, periodOf, presses) => {
    const { db, counted } = corpus;
    const walk = opened(db, usageScreen({ range: 'all' })).press('by-period', ...presses);
    const periods = Map.groupBy(counted.messages, ({ at }) =>
      periodOf(dayIn(zone, Date.parse(at))),
    );
    const expected = [...periods.entries()]
      .toSorted(([a], [b]) => (a < b ? 1 : -1))
      .map(([, messages]) => cellsOfMessages(messages));
    expect(cells(cellsOf(walk, TITLES, isRow))).toEqual(expected);
  });

  it.each(['7d', '30d'])('of %s begins with the first of its days', (range) => {
    const { db, counted } = corpus;
    const walk = opened(db, usageScreen({ range })).press('by-period');
    if (range === '30d') walk.press('unit');
    const days = range === '7d' ? 6 : 29;
    // At noon no change of the clock makes a date of another day.
    const first = dayIn(zone, Date.parse('2026-11-04T17:00:00.000Z') - days * 86_400_000);
    const own = counted.messages.filter(({ at }) => dayIn(zone, Date.parse(at)) >= first);
    const rows = cellsOf(walk, TITLES, isRow);
    expect(sum(rows.map(({ MESSAGES }) => Number(MESSAGES)))).toBe(own.length);
  });

  it('of today, this week and this month is what their messages cost', () => {
    const { db, counted } = corpus;
    // While something was used on the day itself, in any zone.
    const nowMs = Date.parse('2026-11-03T18:00:00.000Z');
    const today = dayIn(zone, nowMs);
    const spent = (periodOf: (day: string) => string) => {
      const own = counted.messages.filter(
        ({ at }) => periodOf(dayIn(zone, Date.parse(at))) === periodOf(today),
      );
      return { cost: costOf(own) ?? 0, text: formatCost(costOf(own), own.some(isUnpriced)) };
    };
    const month = spent((day) => day.slice(0, 7));
    const lines = opened(db, usageScreen({ range: 'all' }), nowMs).text();
    const said = lines.find((line) => line.includes('this month')) ?? '';
    expect(said).toContain(` today ${spent((day) => day).text} `);
    expect(said).toContain(` this week ${spent(mondayOf).text} `);
    expect(said).toContain(` this month ${month.text}, about `);
    const begin = beginOf('2026-11', zone);
    const projected = (month.cost * (beginOf('2026-12', zone) - begin)) / (nowMs - begin);
    expect(said).toContain(`, about ${formatUsd(projected)}+ by its end`);
  });
});

/** When a month begins in a zone: the first quarter of an hour with its date. */
function beginOf(month: string, zone: string): number {
  let ms = Date.parse(`${month}-01T00:00:00.000Z`) - 86_400_000;
  while (dayIn(zone, ms).slice(0, 7) < month) ms += 900_000;
  return ms;
}

describe('usage', () => {
  beforeAll(() => {
    process.env['TZ'] = 'UTC';
  });

  it.each([
    ['by-project', (message: PlainMessage) => projectOf(message)],
    ['by-model', ({ model }: PlainMessage) => model],
  ] as const)('%s is what a plain count finds', (table, keyOf) => {
    const { db, counted } = corpus;
    const walk = opened(db, usageScreen({ range: 'all' }));
    walk.press('by-period', 'next-table', ...(table === 'by-model' ? ['next-table'] : []));
    const expected = [...Map.groupBy(counted.messages, keyOf)]
      .toSorted(([, a], [, b]) => (costOf(b) ?? 0) - (costOf(a) ?? 0) || tokensOf(b) - tokensOf(a))
      .map(([, messages]) => cellsOfMessages(messages));
    expect(cells(cellsOf(walk, TITLES, isRow))).toEqual(expected);
  });

  it('narrowed to a project, a model and a day opens the calls of just these', () => {
    const { db, counted } = corpus;
    const walk = opened(db, usageScreen({ range: 'all' })).press('by-period', 'unit', 'unit');
    walk.press('next-table', 'first', 'open', 'first', 'open');
    expect(walk.effects).toEqual([]);
    walk.press('first');
    const row = cellsOf(walk, TITLES, isRow)[0];
    const list = openedBy(db, walk, 'open');
    const shown = Number(/([\d,]+) calls? *$/.exec(list.text()[0] ?? '')?.[1]);
    const costs = Map.groupBy(counted.messages, projectOf);
    const project = [...costs].toSorted(
      ([, a], [, b]) => (costOf(b) ?? 0) - (costOf(a) ?? 0),
    )[0]?.[0];
    const ofProject = counted.messages.filter((message) => projectOf(message) === project);
    const model = [...Map.groupBy(ofProject, (message) => message.model)].toSorted(
      ([, a], [, b]) => (costOf(b) ?? 0) - (costOf(a) ?? 0),
    )[0]?.[0];
    const ofModel = ofProject.filter((message) => message.model === model);
    const day = ofModel.map(({ at }) => at.slice(0, 10)).toSorted()[ofModel.length - 1];
    const own = ofModel.filter(({ at }) => at.slice(0, 10) === day);
    expect(row).toMatchObject(cellsOfMessages(own));
    const calls = new Set(own.flatMap(({ id }) => counted.callsOfMessage.get(id) ?? []));
    expect(shown).toBe(calls.size);
  });
});

function projectOf({ session }: PlainMessage): string {
  return corpus.counted.sessions.find(({ id }) => id === session)?.project ?? '';
}

it('looks at a day after all that is counted', () => {
  expect(corpus.counted.messages.every(({ at }) => Date.parse(at) <= NOW)).toBe(true);
});
