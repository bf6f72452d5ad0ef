import { parseLength } from '../../../input/length.js';
import type { ActionRequest } from '../../live/actions.js';
import { EMPTY_LIST, move, reconcile } from '../../state/list-state.js';
import {
  type Effect,
  type Heard,
  mount,
  type Screen,
  type ScreenDefinition,
  type Step,
  type Surroundings,
} from '../../state/screen.js';
import { movementOf } from '../../state/table-state.js';
import { healthLines, sectionsOf } from './health-lines.js';
import { type HealthState, rememberedHealth } from './health-state.js';
import { healthHeight, healthView } from './health-view.js';
import { shortPath } from './short-path.js';

const HEALTH: ScreenDefinition<HealthState> = {
  id: 'health',
  name: () => 'Health',
  scopes: () => ['health', 'text'],
  queries: ({ folded }) => [
    { kind: 'health.recorder', asked: null },
    { kind: 'health.vitals', asked: null },
    { kind: 'health.figures', asked: null },
    ...(folded.includes('room') ? [] : [{ kind: 'health.room' as const, asked: null }]),
  ],
  answered: (state, { kind, told }, around) => {
    switch (kind) {
      case 'health.recorder':
        return settled(state, { ...state, recorder: told }, around);
      case 'health.vitals':
        return settled(state, { ...state, vitals: told }, around);
      case 'health.figures':
        return settled(state, { ...state, figures: told }, around);
      case 'health.room':
        return settled(state, { ...state, room: told }, around);
      default:
        return state;
    }
  },
  pressed,
  clicked: (state, { row, double }, around) => {
    const line = healthLines(state, around)[state.list.top + row - 2];
    if (row < 2 || line === undefined) return { state };
    const list = { ...state.list, selected: line.key };
    const next = { ...state, list, hasMoved: true };
    return double ? { state: fold(next, line.section, around) } : { state: next };
  },
  heard,
  settled: (state, around) => settled(state, state, around),
  remember: ({ folded }) => ({ folded }),
  view: healthView,
};

/** The screen as it begins. */
export function healthScreen(remembered: unknown): Screen {
  return mount(HEALTH, rememberedHealth(remembered));
}

function keysOf(state: HealthState, around: Surroundings): string[] {
  return healthLines(state, around).map(({ key }) => key);
}

/** The same line stays chosen where lines come and go. */
function settled(before: HealthState, state: HealthState, around: Surroundings): HealthState {
  const keys = keysOf(state, around);
  const from = state.hasMoved ? state.list : EMPTY_LIST;
  const list = reconcile(from, keysOf(before, around), keys, healthHeight(around));
  const { selected, top } = state.list;
  return list.selected === selected && list.top === top ? state : { ...state, list };
}

function pressed(state: HealthState, command: string, around: Surroundings): Step<HealthState> {
  const movement = movementOf(command, healthHeight(around));
  if (movement !== null) {
    const list = move(state.list, keysOf(state, around), movement, healthHeight(around));
    return { state: { ...state, list, hasMoved: true } };
  }
  const line = healthLines(state, around).find(({ key }) => key === state.list.selected);
  switch (command) {
    case 'fold':
      return { state: line === undefined ? state : fold(state, line.section, around) };
    case 'fold-all':
      return { state: foldAll(state, around) };
    case 'all-settings':
      return { state: showSettings(state, around) };
    case 'yank':
      if (line === undefined) return { state };
      return { state, effects: [{ type: 'yank', text: line.copied, what: 'the line' }] };
    case 'check':
      return act(state, 'Checking', { name: 'check-database', input: null });
    case 'back-up':
      return act(state, 'Backing up', { name: 'back-up', input: null });
    case 'edit-configuration':
      return act(state, 'Opening', { name: 'make-configuration', input: null });
    default:
      return { state, effects: questionsOf(command, state, around) };
  }
}

