import { type ColourDepth, themeFor } from './present/theme.js';
import type { ThemeState } from './state/inspector-state.js';
import { penOf } from './terminal/pen.js';
import type { Look } from './terminal/screen-painter.js';

/** The terminal that is drawn on. */
export interface DrawnOn {
  readonly depth: ColourDepth;
  /** Whether it has all colours, not a palette alone. */
  readonly trueColour: boolean;
  readonly ascii: boolean;
}

/** Makes what tells how frames are drawn: the same for the same theme. */
export function createLookOf({ depth, trueColour, ascii }: DrawnOn): (theme: ThemeState) => Look {
  let last: { readonly theme: ThemeState; readonly look: Look } | null = null;
  return (theme) => {
    if (last?.theme === theme) return last.look;
    const { name, light } = theme;
    const look = { pen: penOf(themeFor({ name, depth, light }), trueColour), ascii };
    last = { theme, look };
    return look;
  };
}
