import type { AgentFigures } from '@spoor/storage';
import { bar, formatCost, formatShare, shortNumber } from '../../../present/amounts.js';
import { formatDuration } from '../../../present/duration.js';
import { cutMiddle } from '../../../present/fit-text.js';
import { relativeTime } from '../../../present/relative-time.js';
import { excerpt, safeText } from '../../../present/safe-text.js';
import { span } from '../../present/line.js';
import { trendText } from '../../present/trend-text.js';
import { type FigureColumn, figureColumn, fittingNumber } from '../figures/figure-column.js';

/** The name of a type of agent, safe to show. */
export function agentName({ agent }: Pick<AgentFigures, 'agent'>): string {
  return safeText(excerpt(agent ?? '(no type)', 400));
}

/** The columns of the figures of agents; times are as seen at `nowMs`. */
export function agentColumns(
  rows: readonly AgentFigures[],
  nowMs: number,
): FigureColumn<AgentFigures>[] {
  const most = rows.reduce((max, { totalTokens }) => Math.max(max, totalTokens), 0);
  const all = rows.reduce((sum, { totalTokens }) => sum + totalTokens, 0);
  return [
    {
      id: 'name',
      title: 'AGENT',
      min: 16,
      grow: true,
      priority: 0,
      rising: true,
      value: (row) => agentName(row).toLowerCase(),
      cell: (row, width) =>
        span(cutMiddle(agentName(row), width), row.agent === 'main' ? 'strong' : 'accent'),
    },
    figureColumn('runs', {
      title: 'RUNS',
      min: 7,
      priority: 0,
      value: (row) => row.runs,
      text: (row, width) => fittingNumber(row.runs, width),
    }),
    figureColumn('success', {
      title: 'SUCCESS',
      min: 8,
      priority: 1,
      value: (row) => row.successRate,
      text: (row) => formatShare(row.successRate),
    }),
    figureColumn('failures', {
      title: 'FAILED',
      min: 7,
      priority: 1,
      value: (row) => row.failures,
      text: (row, width) => (row.failures === 0 ? '·' : fittingNumber(row.failures, width)),
      tone: ({ failures }) => (failures > 0 ? 'bad' : 'faint'),
    }),
    duration('p50', 'P50', 2, (row) => row.p50DurationMs),
    duration('p95', 'P95', 4, (row) => row.p95DurationMs),
    tokens('tokens', 'TOKENS', 3, (row) => row.totalTokens),
    tokens('output', 'OUTPUT', 10, (row) => row.outputTokens),
    tokens('per-run', 'A RUN', 7, (row) => row.avgTokensPerRun),
    figureColumn('cost', {
      title: 'COST',
      min: 9,
      priority: 3,
      value: (row) => row.costUsd,
      text: (row) => formatCost(row.costUsd, row.unpricedTokens > 0),
      tone: () => 'good',
    }),
    figureColumn('share', {
      title: 'SHARE',
      min: 6,
      priority: 8,
      value: (row) => row.totalTokens,
      text: (row) => formatShare(all === 0 ? null : row.totalTokens / all),
      tone: () => 'faint',
    }),
    {
      id: 'bar',
      title: '',
      min: 6,
      max: 20,
      priority: 8,
      value: (row) => row.totalTokens,
      cell: (row, width) => span(bar(row.totalTokens, most, width), 'accent'),
    },
    {
      id: 'last',
      title: 'LAST',
      min: 8,
      align: 'right',
      priority: 6,
      value: ({ lastUsedAt }) => (lastUsedAt === null ? null : Date.parse(lastUsedAt)),
      cell: ({ lastUsedAt }) =>
        span(lastUsedAt === null ? '–' : relativeTime(lastUsedAt, nowMs), 'faint'),
    },
    {
      id: 'trend',
      title: 'TREND',
      min: 10,
      max: 30,
      priority: 5,
      value: (row) => row.trend.at(-1) ?? null,
      cell: (row, width) => span(trendText(row.trend, width), 'accent'),
    },
  ];
}

function duration(
  id: string,
  title: string,
  priority: number,
  value: (row: AgentFigures) => number | null,
): FigureColumn<AgentFigures> {
  return figureColumn(id, {
    title,
    min: 7,
    priority,
    value,
    text: (row) => formatDuration(value(row)),
  });
}

function tokens(
  id: string,
  title: string,
  priority: number,
  value: (row: AgentFigures) => number | null,
): FigureColumn<AgentFigures> {
  return figureColumn(id, {
    title,
    min: 7,
    priority,
    value,
    text: (row) => {
      const count = value(row);
      return count === null ? '–' : shortNumber(count);
    },
  });
}
