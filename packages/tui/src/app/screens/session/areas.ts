import type { Surroundings } from '../../state/screen.js';
import type { SessionState } from './session-state.js';

/** How many lines each part of the screen has. */
export interface Areas {
  readonly header: number;
  readonly filter: number;
  /** The titles of the columns. */
  readonly head: number;
  readonly body: number;
  readonly scrubber: number;
  readonly detail: number;
}

/** How the screen is divided: on a low one the rest gives way to the timeline. */
export function areasOf(
  { rows }: Pick<Surroundings, 'rows'>,
  { table, scrub }: Pick<SessionState, 'table' | 'scrub'>,
): Areas {
  const filtered = table.typing || table.filter.text !== '';
  const filter = filtered && rows >= 2 ? 1 : 0;
  const scrubber = scrub !== null && rows >= 3 ? 1 : 0;
  const header = rows < 8 ? 0 : rows < 12 ? 1 : rows < 18 ? 2 : rows < 30 ? 3 : 4;
  const head = rows >= 6 ? 1 : 0;
  const detail = rows < 16 ? 0 : rows < 34 ? 4 : 6;
  const body = Math.max(1, rows - header - filter - head - scrubber - detail);
  return { header, filter, head, body, scrubber, detail };
}

/** How many lines of the timeline there is room for. */
export function timelineHeight(
  around: Pick<Surroundings, 'rows'>,
  state: Pick<SessionState, 'table' | 'scrub'>,
): number {
  return areasOf(around, state).body;
}
