import { type FigureRange, type PeriodUnit, periodAt, type UsageSeriesQuery } from '@spoor/storage';
import { type TimeRangeId, timeRangeBounds } from '../../state/time-range.js';
import type { Spans } from './readers.js';
import type { UsageState } from './usage-state.js';

/** What the figures are of: the range, narrowed by what was chosen. */
export function usageChoice(
  { range, filters }: UsageState,
  nowMs: number,
): FigureRange & { readonly projectId: string | undefined; readonly model: string | undefined } {
  const period = filters.findLast(({ tab }) => tab === 'period');
  const project = filters.findLast(({ tab }) => tab === 'project');
  const model = filters.findLast(({ tab }) => tab === 'model');
  const bounds =
    period?.tab === 'period'
      ? { from: period.period.from, until: period.period.until }
      : timeRangeBounds(range, nowMs);
  return {
    ...bounds,
    projectId: project?.tab === 'project' ? project.projectId : undefined,
    model: model?.tab === 'model' ? model.model : undefined,
  };
}

/** What the chart asks. */
export function modelsQuery(state: UsageState, nowMs: number): UsageSeriesQuery {
  return { ...usageChoice(state, nowMs), unit: usageUnit(state), by: 'model' };
}

/** What the table of projects asks. */
export function projectsQuery(state: UsageState, nowMs: number): UsageSeriesQuery {
  return { ...usageChoice(state, nowMs), unit: 'month', by: 'project' };
}

const UNITS: Readonly<Record<TimeRangeId, readonly PeriodUnit[]>> = {
  today: ['hour'],
  '7d': ['day', 'hour'],
  '30d': ['day', 'week'],
  '90d': ['week', 'day', 'month'],
  all: ['month', 'week', 'day'],
};

const HOUR_MS = 3_600_000;

/** The periods that the chart has bars of. */
export function usageUnit({ range, unit, filters }: UsageState): PeriodUnit {
  const period = filters.findLast(({ tab }) => tab === 'period');
  if (period?.tab !== 'period') {
    const possible = UNITS[range];
    return possible.find((one) => one === unit) ?? possible[0] ?? 'day';
  }
  const hours = (Date.parse(period.period.until) - Date.parse(period.period.from)) / HOUR_MS;
  return hours < 26 ? 'hour' : 'day';
}

/** The periods to have bars of after those that are shown; the same where there is no choice. */
export function nextUnit(state: UsageState): PeriodUnit {
  const possible = UNITS[state.range];
  const next = possible[(possible.indexOf(usageUnit(state)) + 1) % possible.length];
  return next ?? usageUnit(state);
}

/** Today, this week and this month. */
export function spansAt(nowMs: number): Spans {
  const span = (unit: 'day' | 'week' | 'month') => {
    const { from, until } = periodAt(nowMs, unit);
    return { from, until };
  };
  return { day: span('day'), week: span('week'), month: span('month') };
}
