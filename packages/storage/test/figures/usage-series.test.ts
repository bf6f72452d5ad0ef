import { afterEach, beforeEach, expect, test } from 'vitest';
import { periodAt, SessionStore, usageFigures, usageSeries } from '../../src/index.js';
import { session } from '../support/records.js';
import { temporaryDatabase } from '../support/temporary.js';
import { minute, numbers, putUsage, usage } from '../support/usage-rows.js';

const zone = process.env['TZ'];
beforeEach(() => {
  process.env['TZ'] = 'Asia/Kathmandu';
});
afterEach(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

/** Messages over a fortnight, of three models and two projects. */
function world() {
  const db = temporaryDatabase({ inMemory: true });
  const next = numbers(3);
  new SessionStore(db).put(session('s1', { projectId: '/p/one' }));
  new SessionStore(db).put(session('s2', { projectId: '/p/two' }));
  const rows = Array.from({ length: 200 }, (_, i) =>
    usage(`m${i}`, {
      sessionId: next(2) === 0 ? 's1' : 's2',
      model: ['model-a', 'model-b', null][next(3)] ?? null,
      inputTokens: next(1_000),
      outputTokens: next(1_000),
      costUsd: next(6) === 0 ? null : next(64) / 64,
      timestamp: minute(next(14 * 1_440)),
    }),
  );
  putUsage(db.getDb(), ...rows);
  return db;
}

test.each(['day', 'week', 'month'] as const)('by %s, parts add up to the figures', (unit) => {
  const db = world();
  const series = usageSeries(db, { unit, by: 'model' });
  const figures = usageFigures(db, { by: unit });
  expect(series.map(({ period }) => period.key)).toEqual(figures.rows.map(({ key }) => key));
  series.forEach(({ parts }, index) => {
    const row = figures.rows[index];
    const sum = (of: (part: (typeof parts)[number]) => number) =>
      parts.reduce((total, part) => total + of(part), 0);
    expect(sum((part) => part.totalTokens)).toBe(row?.totalTokens);
    expect(sum((part) => part.messages)).toBe(row?.messages);
    expect(sum((part) => part.unpricedMessages)).toBe(row?.unpricedMessages);
    expect(sum((part) => part.costUsd ?? 0)).toBeCloseTo(row?.costUsd ?? 0, 9);
  });
});

test.each(['model', 'project', 'session'] as const)('parts by %s are its sums', (by) => {
  const db = world();
  const parts = usageSeries(db, { unit: 'hour', by }).flatMap((period) => period.parts);
  const sums = new Map<string | null, number>();
  for (const { key, totalTokens } of parts) sums.set(key, (sums.get(key) ?? 0) + totalTokens);
  const figures = usageFigures(db, { by }).rows;
  expect(sums).toEqual(new Map(figures.map(({ key, totalTokens }) => [key, totalTokens])));
});

test('a choice of project, model and range narrows what is summed', () => {
  const db = world();
  const choice = {
    projectId: '/p/two',
    model: 'model-a',
    from: minute(1_440),
    until: minute(7_200),
  };
  const series = usageSeries(db, { unit: 'day', by: 'model', ...choice });
  const total = usageFigures(db, { by: 'day', ...choice }).total;
  const parts = series.flatMap((period) => period.parts);
  expect(new Set(parts.map(({ key }) => key))).toEqual(new Set(['model-a']));
  expect(parts.reduce((sum, { totalTokens }) => sum + totalTokens, 0)).toBe(total.totalTokens);
});

test('a part without a price has no cost', () => {
  const db = temporaryDatabase({ inMemory: true });
  putUsage(db.getDb(), usage('m1', { costUsd: null }));
  expect(usageSeries(db, { unit: 'day', by: 'model' })[0]?.parts).toMatchObject([
    { key: 'model-a', costUsd: null, unpricedMessages: 1 },
  ]);
});

test.each([
  ['Asia/Kathmandu', '2026-11-21T09:20:00.000Z', '2026-11-21T15', '2026-11-21T09:15:00.000Z'],
  ['UTC', '2026-11-21T09:20:00.000Z', '2026-11-21T09', '2026-11-21T09:00:00.000Z'],
  // The end of summer time: the hour from 2 to 3 is twice.
  ['Europe/Berlin', '2026-10-25T00:30:00.000Z', '2026-10-25T02', '2026-10-25T00:00:00.000Z'],
  ['Europe/Berlin', '2026-10-25T01:30:00.000Z', '2026-10-25T02', '2026-10-25T01:00:00.000Z'],
])('in %s, %s is in the hour %s', (tz, time, key, from) => {
  process.env['TZ'] = tz;
  const until = new Date(Date.parse(from) + 3_600_000).toISOString();
  expect(periodAt(Date.parse(time), 'hour')).toEqual({ key, from, until });
});
