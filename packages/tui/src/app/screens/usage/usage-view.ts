import type { PeriodUnit, UsagePeriod } from '@spoor/storage';
import { formatCost, shortNumber } from '../../../present/amounts.js';
import { distinctProjectNames, modelName } from '../../../present/project-name.js';
import { excerpt, safeText } from '../../../present/safe-text.js';
import { type Line, line, type Span, span, spread } from '../../present/line.js';
import { filterSpans, tableLines } from '../../present/table-view.js';
import { keepingLast } from '../../state/keeping-last.js';
import type { Surroundings } from '../../state/screen.js';
import { timeRange } from '../../state/time-range.js';
import { budgetLines, budgetsOf } from './budgets.js';
import { chartLinesOf } from './chart-of-state.js';
import { periodName } from './period-labels.js';
import { totalTokens } from './token-totals.js';
import { modelsQuery, usageUnit } from './usage-choice.js';
import { usageColumns } from './usage-columns.js';
import { type UsageLayout, usageLayout } from './usage-layout.js';
import { usageRows } from './usage-rows.js';
import type { UsageFilter, UsageState, UsageTab } from './usage-state.js';

/** How the lines of the screen are shared out now. */
export function layoutOf({ spent }: UsageState, around: Surroundings): UsageLayout {
  const budgets = budgetsOf(around.facts.configuration);
  return usageLayout(around, budgetLines(spent, budgets, around).length);
}

/** What is used: what is spent of the budgets, a chart, and a table. */
export function usageLines(state: UsageState, around: Surroundings): Line[] {
  const { columns } = around;
  const { table, tab, view } = state;
  const layout = layoutOf(state, around);
  const budgets = budgetsOf(around.facts.configuration);
  const rows = usageRows(state);
  const visible = rows.slice(table.list.top, table.list.top + layout.table);
  return [
    headLine(state, around),
    ...budgetLines(state.spent, budgets, around).slice(0, layout.budget),
    ...chartLinesOf(state, rows, budgets, around, layout),
    tabsLine(state, columns),
    ...tableLines({
      columns: usageColumns(rows, tab, view),
      rows: visible,
      keys: visible.map(({ key }) => key),
      selected: table.list.selected,
      width: columns,
      height: layout.table + 1,
      empty: emptyText(state),
    }),
  ].slice(0, around.rows);
}

/** All that was used. */
const allOf = keepingLast((periods: readonly UsagePeriod[]) =>
  totalTokens(periods.flatMap(({ parts }) => parts)),
);

const VIEWS = {
  cost: 'cost by model',
  tokens: 'tokens by kind',
  fresh: 'tokens by kind, without cache reads',
} as const;

function headLine(state: UsageState, { columns, nowMs }: Surroundings): Line {
  const { view, range, filters, models } = state;
  const left: Span[] = [
    span(` ${VIEWS[view]}`, 'accent'),
    ...(filters.some(({ tab }) => tab === 'period')
      ? []
      : [span(' · ', 'faint'), span(timeRange(range).words, 'accent')]),
    ...filters.flatMap((filter) => [
      span(' · ', 'faint'),
      span(filterText(state, filter), 'strong'),
    ]),
  ];
  // Until the answer is there, what is seen is of another range, or choice.
  const asked = JSON.stringify(modelsQuery(state, nowMs));
  if (models === null || JSON.stringify(models.asked) !== asked) {
    return spread(left, [span('reading… ', 'faint')], columns);
  }
  const all = allOf(models.periods);
  return spread(
    left,
    [
      span(formatCost(all.costUsd, all.unpricedMessages > 0), 'good'),
      span(` · ${shortNumber(all.totalTokens)} tokens `, 'faint'),
    ],
    columns,
  );
}

function filterText({ projects }: UsageState, filter: UsageFilter): string {
  switch (filter.tab) {
    case 'period':
      return periodName(filter.period, unitOfKey(filter.period.key));
    case 'model':
      return safeText(excerpt(modelName(filter.model), 60));
    case 'project': {
      const paths = [...projects.map(({ projectId }) => projectId), filter.projectId];
      return safeText(excerpt(distinctProjectNames(paths)(filter.projectId), 60));
    }
  }
}

function unitOfKey(key: string): PeriodUnit {
  if (key.includes('T')) return 'hour';
  if (key.includes('W')) return 'week';
  return key.split('-').length === 3 ? 'day' : 'month';
}

/** Which table is shown, of which ones, and what the signs in it mean. */
function tabsLine(state: UsageState, columns: number): Line {
  const { tab, models, table } = state;
  const unit = models?.asked.unit ?? usageUnit(state);
  const words: Readonly<Record<UsageTab, string>> = {
    period: `by ${unit}`,
    project: 'by project',
    model: 'by model',
  };
  const tabs = (['period', 'project', 'model'] as const).flatMap((one) => [
    span('──', 'faint'),
    span(` ${words[one]} `, one === tab ? 'strong' : 'faint'),
  ]);
  const isPartial = models !== null && allOf(models.periods).unpricedMessages > 0;
  const note = isPartial ? ' + ?: without what has no price ' : '';
  const left = [...tabs, ...filterSpans(table, Math.max(12, columns >> 2))];
  const { spans } = line(left, columns);
  const used = spans.filter(({ text }) => text.trim() !== '');
  return spread(used, [span(note, 'warn')], columns);
}

function emptyText({ table, tab, models, byProject, range, filters }: UsageState): string {
  const told = tab === 'project' ? byProject : models;
  if (told === null) return 'Reading…';
  if (table.filter.text !== '') return 'Nothing matches the filter.';
  return range === 'all' && filters.length === 0
    ? 'No tokens are recorded yet: they are in the transcripts.'
    : 'Nothing was used in that time. t: another range.';
}
