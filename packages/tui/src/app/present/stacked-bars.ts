import type { Tone } from '../../present/status.js';
import { barPlaces } from './bar-places.js';
import { drawable } from './chart-scale.js';
import { type Span, span } from './line.js';

/** What one colour of a chart stands for, with a value for each bar. */
interface Series {
  readonly tone: Tone;
  readonly values: readonly number[];
}

/** A chart of bars that each consist of parts. */
export interface StackedBars {
  /** The lowest first. */
  readonly series: readonly Series[];
  readonly bars: number;
  readonly width: number;
  readonly height: number;
  /** The value at the upper edge. */
  readonly scale: number;
  /** The bar that is looked at. */
  readonly chosen?: number | null;
  /** Where a line goes across. */
  readonly limit?: number | null;
}

/** The rows of a chart, the highest first, each of exactly its width. */
export function stackedBars(chart: StackedBars): Span[][] {
  const { width, height, bars, chosen = null } = chart;
  const { first, count, bar, step } = barPlaces(bars, width);
  const limitRow = limitRowOf(chart);
  const stacks = Array.from({ length: count }, (_, i) => stackOf(chart, first + i));
  return Array.from({ length: Math.max(0, height) }, (_, row) => {
    const fromBelow = height - 1 - row;
    const empty = row === limitRow ? LIMIT : BLANK;
    const line: Span[] = [];
    stacks.forEach((stack, index) => {
      const cell = cellOf(stack, fromBelow);
      const isMarked = cell === null && empty === BLANK && first + index === chosen;
      const middle = (bar - 1) >> 1;
      if (isMarked) {
        add(line, empty, middle);
        add(line, CURSOR, 1);
        add(line, empty, bar - middle - 1);
      } else {
        add(line, cell ?? empty, bar);
      }
      add(line, empty, step - bar);
    });
    add(line, empty, width - count * step);
    return line;
  });
}

const BLANK = span(' ');
const LIMIT = span('╌', 'warn');
const CURSOR = span('┊', 'faint');

interface Part {
  readonly tone: Tone;
  /** Eighths of a row, from the ground. */
  readonly from: number;
  readonly to: number;
}

/** The parts of a bar; what is anything at all is at least an eighth of a row high. */
function stackOf({ series, scale, height }: StackedBars, index: number): Part[] {
  const full = height * 8;
  const most = drawable(scale) || 1;
  const values = series.map(({ values }) => drawable(values[index]) / most);
  const total = values.reduce((sum, value) => sum + value, 0);
  if (total === 0) return [];
  const end = Math.min(full, Math.max(1, Math.round(total * full)));
  let below = 0;
  return values.map((value, place) => {
    const from = Math.round((below / total) * end);
    below += value;
    const to = Math.min(end, Math.round((below / total) * end));
    return { tone: series[place]?.tone ?? 'plain', from, to };
  });
}

/** A cell has one colour: that of the part that has most of it. */
function cellOf(parts: readonly Part[], row: number): Span | null {
  const start = row * 8;
  let filled = 0;
  let widest = 0;
  let tone: Tone = 'plain';
  for (const part of parts) {
    const share = Math.min(part.to, start + 8) - Math.max(part.from, start);
    if (share <= 0) continue;
    filled += share;
    if (share > widest) {
      widest = share;
      tone = part.tone;
    }
  }
  return filled === 0 ? null : span(LEVELS[Math.min(8, filled) - 1] ?? '█', tone);
}

const LEVELS = '▁▂▃▄▅▆▇█';

function limitRowOf({ limit = null, scale, height }: StackedBars): number {
  if (limit === null || !(limit >= 0) || limit > scale) return -1;
  return Math.max(0, Math.min(height - 1, height - 1 - Math.floor((limit / scale) * height)));
}

/** Adds a cell so many times; cells of one tone beside each other are one piece. */
function add(line: Span[], { text, tone }: Span, times: number): void {
  if (times < 1) return;
  const last = line.at(-1);
  if (last?.tone === tone) line[line.length - 1] = span(last.text + text.repeat(times), tone);
  else line.push(span(text.repeat(times), tone));
}
