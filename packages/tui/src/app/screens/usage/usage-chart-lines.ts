import type { Period, PeriodUnit } from '@spoor/storage';
import { shortNumber } from '../../../present/amounts.js';
import { fit } from '../../../present/fit-text.js';
import { groundSpans, labelText } from '../../present/bar-axis.js';
import { beside } from '../../present/beside.js';
import { roundScale, scaleLabels, usdLabel } from '../../present/chart-scale.js';
import { type Line, line, span } from '../../present/line.js';
import { stackedBars } from '../../present/stacked-bars.js';
import { periodTick } from './period-labels.js';
import type { ChartPart } from './usage-chart.js';
import type { UsageLayout } from './usage-layout.js';
import { legendLine, legendLines } from './usage-legend.js';
import type { UsageView } from './usage-state.js';

/** A chart of usage, and what is told beside it. */
export interface UsageChart {
  readonly parts: readonly ChartPart[];
  readonly periods: readonly Period[];
  readonly unit: PeriodUnit;
  readonly view: UsageView;
  /** The period that is looked at, by its place; null: all of them. */
  readonly chosen: number | null;
  /** Over the values beside the chart. Safe to show. */
  readonly title: string;
  /** What a period may cost; null: no line. */
  readonly limit: number | null;
}

/** The chart with its scale, its labels and its legend. */
export function usageChartLines(
  chart: UsageChart,
  { chart: height, legend }: Pick<UsageLayout, 'chart' | 'legend'>,
  columns: number,
): Line[] {
  if (height === 0) return [];
  const format = chart.view === 'cost' ? usdLabel : shortNumber;
  const scale = scaleOf(chart);
  const labels = scaleLabels(height, scale, format);
  const axis = labels.reduce((most, text) => Math.max(most, text.length), 0) + 1;
  const width = Math.max(1, columns - axis - 2 - (legend === 0 ? 0 : legend + 2));
  const { periods, chosen, limit, unit } = chart;
  const bars = stackedBars({
    series: chart.parts,
    bars: periods.length,
    ...{ width, height, scale, chosen, limit },
  });
  const whole = axis + 1 + width;
  const lines = [
    ...bars.map((spans, row) =>
      line(
        [span(`${fit(labels[row] ?? '', axis, { align: 'right' })} `, 'faint'), ...spans],
        whole,
      ),
    ),
    line(
      [
        span(`${fit('0', axis, { align: 'right' })} `, 'faint'),
        ...groundSpans(periods.length, width, chosen),
      ],
      whole,
    ),
    line(
      [
        span(' '.repeat(axis + 1)),
        span(
          labelText(
            periods.map((period) => periodTick(period, unit)),
            width,
          ),
          'faint',
        ),
      ],
      whole,
    ),
  ];
  if (legend === 0) {
    return [...lines.map((one) => line(one.spans, columns)), legendLine(chart, columns)];
  }
  return beside(
    [
      { lines, width: whole },
      { lines: legendLines(chart, legend, height + 2), width: legend },
    ],
    { columns, rows: height + 2 },
  );
}

/** The highest bar decides; a budget far above it would flatten all bars, and stays out of sight. */
function scaleOf({ parts, periods, limit }: UsageChart): number {
  const most = periods.reduce(
    (max, _, index) =>
      Math.max(
        max,
        parts.reduce((sum, { values }) => sum + (values[index] ?? 0), 0),
      ),
    0,
  );
  const seen = limit !== null && (most === 0 || limit <= most * 3) ? limit : 0;
  return roundScale(Math.max(most, seen));
}
