import type { SessionLabel, UsageFigures, UsageReport, UsageRow } from '@spoor/storage';
import { bar, counted, exactNumber, formatCost } from '../../present/amounts.js';
import { formatDuration } from '../../present/duration.js';
import { cutEnd, cutMiddle } from '../../present/fit-text.js';
import { excerpt, safeText } from '../../present/safe-text.js';
import type { Tone } from '../../present/status.js';
import type { Paint } from '../output/paint.js';
import type { Column } from '../output/table.js';
import { numberTable, type WriteNumber } from './number-columns.js';
import { aboutText, rowNames } from './row-names.js';

/** Where figures are shown. */
export interface FiguresLook {
  readonly width: number;
  readonly paint: Paint;
}

/** Figures of usage, with what sessions are about where they are listed. */
export interface LabelledReport extends UsageReport {
  readonly labels: ReadonlyMap<string, SessionLabel>;
}

/** Lays out figures of usage: a row each, their total, and what is missing from them. */
export function statsLines(report: LabelledReport, look: FiguresLook): string[] {
  const rows: Line[] = report.rows.map((row) => ({ ...row, isTotal: false }));
  const total: Line = { key: 'Total', ...report.total, isTotal: true };
  const lines = numberTable((write) => columnsOf(report, look, write), [...rows, total], look);
  return [...lines, ...notesOf(report, look)];
}

interface Line extends UsageRow {
  readonly isTotal: boolean;
}

/** Kinds of tokens and the cost stay longest: they are what one looks for. */
function columnsOf(
  report: LabelledReport,
  { width }: FiguresLook,
  write: WriteNumber,
): Column<Line>[] {
  const { by, labels, rows } = report;
  const name = rowNames(report);
  const most = Math.max(...rows.map(({ totalTokens }) => totalTokens));
  const barWidth = width < 160 ? 10 : 24;
  const figure = (
    title: string,
    text: (row: Line) => string,
    more: Partial<Column<Line>> = {},
  ): Column<Line> => ({ title, text, tone: toneOf('plain'), align: 'right', ...more });
  const about: Column<Line> = {
    title: 'ABOUT',
    text: ({ key, isTotal }) => (isTotal ? '' : aboutText(labels.get(key ?? ''))),
    min: 16,
  };
  return [
    {
      title: by.toUpperCase(),
      text: (row) => (row.isTotal ? 'Total' : name(row.key)),
      tone: toneOf(by === 'session' ? 'accent' : 'plain'),
      min: by === 'session' ? 8 : 16,
      cut: by === 'project' ? cutMiddle : cutEnd,
    },
    ...(by === 'session' ? [about] : []),
    figure('INPUT', (row) => write(row.inputTokens), { drop: 3 }),
    figure('OUTPUT', (row) => write(row.outputTokens), { drop: 2 }),
    figure('CACHE READ', (row) => write(row.cacheReadTokens), { drop: 4 }),
    figure('CACHE WRITE', (row) => write(row.cacheWriteTokens), { drop: 5 }),
    figure('TOKENS', (row) => write(row.totalTokens), { tone: toneOf('strong') }),
    figure('COST', costTextOf(report), { tone: toneOf('good') }),
    figure('TURNS', (row) => countText(row.turns), { drop: 6 }),
    figure('CALLS', (row) => countText(row.calls), { drop: 8 }),
    figure('FAILED', (row) => countText(row.failures), {
      tone: (row) => (row.failures > 0 ? 'bad' : 'plain'),
      drop: 9,
    }),
    // No model's part of a turn's time is known.
    ...(by === 'model'
      ? []
      : [figure('TIME', (row) => formatDuration(row.durationMs), { drop: 7 })]),
    figure('MESSAGES', (row) => countText(row.messages), { drop: 10 }),
    {
      title: 'BY TOKENS',
      text: (row) => (row.isTotal ? '' : bar(row.totalTokens, most, barWidth)),
      tone: () => 'accent',
      drop: 11,
    },
  ];
}

function toneOf(tone: Tone): (row: Line) => Tone {
  return (row) => (row.isTotal ? 'strong' : tone);
}

type Cost = Pick<UsageFigures, 'costUsd' | 'unpricedTokens'>;

/** Costs with their points below each other, whether they are whole or not. */
function costTextOf({ unpriced }: UsageReport): (row: Cost) => string {
  return (row) => {
    const text = formatCost(row.costUsd, row.unpricedTokens > 0);
    return unpriced.length > 0 && !text.endsWith('+') ? `${text} ` : text;
  };
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
          `! ${counted(unreadableLines, 'line')} of transcripts could not be read; what they held is missing.`,
        ]),
  ].map((line) => paint(cutEnd(line, width), 'warn'));
}
