import { holdsAny } from '../../../present/timeline-shape.js';
import type { Step, Surroundings } from '../../state/screen.js';
import { areasOf } from './areas.js';
import { revealed } from './arrange.js';
import { openedEntry } from './entries.js';
import { foldChosen } from './jumps.js';
import { scrubTo } from './scrub.js';
import { scrubBarPlace } from './scrub-line.js';
import type { SessionState } from './session-state.js';

/** A click chooses a line, folds a turn by its mark, goes to a place of the scrubber. */
export function sessionClicked(
  state: SessionState,
  {
    row,
    column,
    double,
  }: { readonly row: number; readonly column: number; readonly double: boolean },
  around: Surroundings,
): Step<SessionState> {
  const { header, filter, head, body, scrubber } = areasOf(around, state);
  const line = row - header - filter - head;
  if (scrubber > 0 && line === body) {
    const { start, width } = scrubBarPlace(around);
    const part = (column - start) / Math.max(1, width - 1);
    return { state: part < 0 || part > 1 ? state : scrubTo(state, part, around) };
  }
  if (line < 0 || line >= body) return { state };
  const place = state.table.list.top + line;
  const key = state.rows.keys[place];
  if (key === undefined) return { state };
  const chosen = revealed(state, key, around);
  const index = state.rows.indexes[place] ?? -1;
  const isRoot = state.shown.shape.nodes[index]?.depth === 0;
  if (column < MARK_COLUMNS && isRoot && holdsAny(state.shown.shape, index)) {
    return { state: foldChosen(chosen, around) };
  }
  return double ? openedEntry(chosen, around) : { state: chosen };
}

/** The mark of the chosen line, and that of what is folded. */
const MARK_COLUMNS = 4;
