import type { Period, TokenFigures, UsagePeriod } from '@spoor/storage';
import { distinctModelNames } from '../../../present/project-name.js';
import { excerpt, safeText } from '../../../present/safe-text.js';
import type { Tone } from '../../../present/status.js';
import { totalTokens } from './token-totals.js';
import type { UsageView } from './usage-state.js';

/** What one colour of the chart stands for. */
export interface ChartPart {
  /** Safe to show. */
  readonly name: string;
  readonly tone: Tone;
  readonly values: readonly number[];
  /** Of each period; null: not known. */
  readonly known: readonly (number | null)[];
}

const TONES: readonly Tone[] = ['series1', 'series2', 'series3', 'series4', 'series5'];

/** The parts of the chart, a value for each period: the lowest first, which is the largest of models. */
export function chartParts(
  used: readonly UsagePeriod[],
  periods: readonly Period[],
  view: UsageView,
): ChartPart[] {
  const byStart = new Map(used.map((one) => [one.period.from, one.parts]));
  return view === 'cost' ? costParts(used, periods, byStart) : kindParts(periods, byStart, view);
}

type PartsByStart = ReadonlyMap<string, UsagePeriod['parts']>;

function costParts(
  used: readonly UsagePeriod[],
  periods: readonly Period[],
  byStart: PartsByStart,
): ChartPart[] {
  const byModel = Map.groupBy(
    used.flatMap(({ parts }) => parts),
    ({ key }) => key,
  );
  const ranked = [...byModel]
    .map(([key, parts]) => ({ key, cost: totalTokens(parts).costUsd }))
    .sort((a, b) => (b.cost ?? -1) - (a.cost ?? -1) || ((a.key ?? '') < (b.key ?? '') ? -1 : 1));
  const short = distinctModelNames(ranked.flatMap(({ key }) => key ?? []));
  const name = (key: string | null) =>
    key === null ? '(no model)' : safeText(excerpt(short(key), 60));
  // The last colour is for all models that have none of their own.
  const groups = ranked.length <= TONES.length ? ranked.map(({ key }) => [key]) : [];
  if (groups.length === 0) {
    groups.push(...ranked.slice(0, TONES.length - 1).map(({ key }) => [key]));
    const rest = ranked.slice(TONES.length - 1).map(({ key }) => key);
    if (rest.length > 0) groups.push(rest);
  }
  return groups.map((keys, index) => {
    const known = periods.map(({ from }) => {
      const own = (byStart.get(from) ?? []).filter(({ key }) => keys.includes(key));
      return own.length === 0 ? 0 : totalTokens(own).costUsd;
    });
    return {
      name: keys.length === 1 ? name(keys[0] ?? null) : `${keys.length} others`,
      tone: TONES[index] ?? 'plain',
      values: known.map((cost) => cost ?? 0),
      known,
    };
  });
}

const KINDS: readonly { name: string; tone: Tone; of: (figures: TokenFigures) => number }[] = [
  { name: 'cache read', tone: 'series1', of: (figures) => figures.cacheReadTokens },
  { name: 'cache write', tone: 'series2', of: (figures) => figures.cacheWriteTokens },
  { name: 'input', tone: 'series3', of: (figures) => figures.inputTokens },
  { name: 'output', tone: 'series4', of: (figures) => figures.outputTokens },
];

function kindParts(
  periods: readonly Period[],
  byStart: PartsByStart,
  view: Exclude<UsageView, 'cost'>,
): ChartPart[] {
  return KINDS.filter(({ name }) => view === 'tokens' || name !== 'cache read').map(
    ({ name, tone, of }) => {
      const values = periods.map(({ from }) => of(totalTokens(byStart.get(from) ?? [])));
      return { name, tone, values, known: values };
    },
  );
}
