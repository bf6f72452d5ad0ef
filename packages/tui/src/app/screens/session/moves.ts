import type { Surroundings } from '../../state/screen.js';
import { movementOf, tablePressed } from '../../state/table-state.js';
import { timelineHeight } from './areas.js';
import { arranged, settledList } from './arrange.js';
import type { SessionState } from './session-state.js';

/** Moves in the timeline, and filters it; at its end one follows it while the session runs. */
export function moved(state: SessionState, command: string, around: Surroundings): SessionState {
  const height = timelineHeight(around, state);
  const { keys } = state.rows;
  const table = tablePressed(state.table, keys, command, height);
  if (table === null) return state;
  const next = { ...state, table };
  if (table.filter !== state.table.filter) return arranged(next, around);
  const movement = movementOf(command, height);
  if (movement === null) return settledList(next, around);
  const down = 'to' in movement ? movement.to === 'last' : movement.by > 0;
  const atEnd = table.list.selected === keys.at(-1);
  return { ...next, follow: state.scrub === null && down && atEnd && runs(state) };
}

function runs({ session }: SessionState): boolean {
  return session !== null && session.status !== 'ended' && session.status !== 'abandoned';
}
