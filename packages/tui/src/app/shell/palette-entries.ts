import { bindingsIn, type KeyScope } from '../keys/bindings.js';
import { matcher } from '../state/filter-text.js';

/** A command that the palette offers. */
export interface PaletteEntry {
  readonly key: string;
  readonly command: string;
  readonly shown: string;
  readonly help: string;
}

/** The commands that work on a screen and match what was typed. */
export function paletteEntries(scopes: readonly KeyScope[], typed: string): PaletteEntry[] {
  const matches = matcher(typed);
  return bindingsIn([...scopes, 'everywhere'])
    .filter(({ keyOnly, command }) => keyOnly !== true && command !== 'palette')
    .filter(({ help, command }) => matches(`${help} ${command}`))
    .map(({ command, shown, help }) => ({ key: command, command, shown, help }));
}
