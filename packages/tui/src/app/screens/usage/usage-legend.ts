import { formatCost, formatShare, formatUsd, shortNumber } from '../../../present/amounts.js';
import { fit } from '../../../present/fit-text.js';
import { type Line, line, type Span, span } from '../../present/line.js';
import type { ChartPart } from './usage-chart.js';
import type { UsageChart } from './usage-chart-lines.js';

interface Entry {
  readonly part: ChartPart;
  readonly value: number;
  readonly text: string;
  readonly share: number | null;
}

function entriesOf({ parts, chosen, view }: UsageChart): Entry[] {
  const entries = parts.map((part) => {
    const own = chosen === null ? part.known : part.known.slice(chosen, chosen + 1);
    const known = own.filter((value) => value !== null);
    const value = known.reduce((sum, one) => sum + one, 0);
    const isNothingKnown = own.length > 0 && known.every((one) => one === 0) && own.includes(null);
    const text =
      view === 'cost'
        ? formatCost(isNothingKnown ? null : value, own.includes(null) && !isNothingKnown)
        : shortNumber(value);
    return { part, value, text };
  });
  const all = entries.reduce((sum, { value }) => sum + value, 0);
  return entries.map((entry) => ({ ...entry, share: all > 0 ? entry.value / all : null }));
}

/** What each colour stands for, with its value: the highest part of a bar first. */
export function legendLines(chart: UsageChart, width: number, rows: number): Line[] {
  const entries = entriesOf(chart).toReversed();
  const texts = entries.reduce((most, { text }) => Math.max(most, text.length), 0);
  const names = Math.max(1, width - texts - 2 - 8);
  return [
    line([span(chart.title, 'strong')], width),
    ...entries.map(({ part, text, share }) =>
      line(
        [
          span('■ ', part.tone),
          span(fit(part.name, names)),
          span(fit(text, texts, { align: 'right' })),
          span(fit(formatShare(share), 8, { align: 'right' }), 'faint'),
        ],
        width,
      ),
    ),
    ...(chart.limit === null
      ? []
      : [line([span('╌ ', 'warn'), span(`budget ${formatUsd(chart.limit)}`, 'faint')], width)]),
  ].slice(0, rows);
}

/** The same in one line: the largest first, since the end may have no room. */
export function legendLine(chart: UsageChart, columns: number): Line {
  const pieces: Span[] = entriesOf(chart).flatMap(({ part, text }) => [
    span(' ■ ', part.tone),
    span(`${part.name} `, 'faint'),
    span(text),
  ]);
  const limit =
    chart.limit === null ? [] : [span(' ╌ ', 'warn'), span(`${formatUsd(chart.limit)}`)];
  return line([...pieces, ...limit], columns);
}
