import { bindingOf, type KeyScope } from '../keys/bindings.js';
import { footerEntries } from '../keys/footer.js';
import type { Source } from '../live/database-watch.js';
import type { Answer, Query } from '../live/readers.js';
import { THEME_NAMES } from '../present/theme.js';
import { barCommandAt } from '../shell/bar.js';
import type { HistoryImport, InspectorState, InspectorStep } from './inspector-state.js';
import {
  OPENED_HELP,
  OPENED_PALETTE,
  type OverlayStep,
  overlayClicked,
  overlayPressed,
  overlayScopes,
  overlayTyped,
} from './overlay.js';
import type { Effect, Health, Heard, Screen, ScreenStep } from './screen.js';
import {
  frameRows,
  idleCommands,
  isFirstStart,
  surroundingsOf,
  topScreen,
} from './surroundings.js';
import { TABS } from './tabs.js';
import { fieldOf } from './text-field.js';

/** What can happen to the inspector. */
export type Action =
  | { readonly type: 'key'; readonly key: string }
  | { readonly type: 'paste'; readonly text: string }
  /** Row and column of the whole screen, from 0. */
  | {
      readonly type: 'click';
      readonly row: number;
      readonly column: number;
      readonly double: boolean;
    }
  | { readonly type: 'resize'; readonly columns: number; readonly rows: number }
  | { readonly type: 'tick'; readonly nowMs: number }
  | { readonly type: 'source'; readonly source: Source }
  | { readonly type: 'health'; readonly health: Health | null }
  /** The terminal has said whether its background is light. */
  | { readonly type: 'background'; readonly light: boolean }
  | { readonly type: 'history'; readonly history: HistoryImport }
  | { readonly type: 'answer'; readonly answer: Answer }
  | { readonly type: 'waiting'; readonly sinceMs: number | null }
  | { readonly type: 'say'; readonly text: string; readonly bad: boolean }
  /** Something came of an effect of a screen, which may not be the one that is seen any more. */
  | { readonly type: 'heard'; readonly screenId: string; readonly heard: Heard };

/** The state after something happened, and what is to be done besides. */
export function reduce(state: InspectorState, action: Action): InspectorStep {
  switch (action.type) {
    case 'key':
      return key(state, action.key);
    case 'paste':
      return typed(state, action.text, true);
    case 'click':
      return click(state, action);
    case 'resize':
      return only(settled({ ...state, columns: action.columns, rows: action.rows }));
    case 'tick':
      return only(settled(withoutOldNotice({ ...state, nowMs: action.nowMs })));
    case 'source':
      return only({ ...state, source: action.source });
    case 'health':
      return only(heardHealth(state, action.health));
    case 'background':
      return only({ ...state, theme: { ...state.theme, light: action.light } });
    case 'history':
      return only(historyCame(state, action.history));
    case 'answer':
      return only(answered(state, action.answer));
    case 'waiting':
      return only(
        action.sinceMs === state.waitingSinceMs
          ? state
          : { ...state, waitingSinceMs: action.sinceMs },
      );
    case 'say':
      return only(say(state, action.text, action.bad ? 'bad' : 'plain'));
    case 'heard':
      return heard(state, action.screenId, action.heard);
  }
}

/** What is asked of the database for what is seen. */
export function queriesOf(state: InspectorState): readonly Query[] {
  const own = topScreen(state).queries(surroundingsOf(state));
  return state.recorded === true ? own : [...own, { kind: 'first-start.recorded', asked: null }];
}

/** Where keys work just now, the most particular place first. */
export function scopesOf(state: InspectorState): readonly KeyScope[] {
  if (state.overlay !== null) return [...overlayScopes(state.overlay), 'anytime'];
  const own = topScreen(state).scopes();
  return [...own, ...(takesText(own) ? [] : ['everywhere']), 'anytime'];
}

/** Whether keys without a meaning of their own are text. */
function takesText(scopes: readonly KeyScope[]): boolean {
  return scopes.includes('filter') || scopes.includes('typing');
}

function answered(state: InspectorState, answer: Answer): InspectorState {
  const around = surroundingsOf(state);
  const next = onEvery(state, (screen) => screen.answered(answer, around));
  return answer.kind === 'first-start.recorded' ? { ...next, recorded: answer.told } : next;
}

/** The progress of an import that began while nothing was recorded stays until it has ended. */
function historyCame(state: InspectorState, history: HistoryImport): InspectorState {
  const runs = history.kind === 'running';
  const isFirstImport =
    runs &&
    (state.history?.kind === 'running' ? state.isFirstImport === true : isFirstStart(state));
  return settled({ ...state, history, isFirstImport });
}

function only(state: InspectorState): InspectorStep {
  return { state, effects: [] };
}

function key(state: InspectorState, name: string): InspectorStep {
  const binding = bindingOf(name, scopesOf(state));
  return binding === null ? typed(state, name, false) : command(state, binding.command);
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

function typed(state: InspectorState, text: string, pasted: boolean): InspectorStep {
  if (state.overlay !== null) {
    return only({ ...state, overlay: overlayTyped(state.overlay, text, pasted) });
  }
  if (!takesText(topScreen(state).scopes())) return only(state);
  return withTop(state, topScreen(state).typed(text, surroundingsOf(state), pasted));
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

function click(
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

/** What is wrong is said once in full; then the bar has a word for it. */
function heardHealth(state: InspectorState, health: Health | null): InspectorState {
  const { notice } = state;
  const isOver = notice !== null && notice.text === state.health?.message && health?.ok !== false;
  const next = settled({ ...state, health, notice: isOver ? null : notice });
  const isNew = health?.ok === false && health.message !== state.health?.message;
  return isNew ? say(next, health.message, 'bad') : next;
}

function heard(state: InspectorState, screenId: string, told: Heard): InspectorStep {
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

function withTop(state: InspectorState, { screen, effects }: ScreenStep): InspectorStep {
  const next = screen === topScreen(state) ? state : replaceTop(state, screen);
  return perform(next, effects);
}

function replaceTop(state: InspectorState, screen: Screen): InspectorState {
  if (isFirstStart(state)) return { ...state, firstStart: screen };
  const stack = [...state.stacks[state.tab].slice(0, -1), screen];
  return { ...state, stacks: { ...state.stacks, [state.tab]: stack } };
}

/**
 * Does of the effects what concerns the state alone, and gives the others on.
 * @param screenId whose effects they are, where it isn't the screen that is seen.
 */
function perform(
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

function say(
  state: InspectorState,
  text: string,
  tone: Extract<Effect, { type: 'say' }>['tone'] = 'plain',
): InspectorState {
  const ms = tone === 'bad' ? BAD_NOTICE_MS : NOTICE_MS;
  return { ...state, notice: { text, tone, untilMs: state.nowMs + ms } };
}

/** How long something that is said stays. */
const NOTICE_MS = 4_000;
const BAD_NOTICE_MS = 12_000;

function withoutOldNotice(state: InspectorState): InspectorState {
  const { notice, nowMs } = state;
  return notice === null || nowMs < notice.untilMs ? state : { ...state, notice: null };
}

/** Brings the screen that is seen to the size and the time. */
function settled(state: InspectorState): InspectorState {
  const top = topScreen(state);
  const next = top.settled(surroundingsOf(state));
  return next === top ? state : replaceTop(state, next);
}

/** Changes screens wherever they lie. */
function onEvery(state: InspectorState, change: (screen: Screen) => Screen): InspectorState {
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
