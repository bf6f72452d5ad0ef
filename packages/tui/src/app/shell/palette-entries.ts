import { bindingsIn, type KeyScope } from '../keys/bindings.js';
import { rank } from './rank.js';

/** A command that the palette offers. */
export interface PaletteEntry {
  readonly command: string;
  readonly shown: string;
  readonly help: string;
}

/** The commands that work on a screen and match what was typed, the best match first. */
export function paletteEntries(scopes: readonly KeyScope[], typed: string): PaletteEntry[] {
  const offered = bindingsIn([...scopes, 'everywhere', 'anytime']).filter(
    ({ keyOnly, command }) => keyOnly !== true && command !== 'palette',
  );
  return [...new Map(offered.map((binding) => [binding.command, binding])).values()]
    .flatMap(({ command, shown, help }) => {
      const named = rank(command, typed);
      const told = rank(`${help} ${command}`, typed);
      // A command's own name says more than what is told of it.
      const mark = named === null ? told : Math.max(named * 2, told ?? 0);
      return mark === null ? [] : [{ mark, entry: { command, shown, help } }];
    })
    .toSorted((a, b) => b.mark - a.mark)
    .map(({ entry }) => entry);
}
