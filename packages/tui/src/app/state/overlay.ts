import type { KeyScope } from '../keys/bindings.js';
import { type HelpContent, helpLines } from '../shell/help-lines.js';
import { type PaletteEntry, paletteEntries } from '../shell/palette-entries.js';
import type { InspectorState, Overlay } from './inspector-state.js';
import { EMPTY_LIST, type ListState, move, reconcile, selectedIndex } from './list-state.js';
import type { Heard } from './screen.js';
import { surroundingsOf, topScreen } from './surroundings.js';
import { movementOf } from './table-state.js';
import { EMPTY_FIELD, insert, typeInto } from './text-field.js';

type HelpOverlay = Extract<Overlay, { kind: 'help' }>;
type PaletteOverlay = Extract<Overlay, { kind: 'palette' }>;

/** The help as it begins. */
export const OPENED_HELP: HelpOverlay = {
  kind: 'help',
  top: 0,
  filter: EMPTY_FIELD,
  typing: false,
};

/** The palette as it begins. */
export const OPENED_PALETTE: PaletteOverlay = {
  kind: 'palette',
  field: EMPTY_FIELD,
  list: EMPTY_LIST,
};

/** Which keys work in what lies over a screen. */
export function overlayScopes(overlay: Overlay): readonly KeyScope[] {
  return overlay.kind === 'help' && overlay.typing ? ['filter'] : [overlay.kind];
}

/** What a command does to an overlay: what lies there now, a command to run, something to tell. */
export interface OverlayStep {
  readonly overlay: Overlay | null;
  readonly run?: string;
  /** For the screen that has asked. */
  readonly heard?: { readonly screenId: string; readonly told: Heard };
}

/** Carries out a command in what lies over the screen. */
export function overlayPressed(
  state: InspectorState,
  overlay: Overlay,
  command: string,
): OverlayStep {
  if (command === 'close') return { overlay: null };
  switch (overlay.kind) {
    case 'help':
      return { overlay: helpPressed(state, overlay, command) };
    case 'confirm':
      return command === 'accept'
        ? answered(overlay, { type: 'confirmed', tag: overlay.tag })
        : { overlay };
    case 'ask':
      return command === 'accept'
        ? answered(overlay, { type: 'told', tag: overlay.tag, text: overlay.field.text })
        : { overlay };
    case 'palette':
      return palettePressed(state, overlay, command);
  }
}

function answered({ screenId }: { readonly screenId: string }, told: Heard): OverlayStep {
  return { overlay: null, heard: { screenId, told } };
}

/** A key, or a pasted text, goes into what is typed. */
export function overlayTyped(overlay: Overlay, text: string, pasted: boolean): Overlay {
  const before = overlay.kind === 'help' ? overlay.filter : 'field' in overlay && overlay.field;
  if (before === false || (overlay.kind === 'help' && !overlay.typing)) return overlay;
  const field = pasted ? insert(before, text) : typeInto(before, text);
  if (field === before) return overlay;
  switch (overlay.kind) {
    case 'help':
      return { ...overlay, filter: field, top: 0 };
    // What fits best is chosen anew.
    case 'palette':
      return { ...overlay, field, list: EMPTY_LIST };
    case 'ask':
      return { ...overlay, field };
    case 'confirm':
      return overlay;
  }
}

/** A click on a line of the palette does what stands there. */
export function overlayClicked(state: InspectorState, overlay: Overlay, row: number): OverlayStep {
  if (overlay.kind !== 'palette') return { overlay };
  const { entries, list } = paletteOf(state, overlay);
  const entry = row < PALETTE_HEAD ? undefined : entries[list.top + row - PALETTE_HEAD];
  return entry === undefined ? { overlay } : { overlay: null, run: entry.command };
}

/** What the palette offers, and where one is in it. */
export function paletteOf(
  state: InspectorState,
  overlay: PaletteOverlay,
): { readonly entries: readonly PaletteEntry[]; readonly list: ListState } {
  const entries = paletteEntries(topScreen(state).scopes(), overlay.field.text);
  const keys = entries.map(({ command }) => command);
  return { entries, list: reconcile(overlay.list, keys, keys, paletteRows(state)) };
}

/** What the help says on a screen. */
export function helpOf(state: InspectorState, { filter }: HelpOverlay): HelpContent {
  return {
    scopes: topScreen(state).scopes(),
    mouse: state.facts.configuration?.inspector.mouse ?? true,
    filter: filter.text,
  };
}

/** What is typed, and a blank line. */
export const PALETTE_HEAD = 2;

/** The title, and a blank line. */
const HELP_HEAD = 2;

function paletteRows(state: InspectorState): number {
  return Math.max(1, surroundingsOf(state).rows - PALETTE_HEAD);
}

function palettePressed(
  state: InspectorState,
  overlay: PaletteOverlay,
  command: string,
): OverlayStep {
  const { entries, list } = paletteOf(state, overlay);
  const keys = entries.map((entry) => entry.command);
  if (command === 'accept') {
    const chosen = entries[Math.max(0, selectedIndex(list, keys))];
    return chosen === undefined ? { overlay } : { overlay: null, run: chosen.command };
  }
  const movement = movementOf(command, paletteRows(state));
  if (movement === null) return { overlay };
  return { overlay: { ...overlay, list: move(list, keys, movement, paletteRows(state)) } };
}

function helpPressed(state: InspectorState, overlay: HelpOverlay, command: string): HelpOverlay {
  switch (command) {
    case 'filter':
      return { ...overlay, typing: true };
    case 'accept-filter':
      return { ...overlay, typing: false };
    case 'clear-filter':
      return { ...overlay, typing: false, filter: EMPTY_FIELD, top: 0 };
    default:
      return { ...overlay, top: helpTop(state, overlay, command) };
  }
}

function helpTop(state: InspectorState, overlay: HelpOverlay, command: string): number {
  const height = Math.max(1, surroundingsOf(state).rows - HELP_HEAD);
  const movement = movementOf(command, height);
  if (movement === null) return overlay.top;
  const lowest = Math.max(0, helpLines(helpOf(state, overlay), 1).length - height);
  const to = 'by' in movement ? overlay.top + movement.by : movement.to === 'first' ? 0 : lowest;
  return Math.max(0, Math.min(to, lowest));
}
