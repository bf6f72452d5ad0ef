import type { AgentFigures } from '@spoor/storage';
import { formatShare, shortNumber } from '../../../present/amounts.js';
import { cutMiddle } from '../../../present/fit-text.js';
import { relativeTime } from '../../../present/relative-time.js';
import { excerpt, safeText } from '../../../present/safe-text.js';
import { span } from '../../present/line.js';
import {
  costColumn,
  durationColumn,
  shareColumns,
  trendColumn,
} from '../figures/common-columns.js';
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
    durationColumn('p50', 'P50', 2, (row) => row.p50DurationMs),
    durationColumn('p95', 'P95', 4, (row) => row.p95DurationMs),
    tokens('tokens', 'TOKENS', 3, (row) => row.totalTokens),
    tokens('output', 'OUTPUT', 10, (row) => row.outputTokens),
    tokens('per-run', 'A RUN', 7, (row) => row.avgTokensPerRun),
    costColumn(3, (row) => row.unpricedTokens > 0),
    ...shareColumns(rows, (row) => row.totalTokens),
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
    trendColumn(),
  ];
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
