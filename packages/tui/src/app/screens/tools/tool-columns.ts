import { formatCost, formatShare, shortNumber } from '../../../present/amounts.js';
import { formatBytes } from '../../../present/byte-size.js';
import { cutMiddle } from '../../../present/fit-text.js';
import type { Tone } from '../../../present/status.js';
import { span } from '../../present/line.js';
import { durationColumn, shareColumns, trendColumn } from '../figures/common-columns.js';
import { type FigureColumn, figureColumn, fittingNumber } from '../figures/figure-column.js';
import type { ToolRow } from './tool-rows.js';

/** The columns of the figures of tools. */
export function toolColumns(rows: readonly ToolRow[], grouping: string): FigureColumn<ToolRow>[] {
  return [
    ...(grouping === 'server and tool' ? [serverColumn()] : []),
    {
      id: 'name',
      title: grouping === 'server' ? 'SERVER' : 'TOOL',
      min: 16,
      grow: true,
      priority: 0,
      rising: true,
      value: ({ name }) => name.toLowerCase(),
      cell: ({ name, server }, width) =>
        span(cutMiddle(name, width), server === null ? 'plain' : 'accent'),
    },
    count('calls', 'CALLS', 7, 0, (row) => row.calls),
    count('failures', 'FAILED', 7, 1, (row) => row.failures, 'bad'),
    figureColumn('rate', {
      title: 'RATE',
      min: 6,
      priority: 1,
      value: (row) => row.failureRate,
      text: (row) => formatShare(row.failureRate),
      tone: ({ failureRate }) => rateTone(failureRate),
    }),
    figureColumn('success', {
      title: 'OK',
      min: 6,
      priority: 12,
      value: (row) => row.successRate,
      text: (row) => formatShare(row.successRate),
    }),
    count('denied', 'DENIED', 7, 7, (row) => row.denied, 'warn'),
    count('cancelled', 'CANCELLED', 10, 11, (row) => row.cancelled),
    durationColumn('p50', 'P50', 2, (row) => row.p50DurationMs),
    durationColumn('p95', 'P95', 3, (row) => row.p95DurationMs),
    durationColumn('time', 'TIME', 9, (row) =>
      row.totalDurationMs > 0 ? row.totalDurationMs : null,
    ),
    figureColumn('tokens', {
      title: 'TOKENS',
      min: 7,
      priority: 6,
      value: ({ share }) => share?.outputTokens ?? null,
      text: ({ share }) => (share === null ? UNREAD : shortNumber(share.outputTokens)),
      tone: ({ share }) => (share === null ? 'faint' : 'plain'),
    }),
    figureColumn('cost', {
      title: 'COST',
      min: 9,
      priority: 4,
      value: ({ share }) => share?.costUsd ?? null,
      text: ({ share }) =>
        share === null ? UNREAD : formatCost(share.costUsd, share.unpricedCalls > 0),
      tone: ({ share }) => (share === null ? 'faint' : 'good'),
    }),
    figureColumn('results', {
      title: 'RESULTS',
      min: 8,
      priority: 10,
      value: (row) => row.resultBytes,
      text: (row) => formatBytes(row.resultBytes),
    }),
    ...shareColumns(rows, (row) => row.calls),
    trendColumn(),
  ];
}

/** In place of what takes longer to be read. */
const UNREAD = '…';

/** What is rather frequent stands out. */
function rateTone(rate: number | null): Tone {
  if (rate === null || rate === 0) return 'faint';
  return rate >= 0.1 ? 'bad' : 'plain';
}

function serverColumn(): FigureColumn<ToolRow> {
  return {
    id: 'server',
    title: 'SERVER',
    min: 10,
    max: 20,
    priority: 0,
    // The client's own tools come behind the servers.
    rising: true,
    value: ({ server }) => server?.toLowerCase() ?? null,
    cell: ({ server }, width) =>
      server === null ? span('·', 'faint') : span(cutMiddle(server, width), 'accent'),
  };
}

function count(
  id: string,
  title: string,
  min: number,
  priority: number,
  value: (row: ToolRow) => number,
  tone: Tone = 'plain',
): FigureColumn<ToolRow> {
  return figureColumn(id, {
    title,
    min,
    priority,
    value,
    text: (row, width) => (value(row) === 0 ? '·' : fittingNumber(value(row), width)),
    tone: (row) => (value(row) === 0 ? 'faint' : tone),
  });
}
