import { move, selectedIndex } from '../../state/list-state.js';
import type { Step, Surroundings } from '../../state/screen.js';
import type { ListEntry } from './list-entries.js';
import { sessionsHeight } from './sessions-layout.js';
import type { SessionsState } from './sessions-state.js';
import { needsAttention } from './standing.js';

/** Goes to the next session that waits for its user, or the one before; behind the last comes the first. */
export function nextAttention(
  state: SessionsState,
  by: 1 | -1,
  around: Surroundings,
): Step<SessionsState> {
  const { list, table } = state;
  const count = list.entries.length;
  const start = Math.max(0, selectedIndex(table.list, list.keys));
  for (let step = 1; step <= count; step += 1) {
    const index = (((start + by * step) % count) + count) % count;
    if (!asks(list.entries[index], around.nowMs)) continue;
    const to = move(table.list, list.keys, { by: index - start }, sessionsHeight(around));
    return { state: { ...state, table: { ...table, list: to }, isPlaced: true } };
  }
  return { state, effects: [{ type: 'say', text: 'No session needs attention.' }] };
}

/** Those in a folded project are found by its line. */
function asks(entry: ListEntry | undefined, nowMs: number): boolean {
  if (entry === undefined) return false;
  return entry.kind === 'session'
    ? needsAttention(entry.item.row, nowMs)
    : entry.group.folded && entry.group.items.some(({ row }) => needsAttention(row, nowMs));
}
