import type { UsageFigures, UsageGrouping, UsageReport, UsageRow } from '@spoor/storage';
import { bar, exactNumber, formatUsd } from '../../present/amounts.js';
import { formatDuration } from '../../present/duration.js';
import { cutEnd, cutMiddle } from '../../present/fit-text.js';
import { excerpt, safeText } from '../../present/safe-text.js';
import type { Tone } from '../../present/status.js';
import type { Paint } from '../output/paint.js';
import { shortIdLength } from '../output/short-ids.js';
import type { Column } from '../output/table.js';
import { numberTable, type WriteNumber } from './number-columns.js';

/** Where figures are shown. */
export interface FiguresLook {
  readonly width: number;
  readonly paint: Paint;
}

/** Lays out figures of usage: a row each, their total, and what is missing from them. */
export function statsLines(report: UsageReport, look: FiguresLook): string[] {
  const rows: Line[] = report.rows.map((row) => ({ ...row, isTotal: false }));
  const total: Line = { key: 'Total', ...report.total, isTotal: true };
  const lines = numberTable((write) => columnsOf(report, look, write), [...rows, total], look);
  return [...lines, ...notesOf(report, look)];
}

interface Line extends UsageRow {
  readonly isTotal: boolean;
}

function columnsOf(
  report: UsageReport,
  { width }: FiguresLook,
  write: WriteNumber,
): Column<Line>[] {
  const name = nameOf(report);
  const most = Math.max(...report.rows.map(({ totalTokens }) => totalTokens));
  const barWidth = width < 160 ? 10 : 24;
  const tokens = (
    title: string,
    of: (row: UsageFigures) => number,
    drop?: number,
  ): Column<Line> => ({
    title,
    text: (row) => write(of(row)),
    tone: toneOf('plain'),
    align: 'right',
    ...(drop === undefined ? {} : { drop }),
  });
  return [
    {
      title: report.by.toUpperCase(),
      text: (row) => (row.isTotal ? 'Total' : name(row.key)),
      tone: toneOf(report.by === 'session' ? 'accent' : 'plain'),
      min: 10,
      cut: report.by === 'project' ? cutMiddle : cutEnd,
    },
    tokens('INPUT', (row) => row.inputTokens, 5),
    tokens('OUTPUT', (row) => row.outputTokens, 3),
    tokens('CACHE READ', (row) => row.cacheReadTokens, 6),
    tokens('CACHE WRITE', (row) => row.cacheWriteTokens, 7),
    { ...tokens('TOKENS', (row) => row.totalTokens), tone: toneOf('strong') },
    { title: 'COST', text: costTextOf(report), tone: toneOf('good'), align: 'right' },
    { title: 'TURNS', text: (row) => countText(row.turns), tone: toneOf('plain'), align: 'right' },
    { title: 'CALLS', text: (row) => countText(row.calls), tone: toneOf('plain'), align: 'right' },
    {
      title: 'FAILED',
      text: (row) => countText(row.failures),
      tone: (row) => (row.failures > 0 ? 'bad' : 'plain'),
      align: 'right',
      drop: 2,
    },
    {
      title: 'TIME',
      text: (row) => formatDuration(row.durationMs),
      tone: toneOf('plain'),
      align: 'right',
      drop: 1,
    },
    {
      title: 'MESSAGES',
      text: (row) => countText(row.messages),
      tone: toneOf('plain'),
      align: 'right',
      drop: 9,
    },
    {
      title: '',
      text: (row) => (row.isTotal ? '' : bar(row.totalTokens, most, barWidth)),
      tone: () => 'accent',
      drop: 4,
    },
  ];
}

function toneOf(tone: Tone): (row: Line) => Tone {
  return (row) => (row.isTotal ? 'strong' : tone);
}

const NAMELESS: Readonly<Partial<Record<UsageGrouping, string>>> = {
  project: '(no project)',
  model: '(no model)',
  agent: '(no type)',
};

function nameOf({ by, rows }: UsageReport): (key: string | null) => string {
  const idLength = by === 'session' ? shortIdLength(rows.map(({ key }) => key ?? '')) : 400;
  return (key) => {
    if (key === null) return NAMELESS[by] ?? '–';
    return safeText(by === 'session' ? key.slice(0, idLength) : excerpt(key, 400));
  };
}

type Cost = Pick<UsageFigures, 'costUsd' | 'unpricedTokens'>;

/** Costs with their points below each other, whether they are whole or not. */
function costTextOf({ unpriced }: UsageReport): (row: Cost) => string {
  return (row) => {
    const text = costText(row);
    return unpriced.length > 0 && !text.endsWith('+') ? `${text} ` : text;
  };
}

/** `$1.23`; `$1.23+` when a part has no price; `?` when nothing has. */
export function costText({ costUsd, unpricedTokens }: Cost): string {
  if (costUsd === null) return '?';
  return `${formatUsd(costUsd)}${unpricedTokens > 0 ? '+' : ''}`;
}

function countText(count: number | null): string {
  return count === null ? '–' : exactNumber(count);
}

const MOST_NAMED = 5;

function notesOf(
  { unpriced, unreadableLines }: UsageReport,
  { width, paint }: FiguresLook,
): string[] {
  const named = unpriced.slice(0, MOST_NAMED).map(({ model, tokens }) => {
    const name = model === null ? 'messages without a model' : safeText(excerpt(model, 80));
    return `${name} (${exactNumber(tokens)} tokens)`;
  });
  const more = unpriced.length - named.length;
  return [
    ...(named.length === 0
      ? []
      : [
          '+ without what has no price:',
          ...named.map((text) => `    ${text}`),
          ...(more > 0 ? [`    and ${more} more`] : []),
          '    Their prices can be given in the configuration, as `pricing.models`.',
        ]),
    ...(unreadableLines === 0
      ? []
      : [
          `! ${exactNumber(unreadableLines)} line${unreadableLines === 1 ? '' : 's'} of transcripts could not be read; what they held is missing.`,
        ]),
  ].map((line) => paint(cutEnd(line, width), 'warn'));
}
