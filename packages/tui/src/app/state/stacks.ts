import type { InspectorState } from './inspector-state.js';
import type { Screen } from './screen.js';
import { isFirstStart, surroundingsOf, topScreen } from './surroundings.js';

/** Puts a screen in the place of the one that is seen. */
export function replaceTop(state: InspectorState, screen: Screen): InspectorState {
  if (isFirstStart(state)) return { ...state, firstStart: screen };
  const stack = [...state.stacks[state.tab].slice(0, -1), screen];
  return { ...state, stacks: { ...state.stacks, [state.tab]: stack } };
}

/** Brings the screen that is seen to the size and the time. */
export function settled(state: InspectorState): InspectorState {
  const top = topScreen(state);
  const next = top.settled(surroundingsOf(state));
  return next === top ? state : replaceTop(state, next);
}

/** Changes screens wherever they lie. */
export function onEvery(state: InspectorState, change: (screen: Screen) => Screen): InspectorState {
  let changed = false;
  const stacks = Object.fromEntries(
    Object.entries(state.stacks).map(([tab, stack]) => {
      const next = stack.map(change);
      const same = next.every((screen, index) => screen === stack[index]);
      if (!same) changed = true;
      return [tab, same ? stack : next];
    }),
  ) as Record<string, readonly Screen[]> as InspectorState['stacks'];
  const firstStart = change(state.firstStart);
  if (!changed && firstStart === state.firstStart) return state;
  return { ...state, firstStart, stacks };
}
