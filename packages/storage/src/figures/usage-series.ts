import type { SpoorDatabase } from '../database/spoor-database.js';
import { type Period, type PeriodUnit, periodAt } from './calendar.js';
import { chosen, type FigureChoice } from './choice.js';
import { startOfQuarter } from './quarter.js';
import { addTokens, NO_TOKENS, type TokenFigures, tokenFiguresOf } from './token-figures.js';
import { tokensByQuarterAnd } from './token-sums.js';
import type { TokenSums } from './usage.js';

/** Which tokens, and how they are put together. */
export interface UsageSeriesQuery extends FigureChoice {
  readonly unit: PeriodUnit;
  /** What the tokens of a period are told apart by. */
  readonly by: 'model' | 'project' | 'session';
  /** Hours, days, weeks and months of UTC instead of the machine's zone (`TZ`). */
  readonly utc?: boolean | undefined;
}

/** What was used in a period, by model, project or session. */
export interface UsagePeriod {
  readonly period: Period;
  readonly parts: readonly UsagePart[];
}

/** What a model, a project or a session used. */
export interface UsagePart extends TokenFigures {
  /** Null for what doesn't say. */
  readonly key: string | null;
}

/**
 * Tokens and costs of every period in which something was used, the first first, each by what used
 * them. A message counts when it was written.
 * @throws StorageError `INVALID` when an end of the range is no time.
 */
export function usageSeries(db: SpoorDatabase, query: UsageSeriesQuery): UsagePeriod[] {
  const { unit, by, utc } = query;
  const periods = new Map<string, { period: Period; sums: Map<string | null, TokenSums> }>();
  const places = new Map<string, Period>();
  for (const { quarter, key, ...sums } of tokensByQuarterAnd(db, by, chosen(query))) {
    const ms = Date.parse(startOfQuarter(quarter));
    if (Number.isNaN(ms)) continue;
    const period = places.get(quarter) ?? periodAt(ms, unit, utc);
    places.set(quarter, period);
    const own = periods.get(period.from) ?? { period, sums: new Map() };
    periods.set(period.from, own);
    own.sums.set(key, addTokens(own.sums.get(key) ?? NO_TOKENS, sums));
  }
  return [...periods.values()]
    .sort((a, b) => (a.period.from < b.period.from ? -1 : 1))
    .map(({ period, sums }) => ({
      period,
      parts: [...sums].map(([key, own]) => ({ key, ...tokenFiguresOf(own) })),
    }));
}
