import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groundSpans, labelText } from '../../../src/app/present/bar-axis.js';
import { barLines } from '../../../src/app/present/bar-lines.js';
import { barPlaces } from '../../../src/app/present/bar-places.js';
import { beside } from '../../../src/app/present/beside.js';
import {
  drawable,
  roundScale,
  scaleLabels,
  usdLabel,
} from '../../../src/app/present/chart-scale.js';
import { line, lineText, span, spansWidth } from '../../../src/app/present/line.js';
import { stackedBars } from '../../../src/app/present/stacked-bars.js';
import { trendText } from '../../../src/app/present/trend-text.js';
import { textWidth } from '../../../src/present/fit-text.js';

/** Numbers as databases and users have them, and as nobody should. */
const anyNumber = fc.oneof(
  fc.constantFrom(0, 1, -1, 1e308, Number.MIN_VALUE, Number.NaN, Number.POSITIVE_INFINITY, -0),
  fc.double(),
  fc.integer({ min: 0, max: 1_000 }),
);

describe('the end of a scale', () => {
  it.each([
    [0, 1],
    [-3, 1],
    [Number.NaN, 1],
    [Number.POSITIVE_INFINITY, 1],
    [1, 1],
    [1.01, 1.5],
    [23.3, 25],
    [153, 200],
    [0.0042, 0.005],
    [9.6, 10],
    [999, 1_000],
  ])('of %f is %f', (most, scale) => {
    expect(roundScale(most)).toBeCloseTo(scale, 10);
  });

  it.each([
    [0, '$0.00'],
    [0.015, '$0.015'],
    [0.03, '$0.03'],
    [0.1, '$0.10'],
    [0.00004, '$0.00004'],
    [1.5, '$1.50'],
    [12.5, '$12.50'],
    [25, '$25'],
    [1_500, '$1,500'],
  ])('in dollars %d is %s', (usd, text) => {
    expect(usdLabel(usd)).toBe(text);
  });

  it('is never below what it is to show, nor zero', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }), (most) => {
        const scale = roundScale(most);
        expect(scale).toBeGreaterThan(0);
        expect(scale * (1 + 1e-9)).toBeGreaterThanOrEqual(most);
      }),
    );
  });

  it.each([
    [0, []],
    [1, ['10']],
    [3, ['10', '', '']],
    [6, ['10', '', '', '5', '', '']],
    [7, ['10', '', '', '', '', '', '']],
  ])('is told in %i rows', (height, labels) => {
    expect(scaleLabels(height, 10, String)).toEqual(labels);
  });
});

describe('bars', () => {
  it.each([
    [0, 10, { first: 0, count: 0, bar: 1, step: 1 }],
    [5, 0, { first: 0, count: 0, bar: 1, step: 1 }],
    [1, 80, { first: 0, count: 1, bar: 8, step: 9 }],
    [30, 78, { first: 0, count: 30, bar: 1, step: 2 }],
    [10, 40, { first: 0, count: 10, bar: 3, step: 4 }],
    [100, 30, { first: 70, count: 30, bar: 1, step: 1 }],
  ])('%i of them in %i columns', (bars, width, places) => {
    expect(barPlaces(bars, width)).toEqual(places);
  });

  const texts = (chart: Parameters<typeof stackedBars>[0]) =>
    stackedBars(chart).map((spans) => spans.map(({ text }) => text).join(''));
  const one = { width: 8, height: 2, scale: 16, bars: 4 };

  it.each([
    ['eighths of a row', [[16, 8, 4, 1]], ['█       ', '█ █ ▄ ▁ ']],
    ['nothing', [[0, 0, 0, 0]], ['        ', '        ']],
    ['no values', [[]], ['        ', '        ']],
    ['hardly anything', [[0.001, 0, 0, 0]], ['        ', '▁       ']],
    ['more than the scale', [[1e308, Number.POSITIVE_INFINITY, 0, 0]], ['█ █     ', '█ █     ']],
    ['less than nothing, and no number', [[-5, Number.NaN, 0, 0]], ['        ', '        ']],
    [
      'parts above each other',
      [
        [8, 4, 0, 0],
        [8, 4, 2, 0],
      ],
      ['█       ', '█ █ ▂   '],
    ],
  ])('show %s', (_, values, rows) => {
    const series = values.map((own, i) => ({
      tone: i === 0 ? ('series1' as const) : ('series2' as const),
      values: own,
    }));
    expect(texts({ ...one, series })).toEqual(rows);
  });

  it('give a cell to the part that has most of it', () => {
    const series = [
      { tone: 'series1' as const, values: [11] },
      { tone: 'series2' as const, values: [5] },
    ];
    const rows = stackedBars({ series, bars: 1, width: 1, height: 2, scale: 16 });
    expect(rows.map(([cell]) => cell?.tone)).toEqual(['series2', 'series1']);
  });

  it('let a line go across behind them, and mark the bar that is looked at', () => {
    const series = [{ tone: 'plain' as const, values: [4, 14] }];
    const chart = { ...one, bars: 2, width: 5, series, chosen: 0 };
    expect(texts({ ...chart, limit: 8 })).toEqual(['╌╌▆╌╌', '▄ █  ']);
    expect(texts({ ...chart, limit: null })).toEqual(['┊ ▆  ', '▄ █  ']);
    expect(texts({ ...chart, limit: 17 })).toEqual(['┊ ▆  ', '▄ █  ']);
  });

  it('fill exactly their room, whatever they show', () => {
    const room = fc.integer({ min: 0, max: 60 });
    fc.assert(
      fc.property(
        fc.array(fc.array(anyNumber, { maxLength: 40 }), { maxLength: 6 }),
        fc.integer({ min: 0, max: 90 }),
        room,
        room,
        anyNumber,
        fc.option(anyNumber),
        fc.option(fc.integer({ min: -3, max: 90 })),
        (values, bars, width, height, scale, limit, chosen) => {
          const series = values.map((own) => ({ tone: 'plain' as const, values: own }));
          const rows = stackedBars({ series, bars, width, height, scale, limit, chosen });
          expect(rows).toHaveLength(height);
          for (const spans of rows) expect(spansWidth(spans)).toBe(width);
          expect(spansWidth(groundSpans(bars, width, chosen))).toBe(width);
        },
      ),
    );
  });
});

