import type { InspectorState } from './inspector-state.js';
import type { Screen, Surroundings } from './screen.js';

/** Whether the list of sessions gives way to what one can do while there are none. */
export function isFirstStart(state: InspectorState): boolean {
  const { tab, stacks, source, recorded, isFirstImport = false } = state;
  const empty = source.state === 'missing' || (source.state === 'ready' && recorded === false);
  return (empty || isFirstImport) && tab === 'sessions' && stacks.sessions.length === 1;
}

/** The screen that is seen. */
export function topScreen(state: InspectorState): Screen {
  if (isFirstStart(state)) return state.firstStart;
  const { stacks, tab } = state;
  const stack = stacks[tab];
  const top = stack.at(-1);
  if (top === undefined) throw new Error(`the main screen ${tab} is empty`);
  return top;
}

/** What the screen that is seen knows besides its own state. */
export function surroundingsOf(state: InspectorState): Surroundings {
  const { columns, nowMs, facts, health, history, source } = state;
  return { columns, rows: bodyRows(state), nowMs, facts, health, history, source };
}

/** How many lines the parts around a screen take. */
export function frameRows(state: InspectorState): { bar: number; notice: number; footer: number } {
  const { rows, notice, health } = state;
  return {
    bar: rows >= 3 ? 1 : 0,
    notice: rows >= 6 && (notice !== null || health?.ok === false) ? 1 : 0,
    footer: rows >= 4 ? 1 : 0,
  };
}

function bodyRows(state: InspectorState): number {
  const { bar, notice, footer } = frameRows(state);
  return Math.max(1, state.rows - bar - notice - footer);
}
