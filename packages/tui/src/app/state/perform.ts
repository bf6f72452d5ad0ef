import type { InspectorState, InspectorStep } from './inspector-state.js';
import { say } from './notice.js';
import type { Effect, Heard, ScreenStep } from './screen.js';
import { onEvery, replaceTop, settled } from './stacks.js';
import { surroundingsOf, topScreen } from './surroundings.js';
import { fieldOf } from './text-field.js';

/**
 * Does of the effects what concerns the state alone, and gives the others on.
 * @param screenId whose effects they are, where it isn't the screen that is seen.
 */
export function perform(
  state: InspectorState,
  effects: readonly Effect[],
  screenId?: string,
): InspectorStep {
  const left: Effect[] = [];
  let next = state;
  let hearer = screenId;
  for (const effect of effects) {
    const done = inState(next, effect, hearer ?? topScreen(next).id);
    if (done === null) left.push(effect);
    next = done ?? next;
    // What a screen wants after it has opened another is that one's matter.
    if (effect.type === 'open' || effect.type === 'go') hearer = undefined;
  }
  return { state: next, effects: left, screenId: hearer ?? topScreen(next).id };
}

/** Takes a step of the screen that is seen. */
export function withTop(state: InspectorState, { screen, effects }: ScreenStep): InspectorStep {
  const next = screen === topScreen(state) ? state : replaceTop(state, screen);
  return perform(next, effects);
}

/** Tells the screens of a kind what came of an effect of theirs. */
export function heard(state: InspectorState, screenId: string, told: Heard): InspectorStep {
  const around = surroundingsOf(state);
  const effects: Effect[] = [];
  const next = onEvery(state, (screen) => {
    if (screen.id !== screenId) return screen;
    const step = screen.heard(told, around);
    effects.push(...step.effects);
    return step.screen;
  });
  return perform(next, effects, screenId);
}

function inState(state: InspectorState, effect: Effect, screenId: string): InspectorState | null {
  const { tab, stacks } = state;
  const stack = stacks[tab];
  switch (effect.type) {
    case 'open':
      return settled({ ...state, stacks: { ...stacks, [tab]: [...stack, effect.screen] } });
    case 'back':
      if (stack.length === 1) return state;
      return settled({ ...state, stacks: { ...stacks, [tab]: stack.slice(0, -1) } });
    case 'go': {
      const shown = effect.screen === undefined ? stacks[effect.tab] : [effect.screen];
      // The number of the screen that one is in leads to its beginning.
      const to = effect.tab === tab && effect.screen === undefined ? stack.slice(0, 1) : shown;
      return settled({ ...state, tab: effect.tab, stacks: { ...stacks, [effect.tab]: to } });
    }
    case 'say':
      return say(state, effect.text, effect.tone);
    case 'ask': {
      const { question, tag } = effect;
      const field = fieldOf(effect.text ?? '');
      return { ...state, overlay: { kind: 'ask', question, tag, field, screenId } };
    }
    case 'confirm':
      return {
        ...state,
        overlay: { kind: 'confirm', question: effect.question, tag: effect.tag, screenId },
      };
    case 'quit':
      return { ...state, quit: true, end: effect.end ?? 'quit' };
    default:
      return null;
  }
}
