import type {
  Period,
  PeriodUnit,
  ProjectSummary,
  UsagePeriod,
  UsageSeriesQuery,
} from '@spoor/storage';
import { EMPTY_TABLE, type TableState } from '../../state/table-state.js';
import { type TimeRangeId, timeRangeFrom } from '../../state/time-range.js';
import type { Spans, Spent } from './readers.js';

/** What the chart shows: costs by model, tokens by kind, or tokens without those from the cache. */
export const USAGE_VIEWS = ['cost', 'tokens', 'fresh'] as const;

/** One of them. */
export type UsageView = (typeof USAGE_VIEWS)[number];

/** What the table has rows of. */
export const USAGE_TABS = ['period', 'project', 'model'] as const;

/** One of them. */
export type UsageTab = (typeof USAGE_TABS)[number];

/** What the figures are narrowed to. */
export type UsageFilter =
  | { readonly tab: 'period'; readonly period: Period }
  | { readonly tab: 'project'; readonly projectId: string }
  | { readonly tab: 'model'; readonly model: string };

/** What was read, and to what it is the answer. */
interface UsageRead {
  readonly asked: UsageSeriesQuery;
  readonly periods: readonly UsagePeriod[];
}

/** Usage, as chart and as table. */
export interface UsageState {
  readonly range: TimeRangeId;
  /** Null: what suits the range. */
  readonly unit: PeriodUnit | null;
  readonly view: UsageView;
  readonly tab: UsageTab;
  /** The last one is taken back first. */
  readonly filters: readonly UsageFilter[];
  readonly table: TableState;
  /** The rows that the chosen one was chosen among: of another table, or range, others are. */
  readonly place: string | null;
  /** The row to choose once there is one like that. */
  readonly wanted: string | null;
  /** What was read last, each null before. */
  readonly models: UsageRead | null;
  readonly byProject: UsageRead | null;
  readonly spent: Readonly<Record<keyof Spans, Spent>> | null;
  /** The last active first. */
  readonly projects: readonly ProjectSummary[];
}

/** Usage as it begins, with what is remembered of it. */
export function firstUsage(remembered: unknown): UsageState {
  const told = typeof remembered === 'object' && remembered !== null ? remembered : {};
  const at = (name: string): unknown => (told as Readonly<Record<string, unknown>>)[name];
  return {
    range: timeRangeFrom(at('range'), '30d'),
    unit: null,
    view: USAGE_VIEWS.find((view) => view === at('view')) ?? 'cost',
    tab: USAGE_TABS.find((tab) => tab === at('tab')) ?? 'period',
    filters: [],
    table: EMPTY_TABLE,
    place: null,
    wanted: null,
    models: null,
    byProject: null,
    spent: null,
    projects: [],
  };
}

/** What is remembered of usage. */
export function rememberUsage({ range, view, tab }: UsageState): unknown {
  return { range, view, tab };
}
