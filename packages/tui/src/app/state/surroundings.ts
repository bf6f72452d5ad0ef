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

/** Commands that would do nothing just now, which the footer needn't show. */
export function idleCommands(state: InspectorState): readonly string[] {
  if (state.overlay !== null) return [];
  const idle = topScreen(state).idle(surroundingsOf(state));
  return state.stacks[state.tab].length === 1 ? [...idle, 'back'] : idle;
}

/** What the screen that is seen knows besides its own state. */
export function surroundingsOf(state: InspectorState): Surroundings {
  const { columns, nowMs, facts, health, history, source } = state;
  return { columns, rows: bodyRows(state), nowMs, facts, health, history, source };
}

/** How many lines the parts around a screen take. What is said stands in place of the footer. */
export function frameRows({ rows }: Pick<InspectorState, 'rows'>): { bar: number; footer: number } {
  return { bar: rows >= 3 ? 1 : 0, footer: rows >= 4 ? 1 : 0 };
}

function bodyRows(state: InspectorState): number {
  const { bar, footer } = frameRows(state);
  return Math.max(1, state.rows - bar - footer);
}

/** Where the screen that is seen lies: no other one has the same place, even of its kind. */
export function placeOf(state: InspectorState): string {
  const { tab, stacks } = state;
  return `${tab} ${stacks[tab].length} ${topScreen(state).id}`;
}
