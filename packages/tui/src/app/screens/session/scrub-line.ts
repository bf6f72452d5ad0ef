import { exactNumber } from '../../../present/amounts.js';
import { momentAt } from '../../../present/history-moments.js';
import { clockAt } from '../../../present/relative-time.js';
import { oneLine } from '../../../present/safe-text.js';
import { type Line, line, type Span, span } from '../../present/line.js';
import { timeBar } from '../../present/time-bar.js';
import type { Surroundings } from '../../state/screen.js';
import type { Scrub, SessionState } from './session-state.js';

/** Where one is in the session as it happened: a bar, the time, what began or ended. */
export function scrubLine(state: SessionState, scrub: Scrub, around: Surroundings): Line {
  const { columns } = around;
  const { moments, ms, playedMs, speed } = scrub;
  const { start, width } = scrubBarPlace(around);
  const [first, last] = [moments[0]?.ms ?? ms, moments.at(-1)?.ms ?? ms];
  const part = last === first ? 1 : (ms - first) / (last - first);
  const bar = timeBar({ from: 0, to: part }, width).trimEnd();
  const pace = playedMs === null && speed === 1 ? '' : ` ×${speed}`;
  const place = `${exactNumber(momentAt(moments, ms) + 1)} of ${exactNumber(moments.length)}`;
  return line(
    [
      span((playedMs === null ? ' ‖' : ' ▸').padEnd(start), 'accent'),
      span(bar, 'accent'),
      span('─'.repeat(width - bar.length), 'faint'),
      span(` ${clockAt(ms)}`, 'strong'),
      span(pace, 'accent'),
      span(`  ${place}`, 'faint'),
      ...happeningSpans(state, scrub),
    ],
    columns,
  );
}

/** The columns of the bar. */
export function scrubBarPlace({ columns }: Pick<Surroundings, 'columns'>): {
  readonly start: number;
  readonly width: number;
} {
  return { start: Math.min(3, columns), width: Math.max(0, Math.min(60, (columns - 3) >> 1)) };
}

function happeningSpans({ shown }: SessionState, { moments, ms }: Scrub): Span[] {
  const moment = moments[momentAt(moments, ms)];
  if (moment === undefined) return [];
  const node = shown.shape.nodes[shown.shape.places.get(moment.key) ?? -1];
  if (node === undefined) return [];
  const name = node.kind === 'turn' ? 'the turn' : oneLine(node.label, 100);
  const others = moment.others === 0 ? '' : ` and ${moment.others} more`;
  return [span(`  ${name} ${moment.what}${others}`)];
}
