import { bindingOf } from '../keys/bindings.js';
import { footerEntries } from '../keys/footer.js';
import { THEME_NAMES } from '../present/theme.js';
import { barCommandAt } from '../shell/bar.js';
import type { InspectorState, InspectorStep } from './inspector-state.js';
import { say } from './notice.js';
import {
  OPENED_HELP,
  OPENED_PALETTE,
  type OverlayStep,
  overlayClicked,
  overlayPressed,
  overlayTyped,
} from './overlay.js';
import { heard, perform, withTop } from './perform.js';
import { scopesOf, takesText } from './scopes.js';
import { frameRows, idleCommands, surroundingsOf, topScreen } from './surroundings.js';
import { TABS } from './tabs.js';

/** A key: a command where it is bound, text where text is typed. */
export function key(state: InspectorState, name: string): InspectorStep {
  const binding = bindingOf(name, scopesOf(state));
  return binding === null ? typed(state, name, false) : command(state, binding.command);
}

/** A text that is typed or pasted, where text is taken. */
export function typed(state: InspectorState, text: string, pasted: boolean): InspectorStep {
  if (state.overlay !== null) {
    return only({ ...state, overlay: overlayTyped(state.overlay, text, pasted) });
  }
  if (!takesText(topScreen(state).scopes())) return only(state);
  return withTop(state, topScreen(state).typed(text, surroundingsOf(state), pasted));
}

/** A click, by row and column of the whole screen. */
export function click(
  state: InspectorState,
  { row, column, double }: { row: number; column: number; double: boolean },
): InspectorStep {
  const { bar, footer } = frameRows(state);
  const around = surroundingsOf(state);
  const inside = row - bar;
  if (footer === 1 && row === state.rows - 1) return clickFooter(state, column);
  if (state.overlay !== null) {
    return overlaid(state, overlayClicked(state, state.overlay, inside));
  }
  if (inside < 0) {
    const name = barCommandAt(state, column);
    return name === null || !scopesOf(state).includes('everywhere')
      ? only(state)
      : command(state, name);
  }
  if (inside >= around.rows) return only(state);
  return withTop(state, topScreen(state).clicked({ row: inside, column, double }, around));
}

/** Carries out a command where the keys work. */
function command(state: InspectorState, name: string): InspectorStep {
  if (name === 'redraw' || name === 'stop') return perform(state, [{ type: name }]);
  if (state.overlay !== null) return overlaid(state, overlayPressed(state, state.overlay, name));
  const tab = TABS.find(({ id }) => name === `go-${id}`);
  if (tab !== undefined) return perform(state, [{ type: 'go', tab: tab.id }]);
  switch (name) {
    case 'quit':
      return only({ ...state, quit: true });
    case 'help':
      return only({ ...state, overlay: OPENED_HELP });
    case 'palette':
      return only({ ...state, overlay: OPENED_PALETTE });
    case 'theme':
      return only(withNextTheme(state));
    case 'back': {
      const before = topScreen(state);
      const step = before.pressed(name, surroundingsOf(state));
      const taken = step.screen !== before || step.effects.length > 0;
      return taken ? withTop(state, step) : perform(state, [{ type: 'back' }]);
    }
    default:
      return withTop(state, topScreen(state).pressed(name, surroundingsOf(state)));
  }
}

/** What an overlay wants done. */
function overlaid(
  state: InspectorState,
  { overlay, run, heard: told }: OverlayStep,
): InspectorStep {
  const next = { ...state, overlay };
  if (run !== undefined) return command(next, run);
  return told === undefined ? only(next) : heard(next, told.screenId, told.told);
}

function clickFooter(state: InspectorState, column: number): InspectorStep {
  if (state.notice !== null && state.overlay === null) return only({ ...state, notice: null });
  const entries = footerEntries(scopesOf(state), state.columns, idleCommands(state));
  const entry = entries.find(({ start, end }) => column >= start && column < end);
  return entry === undefined ? only(state) : command(state, entry.binding.command);
}

function withNextTheme(state: InspectorState): InspectorState {
  const next = THEME_NAMES[(THEME_NAMES.indexOf(state.theme.name) + 1) % THEME_NAMES.length];
  const name = next ?? 'auto';
  return say({ ...state, theme: { ...state.theme, name } }, `theme: ${name}`);
}

function only(state: InspectorState): InspectorStep {
  return { state, effects: [] };
}
