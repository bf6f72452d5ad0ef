import type { FigureRange, UsagePeriod, UsageSeriesQuery } from '@spoor/storage';
import { pool } from '../../live/reader.js';

/** What usage asks. */
export const usageReaders = {
  /** What was used in each period, by model. */
  'usage.models': pool((db, spoor, asked: UsageSeriesQuery): readonly UsagePeriod[] =>
    spoor.usageSeries(db, asked),
  ),

  /** What was used in the range, by project. */
  'usage.projects': pool((db, spoor, asked: UsageSeriesQuery): readonly UsagePeriod[] =>
    spoor.usageSeries(db, asked),
  ),

  /** What today, this week and this month have cost so far, by everything. */
  'usage.spent': pool((db, spoor, asked: Spans): Readonly<Record<keyof Spans, Spent>> => {
    const spent = (range: FigureRange): Spent => {
      const parts = spoor
        .usageSeries(db, { ...range, unit: 'month', by: 'model' })
        .flatMap((period) => period.parts);
      return {
        costUsd: parts.reduce((sum, part) => sum + (part.costUsd ?? 0), 0),
        unpricedTokens: parts.reduce((sum, part) => sum + part.unpricedTokens, 0),
        messages: parts.reduce((sum, part) => sum + part.messages, 0),
        unpricedMessages: parts.reduce((sum, part) => sum + part.unpricedMessages, 0),
      };
    };
    return { day: spent(asked.day), week: spent(asked.week), month: spent(asked.month) };
  }),
};

/** The spans that budgets are for. */
export interface Spans {
  readonly day: FigureRange;
  readonly week: FigureRange;
  readonly month: FigureRange;
}

/** What a span has cost so far. */
export interface Spent {
  /** Of the messages whose price is known. */
  readonly costUsd: number;
  readonly unpricedTokens: number;
  readonly messages: number;
  readonly unpricedMessages: number;
}