describe('labels below bars', () => {
  it.each([
    [['1', '2', '3', '4'], [], 8, '1   3   '],
    [['1', '2', '3', '4'], [], 12, '1  2  3  4  '],
    [['30', '31', 'Nov', '2'], [2], 8, '30  Nov '],
    [['a long one', 'b'], [], 4, '  b '],
    [[], [], 3, '   '],
  ])('%j, of which %j are weighty, in %i columns', (texts, weighty, width, expected) => {
    const labels = texts.map((text, index) => ({
      text,
      weighty: (weighty as readonly number[]).includes(index),
    }));
    expect(labelText(labels, width)).toBe(expected);
  });

  it('are exactly as wide as the bars', () => {
    const label = fc.record({
      text: fc.constantFrom('', '7', 'Nov', 'W47'),
      weighty: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.array(label, { maxLength: 50 }),
        fc.integer({ min: 0, max: 60 }),
        (all, width) => {
          expect(textWidth(labelText(all, width))).toBe(width);
        },
      ),
    );
  });
});

describe('a trend', () => {
  it.each([
    [[], 5, ''],
    [[0, 0], 5, '  '],
    [[0, 1, 2, 4, 8], 5, ' ▁▂▄█'],
    [[1, 1, 2, 2], 2, '▄█'],
    [[3, 3, 3, 3, 3], 3, '███'],
    [[5], 0, ''],
    [[-1, Number.NaN, Number.POSITIVE_INFINITY, 1], 4, '  █▁'],
  ])('of %j in %i columns', (values, width, text) => {
    expect(trendText(values, width)).toBe(text);
  });

  it('is never wider than its room', () => {
    fc.assert(
      fc.property(fc.array(anyNumber), fc.integer({ min: 0, max: 40 }), (values, width) => {
        expect(textWidth(trendText(values, width))).toBeLessThanOrEqual(width);
      }),
    );
  });
});

describe('bars that lie', () => {
  it('have a common scale', () => {
    const rows = [
      { label: '< 1s', value: 4, text: '4' },
      { label: 'longer', value: 16, text: '16' },
      { label: 'none', value: 0, text: '0' },
    ];
    expect(barLines(rows, 18).map(lineText)).toEqual([
      '  < 1s ██        4',
      'longer ████████ 16',
      '  none           0',
    ]);
  });

  it('fill exactly their room', () => {
    const row = fc.record({
      label: fc.constantFrom('', 'a', 'a longer label than any'),
      value: anyNumber,
      text: fc.constantFrom('', '1', '123,456'),
    });
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 8 }),
        fc.integer({ min: 0, max: 50 }),
        (rows, width) => {
          for (const one of barLines(rows, width)) expect(spansWidth(one.spans)).toBe(width);
        },
      ),
    );
  });
});

it('blocks stand beside each other, also where one is shorter', () => {
  const block = (texts: readonly string[], width: number) => ({
    lines: texts.map((text) => line([span(text)], width)),
    width,
  });
  const lines = beside([block(['a', 'b'], 2), block(['c'], 3)], { columns: 9, rows: 3 });
  expect(lines.map(lineText)).toEqual(['a   c    ', 'b        ', '         ']);
});

it.each([
  [Number.NaN, 0],
  [-2, 0],
  [undefined, 0],
  [3, 3],
  [Number.POSITIVE_INFINITY, Number.MAX_VALUE],
])('%j is drawn as %d', (value, drawn) => {
  expect(drawable(value)).toBe(drawn);
});
