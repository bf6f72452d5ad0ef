import { bar, formatCost, formatShare } from '../../../present/amounts.js';
import { formatDuration } from '../../../present/duration.js';
import { span } from '../../present/line.js';
import { trendText } from '../../present/trend-text.js';
import { type FigureColumn, figureColumn } from './figure-column.js';

/** A column of durations, ms. */
export function durationColumn<Row>(
  id: string,
  title: string,
  priority: number,
  value: (row: Row) => number | null,
): FigureColumn<Row> {
  const text = (row: Row) => formatDuration(value(row));
  return figureColumn(id, { title, min: 7, priority, value, text });
}

/** What rows cost, US dollars. */
export function costColumn<Row extends { readonly costUsd: number | null }>(
  priority: number,
  isPartial: (row: Row) => boolean,
): FigureColumn<Row> {
  return figureColumn('cost', {
    title: 'COST',
    min: 9,
    priority,
    value: ({ costUsd }) => costUsd,
    text: (row) => formatCost(row.costUsd, isPartial(row)),
    tone: () => 'good',
  });
}

/** How much of all rows each of them is, as a share and as a bar. */
export function shareColumns<Row>(
  rows: readonly Row[],
  value: (row: Row) => number,
): FigureColumn<Row>[] {
  const most = rows.reduce((max, row) => Math.max(max, value(row)), 0);
  const all = rows.reduce((sum, row) => sum + value(row), 0);
  return [
    figureColumn('share', {
      title: 'SHARE',
      min: 6,
      priority: 8,
      value,
      text: (row) => formatShare(all === 0 ? null : value(row) / all),
      tone: () => 'faint',
    }),
    {
      id: 'bar',
      title: '',
      min: 6,
      max: 20,
      priority: 8,
      value,
      cell: (row, width) => span(bar(value(row), most, width), 'accent'),
    },
  ];
}

/** How rows went from one stretch of time to the next. */
export function trendColumn<
  Row extends { readonly trend: readonly number[] },
>(): FigureColumn<Row> {
  return {
    id: 'trend',
    title: 'TREND',
    min: 10,
    max: 30,
    priority: 5,
    value: ({ trend }) => trend.at(-1) ?? null,
    cell: ({ trend }, width) => span(trendText(trend, width), 'accent'),
  };
}