/** What is asked before something is done that hooks notice. */
function questionsOf(command: string, { recorder }: HealthState, around: Surroundings): Effect[] {
  if (around.facts.offers?.includes('recorder') !== true) return [];
  switch (command) {
    case 'upkeep':
      return [
        {
          type: 'confirm',
          tag: 'upkeep',
          question: 'Run the upkeep now, in the background: retention, check and backup?',
        },
      ];
    case 'install-hooks': {
      const user = recorder?.hooks.scopes.find(({ scope }) => scope === 'user');
      const path = shortPath(user?.path ?? "the client's settings", around.facts.homeDir);
      return [{ type: 'confirm', tag: 'install-hooks', question: `Install the hooks in ${path}?` }];
    }
    case 'pause':
      return [
        {
          type: 'ask',
          tag: 'pause',
          question: 'Record nothing for how long? (30m, 2h, 1d; empty: until it is resumed)',
        },
      ];
    case 'resume':
      if (recorder !== null && recorder.hooks.recording.state !== 'paused') {
        return [{ type: 'say', text: 'Recording is not paused.' }];
      }
      return [{ type: 'confirm', tag: 'resume', question: 'Record again from now on?' }];
    default:
      return [];
  }
}

function act(state: HealthState, doing: string, request: ActionRequest): Step<HealthState> {
  if (state.doing !== null) return { state };
  return {
    state: { ...state, doing },
    effects: [{ type: 'act', request, tag: request.name }],
  };
}

function heard(state: HealthState, told: Heard): Step<HealthState> {
  switch (told.type) {
    case 'confirmed':
      return confirmed(state, told.tag);
    case 'told':
      return told.tag === 'pause' ? pause(state, told.text) : { state };
    case 'acted': {
      const next = { ...state, doing: null };
      if (!told.ok) {
        return { state: next, effects: [{ type: 'say', text: told.message, tone: 'bad' }] };
      }
      return { state: next, effects: doneEffects(told.tag, told.value) };
    }
    default:
      return { state };
  }
}

function confirmed(state: HealthState, tag: string): Step<HealthState> {
  switch (tag) {
    case 'upkeep':
      return act(state, 'Starting', { name: 'start-upkeep', input: null });
    case 'install-hooks':
      return act(state, 'Installing', { name: 'install-hooks', input: { scope: 'user' } });
    case 'resume':
      return act(state, 'Resuming', { name: 'resume-recording', input: null });
    default:
      return { state };
  }
}

function pause(state: HealthState, text: string): Step<HealthState> {
  const forMs = text.trim() === '' ? null : parseLength(text.trim());
  if (forMs === undefined) {
    const message = 'Give a time like 30m, 2h or 1d.';
    return { state, effects: [{ type: 'say', text: message, tone: 'bad' }] };
  }
  return act(state, 'Pausing', { name: 'pause-recording', input: { forMs } });
}

/** What an action says of itself is told; the one that makes a file is followed by the editor. */
function doneEffects(tag: string, value: unknown): Effect[] {
  if (typeof value !== 'string') return [];
  if (tag === 'make-configuration') return [{ type: 'edit-file', path: value }];
  return [{ type: 'say', text: value, tone: 'good' }];
}

function fold(state: HealthState, section: string, around: Surroundings): HealthState {
  const isFolded = state.folded.includes(section);
  const folded = isFolded
    ? state.folded.filter((id) => id !== section)
    : [...state.folded, section];
  const list = isFolded ? state.list : { ...state.list, selected: section };
  return settled(state, { ...state, folded, list }, around);
}

function foldAll(state: HealthState, around: Surroundings): HealthState {
  const ids = sectionsOf(state, around).map(({ id }) => id);
  const open = ids.filter((id) => !state.folded.includes(id));
  const folded = open.length === 0 ? [] : ids;
  const line = healthLines(state, around).find(({ key }) => key === state.list.selected);
  const selected = open.length === 0 ? state.list.selected : (line?.section ?? null);
  return settled(state, { ...state, folded, list: { ...state.list, selected } }, around);
}

function showSettings(state: HealthState, around: Surroundings): HealthState {
  const allSettings = !state.allSettings || state.folded.includes('settings');
  const folded = state.folded.filter((id) => id !== 'settings');
  const list = { ...state.list, selected: 'settings' };
  return settled(state, { ...state, allSettings, folded, list, hasMoved: true }, around);
}
