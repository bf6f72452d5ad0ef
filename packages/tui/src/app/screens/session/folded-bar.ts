import type { TimelineShape } from '../../../present/timeline-shape.js';
import { type Span, span } from '../../present/line.js';
import { THIN, timeBar } from '../../present/time-bar.js';
import { type BarScale, partOf } from './bar-scale.js';

/** When anything ran in a folded turn, and where something failed: its calls' bars as one. */
export function foldedBar(
  { nodes, spans, ends }: TimelineShape,
  index: number,
  scale: BarScale,
  { width, nowMs }: { readonly width: number; readonly nowMs: number },
): Span[] {
  const own = spans[index] ?? null;
  const line = own === null ? ' '.repeat(width) : timeBar(partOf(scale, own, nowMs), width, THIN);
  const tones: (BarTone | null)[] = Array.from({ length: width }, () => null);
  for (let at = index + 1; at < (ends[index] ?? 0); at += 1) {
    const time = spans[at] ?? null;
    const node = nodes[at];
    if (node?.kind !== 'call' || time === null) continue;
    const { from, to } = partOf(scale, time, nowMs);
    const first = columnOf(from, width);
    const last = Math.max(first, columnOf(to, width, -1));
    const tone = toneOf(node.status);
    for (let column = first; column <= last; column += 1) {
      if (RANKS[tone] > RANKS[tones[column] ?? 'faint']) tones[column] = tone;
    }
  }
  return runsOf(tones, line);
}

type BarTone = 'faint' | 'good' | 'busy' | 'bad';

const RANKS: Readonly<Record<BarTone, number>> = {
  faint: 0,
  good: 1,
  busy: 2,
  bad: 3,
};

function toneOf(status: TimelineShape['nodes'][number]['status']): BarTone {
  if (status === 'failure') return 'bad';
  return status === 'running' ? 'busy' : 'good';
}

/** A column of a bar; with −1 the last that something reaches which ends there. */
function columnOf(part: number, width: number, less = 0): number {
  const column = less === 0 ? Math.floor(part * width) : Math.ceil(part * width) + less;
  return Math.max(0, Math.min(width - 1, column));
}

function runsOf(tones: readonly (BarTone | null)[], line: string): Span[] {
  const found: { text: string; tone: BarTone }[] = [];
  tones.forEach((tone, column) => {
    const text = tone === null ? (line[column] ?? ' ') : '━';
    const last = found.at(-1);
    if (last?.tone === (tone ?? 'faint')) last.text += text;
    else found.push({ text, tone: tone ?? 'faint' });
  });
  return found.map(({ text, tone }) => span(text, tone));
}
