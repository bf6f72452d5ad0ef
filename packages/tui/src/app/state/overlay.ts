import type { KeyScope } from '../keys/bindings.js';
import { helpLineCount } from '../shell/help-lines.js';
import { paletteEntries } from '../shell/palette-entries.js';
import type { InspectorState, Overlay } from './inspector-state.js';
import { move, reconcile, selectedIndex } from './list-state.js';
import type { Heard } from './screen.js';
import { topScreen } from './surroundings.js';
import { movementOf } from './table-state.js';
import { insert, typeInto } from './text-field.js';

/** Which keys work in what lies over a screen. */
export function overlayScopes({ kind }: Overlay): readonly KeyScope[] {
  return [kind];
}

/** What a command does to an overlay: what lies there now, a command to run, something to tell. */
export interface OverlayStep {
  readonly overlay: Overlay | null;
  readonly run?: string;
  readonly heard?: Heard;
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
      return { overlay: { ...overlay, top: helpTop(state, overlay.top, command) } };
    case 'confirm':
      return command === 'accept'
        ? { overlay: null, heard: { type: 'confirmed', tag: overlay.tag } }
        : { overlay };
    case 'ask':
      return command === 'accept'
        ? { overlay: null, heard: { type: 'told', tag: overlay.tag, text: overlay.field.text } }
        : { overlay };
    case 'palette':
      return palettePressed(state, overlay, command);
  }
}

/** A key, or a pasted text, goes into what is typed. */
export function overlayTyped(overlay: Overlay, text: string, pasted: boolean): Overlay {
  if (!('field' in overlay)) return overlay;
  const field = pasted ? insert(overlay.field, text) : typeInto(overlay.field, text);
  return field === overlay.field ? overlay : { ...overlay, field };
}

function palettePressed(
  state: InspectorState,
  overlay: Extract<Overlay, { kind: 'palette' }>,
  command: string,
): OverlayStep {
  const entries = paletteEntries(topScreen(state).scopes(), overlay.field.text);
  const keys = entries.map((entry) => entry.key);
  const height = Math.max(1, state.rows - PALETTE_FRAME);
  const list = reconcile(overlay.list, keys, keys, height);
  if (command === 'accept') {
    const chosen = entries[Math.max(0, selectedIndex(list, keys))];
    return chosen === undefined ? { overlay } : { overlay: null, run: chosen.command };
  }
  const movement = movementOf(command, height);
  if (movement === null) return { overlay };
  return { overlay: { ...overlay, list: move(list, keys, movement, height) } };
}

/** Bar, field, blank line and footer. */
const PALETTE_FRAME = 4;

function helpTop(state: InspectorState, top: number, command: string): number {
  const height = Math.max(1, state.rows - HELP_FRAME);
  const movement = movementOf(command, height);
  if (movement === null) return top;
  const lowest = Math.max(0, helpLineCount(topScreen(state).scopes()) - height);
  const to = 'by' in movement ? top + movement.by : movement.to === 'first' ? 0 : lowest;
  return Math.max(0, Math.min(to, lowest));
}

/** Title, blank line and footer. */
const HELP_FRAME = 3;
