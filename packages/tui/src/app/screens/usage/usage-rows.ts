import type { PeriodUnit, TokenFigures, UsagePeriod } from '@spoor/storage';
import { distinctModelNames, distinctProjectNames } from '../../../present/project-name.js';
import { excerpt, safeText } from '../../../present/safe-text.js';
import { matcher } from '../../state/filter-text.js';
import { keepingLast } from '../../state/keeping-last.js';
import { periodName } from './period-labels.js';
import { totalTokens } from './token-totals.js';
import { usageUnit } from './usage-choice.js';
import type { UsageFilter, UsageState, UsageTab } from './usage-state.js';

/** A row of the table: a period, a project or a model. */
export interface UsageTableRow {
  readonly key: string;
  /** Safe to show. */
  readonly name: string;
  readonly figures: TokenFigures;
  /** What it narrows the figures to; null for what doesn't say what it is. */
  readonly filter: UsageFilter | null;
}

/** All rows of the table, periods the newest first, the others the most expensive first. */
export function usageRows(state: UsageState): readonly UsageTableRow[] {
  const { tab, models, byProject, table } = state;
  const read = tab === 'project' ? byProject : models;
  const rows = rowsOf(tab, read?.periods ?? NONE, models?.asked.unit ?? usageUnit(state));
  if (table.filter.text === '') return rows;
  const matches = matcher(table.filter.text);
  return rows.filter(({ name, key }) => matches(`${name} ${key}`));
}

const NONE: readonly UsagePeriod[] = [];

const rowsOf = keepingLast(
  (tab: UsageTab, periods: readonly UsagePeriod[], unit: PeriodUnit): readonly UsageTableRow[] => {
    switch (tab) {
      case 'period':
        return periodRows(periods, unit);
      case 'model':
        return modelRows(periods);
      case 'project':
        return projectRows(periods);
    }
  },
);

function periodRows(periods: readonly UsagePeriod[], unit: PeriodUnit): UsageTableRow[] {
  return periods
    .map(({ period, parts }) => ({
      key: period.from,
      name: periodName(period, unit),
      figures: totalTokens(parts),
      filter: { tab: 'period', period } as const,
    }))
    .toReversed();
}

function modelRows(periods: readonly UsagePeriod[]): UsageTableRow[] {
  const groups = groupsOf(periods);
  const short = distinctModelNames([...groups.keys()].flatMap((key) => key ?? []));
  return [...groups]
    .map(([key, figures]) => ({
      key: key ?? NAMELESS,
      name: key === null ? '(no model)' : safeText(excerpt(short(key), 200)),
      figures,
      filter: key === null ? null : ({ tab: 'model', model: key } as const),
    }))
    .sort(mostFirst);
}

function projectRows(periods: readonly UsagePeriod[]): UsageTableRow[] {
  const groups = groupsOf(periods);
  const short = distinctProjectNames([...groups.keys()].flatMap((key) => key ?? []));
  return [...groups]
    .map(([key, figures]) => ({
      key: key ?? NAMELESS,
      name: key === null ? '(no project)' : safeText(excerpt(short(key), 200)),
      figures,
      filter: key === null ? null : ({ tab: 'project', projectId: key } as const),
    }))
    .sort(mostFirst);
}

/** Identity of what doesn't say what it is; no path and no model is called that. */
const NAMELESS = '(none)';

function groupsOf(periods: readonly UsagePeriod[]): Map<string | null, TokenFigures> {
  const groups = Map.groupBy(
    periods.flatMap(({ parts }) => parts),
    ({ key }) => key,
  );
  return new Map([...groups].map(([key, parts]) => [key, totalTokens(parts)]));
}

function mostFirst(a: UsageTableRow, b: UsageTableRow): number {
  return (
    (b.figures.costUsd ?? 0) - (a.figures.costUsd ?? 0) ||
    b.figures.totalTokens - a.figures.totalTokens ||
    (a.key < b.key ? -1 : 1)
  );
}
