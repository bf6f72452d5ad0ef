import { type PeriodUnit, periodAt, type UsagePeriod } from '@spoor/storage';
import type { Line } from '../../present/line.js';
import { keepingLast } from '../../state/keeping-last.js';
import type { Surroundings } from '../../state/screen.js';
import type { Budgets } from './budgets.js';
import { everyPeriod } from './period-labels.js';
import { chartParts } from './usage-chart.js';
import { usageChartLines } from './usage-chart-lines.js';
import { usageChoice, usageUnit } from './usage-choice.js';
import type { UsageLayout } from './usage-layout.js';
import type { UsageTableRow } from './usage-rows.js';
import type { UsageState, UsageView } from './usage-state.js';

/** The chart of what is shown now. */
export function chartLinesOf(
  state: UsageState,
  rows: readonly UsageTableRow[],
  budgets: Budgets,
  { nowMs, columns }: Surroundings,
  { chart, legend }: UsageLayout,
): readonly Line[] {
  const { models, view, tab, table, filters } = state;
  const unit = models?.asked.unit ?? usageUnit(state);
  const used = models?.periods ?? NONE;
  const { from, until } = usageChoice(state, nowMs);
  const row = tab === 'period' ? rows.find(({ key }) => key === table.list.selected) : undefined;
  const isNarrowed = filters.some((filter) => filter.tab !== 'period');
  const limit = view === 'cost' && !isNarrowed && unit !== 'hour' ? budgets[unit] : null;
  const endOfToday = Date.parse(periodAt(nowMs, 'day').until);
  const periods = periodsOf(used, unit, from, until, endOfToday);
  const parts = partsOf(used, periods, view);
  const title = row?.name ?? 'in all';
  return linesOf(
    parts,
    periods,
    unit,
    view,
    row?.key ?? null,
    title,
    limit,
    chart,
    legend,
    columns,
  );
}

const NONE: readonly UsagePeriod[] = [];

const periodsOf = keepingLast(
  (
    used: readonly UsagePeriod[],
    unit: PeriodUnit,
    from: string | undefined,
    until: string | undefined,
    endOfToday: number,
  ) => everyPeriod(used, unit, { from, until }, endOfToday),
);

const partsOf = keepingLast(chartParts);

const linesOf = keepingLast(
  (
    parts: ReturnType<typeof chartParts>,
    periods: ReturnType<typeof everyPeriod>,
    unit: PeriodUnit,
    view: UsageView,
    chosenStart: string | null,
    title: string,
    limit: number | null,
    chart: number,
    legend: number,
    columns: number,
  ) => {
    const place = periods.findIndex(({ from }) => from === chosenStart);
    return usageChartLines(
      {
        ...{ parts, periods, unit, view, limit },
        chosen: place < 0 ? null : place,
        title: place < 0 ? 'in all' : title,
      },
      { chart, legend },
      columns,
    );
  },
);
