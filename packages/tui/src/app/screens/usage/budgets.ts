import type { Configuration } from '@spoor/core';
import { formatCost, formatShare, formatUsd } from '../../../present/amounts.js';
import type { Tone } from '../../../present/status.js';
import { type Line, line, type Span, span, spansWidth } from '../../present/line.js';
import type { Spans, Spent } from './readers.js';
import { spansAt } from './usage-choice.js';

/** What each span may cost, US dollars; null: no budget. */
export type Budgets = Readonly<Record<keyof Spans, number | null>>;

/** The budgets that the configuration has. */
export function budgetsOf(configuration: Configuration | null): Budgets {
  const { dailyUsd = null, weeklyUsd = null, monthlyUsd = null } = configuration?.budget ?? {};
  return { day: dailyUsd, week: weeklyUsd, month: monthlyUsd };
}

const NAMES: readonly (readonly [keyof Spans, string])[] = [
  ['day', 'today'],
  ['week', 'this week'],
  ['month', 'this month'],
];

/** More would take the place of the chart. */
const MOST_LINES = 3;

/** What is spent of each budget, in as few lines as it needs. */
export function budgetLines(
  spent: Readonly<Record<keyof Spans, Spent>> | null,
  budgets: Budgets,
  { columns, nowMs }: { readonly columns: number; readonly nowMs: number },
): Line[] {
  if (spent === null) return [];
  const pieces = NAMES.map(([name, words]) => [
    ...spentSpans(words, spent[name], budgets[name], columns >= 100),
    ...(name === 'month' ? projectionSpans(spent.month, budgets.month, nowMs) : []),
  ]);
  const lines: Span[][] = [];
  for (const piece of pieces) {
    const last = lines.at(-1);
    if (last !== undefined && spansWidth(last) + GAP + spansWidth(piece) <= columns) {
      last.push(span(' '.repeat(GAP)), ...piece);
    } else {
      lines.push([span(' '), ...piece]);
    }
  }
  return lines.slice(0, MOST_LINES).map((spans) => line(spans, columns));
}

const GAP = 4;
const GAUGE = 10;

function spentSpans(
  words: string,
  { costUsd, messages, unpricedMessages }: Spent,
  budget: number | null,
  withGauge: boolean,
): Span[] {
  const isUnknown = messages > 0 && messages === unpricedMessages;
  const cost = formatCost(isUnknown ? null : costUsd, unpricedMessages > 0);
  if (budget === null) return [span(`${words} `, 'faint'), span(cost, 'good')];
  const tone = budgetTone(costUsd, budget);
  const share = budget > 0 ? costUsd / budget : costUsd > 0 ? Number.POSITIVE_INFINITY : 0;
  const filled = Math.max(costUsd > 0 ? 1 : 0, Math.min(GAUGE, Math.floor(share * GAUGE)));
  return [
    span(`${words} `, 'faint'),
    span(cost, tone),
    span(` of ${formatUsd(budget)} `, 'faint'),
    ...(withGauge
      ? [span('█'.repeat(filled), tone), span('░'.repeat(GAUGE - filled), 'faint'), span(' ')]
      : []),
    span(costUsd > budget ? `over by ${formatUsd(costUsd - budget)}` : formatShare(share), tone),
  ];
}

function budgetTone(costUsd: number, budget: number): Tone {
  if (costUsd > budget) return 'bad';
  return costUsd >= budget * 0.8 ? 'warn' : 'good';
}

/** What the month will have cost at the pace so far; of a day or less no pace can be told. */
function projectionSpans(
  { costUsd, unpricedMessages }: Spent,
  budget: number | null,
  nowMs: number,
): Span[] {
  const projected = projectedCost(costUsd, nowMs);
  if (projected === null) return [];
  const tone = budget === null ? 'plain' : budgetTone(projected, budget);
  return [
    span(', about ', 'faint'),
    span(formatCost(projected, unpricedMessages > 0), tone),
    span(' by its end', 'faint'),
  ];
}

const DAY_MS = 86_400_000;

/** What a month comes to if it goes on as it began; null where nobody can tell. */
export function projectedCost(costUsd: number, nowMs: number): number | null {
  const { month } = spansAt(nowMs);
  const start = Date.parse(month.from ?? '');
  const end = Date.parse(month.until ?? '');
  if (!(nowMs - start >= DAY_MS) || !(costUsd > 0)) return null;
  return (costUsd * (end - start)) / (nowMs - start);
}
