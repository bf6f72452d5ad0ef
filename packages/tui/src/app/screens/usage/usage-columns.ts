import type { TokenFigures } from '@spoor/storage';
import { bar, formatCost, formatShare, shortNumber } from '../../../present/amounts.js';
import { cutMiddle } from '../../../present/fit-text.js';
import type { Column } from '../../present/columns.js';
import { span } from '../../present/line.js';
import type { UsageTableRow } from './usage-rows.js';
import type { UsageTab, UsageView } from './usage-state.js';

const TITLES: Readonly<Record<UsageTab, string>> = {
  period: 'WHEN',
  project: 'PROJECT',
  model: 'MODEL',
};

/** What a view compares. */
function measured(figures: TokenFigures, view: UsageView): number {
  if (view === 'cost') return figures.costUsd ?? 0;
  return view === 'tokens' ? figures.totalTokens : figures.totalTokens - figures.cacheReadTokens;
}

/** The columns of the table; bars and shares are of what the view compares. */
export function usageColumns(
  rows: readonly UsageTableRow[],
  tab: UsageTab,
  view: UsageView,
): Column<UsageTableRow>[] {
  const of = ({ figures }: UsageTableRow) => measured(figures, view);
  const most = rows.reduce((max, row) => Math.max(max, of(row)), 0);
  const all = rows.reduce((sum, row) => sum + of(row), 0);
  return [
    {
      title: TITLES[tab],
      min: 16,
      max: 28,
      priority: 0,
      cell: ({ name, filter }, width) =>
        span(cutMiddle(name, width), filter === null ? 'faint' : 'plain'),
    },
    {
      title: 'COST',
      min: 10,
      align: 'right',
      priority: 0,
      cell: ({ figures }) =>
        span(formatCost(figures.costUsd, figures.unpricedMessages > 0), 'good'),
    },
    tokens('TOKENS', 7, 1, (figures) => figures.totalTokens),
    tokens('OUTPUT', 7, 3, (figures) => figures.outputTokens),
    tokens('INPUT', 7, 4, (figures) => figures.inputTokens),
    tokens('CACHE READ', 10, 5, (figures) => figures.cacheReadTokens),
    tokens('CACHE WRITE', 11, 6, (figures) => figures.cacheWriteTokens),
    tokens('MESSAGES', 8, 8, (figures) => figures.messages),
    {
      title: 'SHARE',
      min: 6,
      align: 'right',
      priority: 2,
      cell: (row) => span(formatShare(all > 0 ? of(row) / all : null), 'faint'),
    },
    {
      title: '',
      min: 8,
      grow: true,
      priority: 7,
      cell: (row, width) => span(bar(of(row), most, Math.min(width, WIDEST_BAR)), 'accent'),
    },
  ];
}

const WIDEST_BAR = 40;

function tokens(
  title: string,
  min: number,
  priority: number,
  of: (figures: TokenFigures) => number,
): Column<UsageTableRow> {
  return {
    title,
    min,
    align: 'right',
    priority,
    cell: ({ figures }) =>
      of(figures) === 0 ? span('·', 'faint') : span(shortNumber(of(figures))),
  };
}
