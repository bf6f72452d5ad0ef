import type { DurationBucket, FailureGroup } from '@spoor/storage';
import { counted, exactNumber } from '../../../present/amounts.js';
import { formatDuration } from '../../../present/duration.js';
import { relativeTime } from '../../../present/relative-time.js';
import { oneLine } from '../../../present/safe-text.js';
import { barLines } from '../../present/bar-lines.js';
import { type Block, beside } from '../../present/beside.js';
import { roundScale } from '../../present/chart-scale.js';
import { type Line, line, span } from '../../present/line.js';
import { stackedBars } from '../../present/stacked-bars.js';
import { ruleLine } from '../../present/table-view.js';
import type { Surroundings } from '../../state/screen.js';

/** What lies behind the figures of a row. */
export interface RunDetail {
  readonly title: string;
  /** What is counted: `call`, `run`. */
  readonly noun: string;
  /** When it happened, all parts of the range equally long; null before it is read. */
  readonly trend: readonly number[] | null;
  /** Those that failed; empty where that is not known. */
  readonly failedTrend: readonly number[];
  /** Null before they are read. */
  readonly durations: readonly DurationBucket[] | null;
  readonly failures: readonly FailureGroup[] | null;
}

/** When it ran, how long it took, and what went wrong, beside each other. */
export function runDetailLines(
  detail: RunDetail,
  { columns, rows }: { readonly columns: number; readonly rows: number },
  { nowMs }: Surroundings,
): Line[] {
  const height = rows - 2;
  const room = columns - 2;
  // Causes need the most room.
  const side = Math.floor((room - 4) * 0.28);
  const rest = room - 4 - 2 * side;
  const blocks: Block[] = [
    { width: side, lines: trendLines(detail, side, height) },
    { width: side, lines: durationLines(detail, side, height) },
    { width: rest, lines: failureLines(detail, rest, height, nowMs) },
  ];
  return [
    line([], columns),
    ruleLine(detail.title, columns, 'strong'),
    ...beside([{ width: 0, lines: [] }, ...blocks], { columns, rows: height, gap: 2 }),
  ].slice(0, rows);
}

function trendLines(detail: RunDetail, width: number, height: number): Line[] {
  const { trend, failedTrend, noun } = detail;
  const title = span(`${noun}s over time`, 'faint');
  if (trend === null) return [line([title], width), line([span('reading…', 'faint')], width)];
  const failed = trend.map((_, index) => failedTrend[index] ?? 0);
  const rest = trend.map((count, index) => count - (failed[index] ?? 0));
  const most = trend.reduce((max, count) => Math.max(max, count), 0);
  const scale = roundScale(most);
  const chart = stackedBars({
    series: [
      { tone: 'bad', values: failed },
      { tone: 'accent', values: rest },
    ],
    bars: trend.length,
    width,
    height: Math.max(0, height - 2),
    scale,
  });
  return [
    line([title, span(`, up to ${exactNumber(scale)}`, 'faint')], width),
    ...chart.map((spans) => line(spans, width)),
    line([span('─'.repeat(width), 'faint')], width),
  ];
}

function durationLines({ durations }: RunDetail, width: number, height: number): Line[] {
  const head = line([span('how long they took', 'faint')], width);
  if (durations === null) return [head, line([span('reading…', 'faint')], width)];
  if (durations.length === 0) return [head, line([span('no duration is known', 'faint')], width)];
  const rows = atMost(durations, Math.max(1, height - 1)).map(({ below, count }) => ({
    label: below === null ? 'longer' : `< ${limitText(below)}`,
    value: count,
    text: exactNumber(count),
  }));
  return [head, ...barLines(rows, width)];
}

/** Limits are round, and are told so. */
function limitText(ms: number): string {
  if (ms < 1_000) return `${ms}ms`;
  if (ms < 60_000) return `${ms / 1_000}s`;
  return ms < 3_600_000 ? `${ms / 60_000}m` : formatDuration(ms);
}

/** Where there is no room for all, neighbours are put together. */
function atMost(buckets: readonly DurationBucket[], rows: number): DurationBucket[] {
  let left = [...buckets];
  while (left.length > rows) {
    left = left.flatMap((bucket, index) => {
      if (index % 2 === 1) return [];
      const next = left[index + 1];
      return [{ below: (next ?? bucket).below, count: bucket.count + (next?.count ?? 0) }];
    });
  }
  return left;
}

function failureLines(
  { failures }: RunDetail,
  width: number,
  height: number,
  nowMs: number,
): Line[] {
  const head = line([span('what went wrong', 'faint')], width);
  if (failures === null) return [head, line([span('reading…', 'faint')], width)];
  if (failures.length === 0) return [head, line([span('nothing', 'good')], width)];
  const room = Math.max(1, height - 1);
  const shown = failures.slice(0, failures.length > room ? room - 1 : room);
  const rest = failures.length - shown.length;
  return [
    head,
    ...shown.map(({ times, newest }) =>
      line(
        [
          span(`${`×${times}`.padStart(5)} `, newest.kind === 'denied' ? 'warn' : 'bad'),
          span(`${relativeTime(newest.at, nowMs).padStart(8)} `, 'faint'),
          span(causeText(newest)),
        ],
        width,
      ),
    ),
    ...(rest > 0 ? [line([span(`      and ${counted(rest, 'other kind')}`, 'faint')], width)] : []),
  ];
}

function causeText({ cause, kind }: FailureGroup['newest']): string {
  const [first = ''] = (cause ?? '').trim().split('\n', 1);
  if (first !== '') return oneLine(first, 300);
  return kind === 'denied' ? 'denied, no reason was told' : 'no cause was told';
}
