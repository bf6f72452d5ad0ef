import type { Look } from './components/frame-view.js';
import { type ColourDepth, themeFor } from './present/theme.js';
import type { ThemeState } from './state/inspector-state.js';

/** Makes what tells how frames are drawn, in a terminal with so many colours. */
export function createLookOf(depth: ColourDepth, ascii: boolean): (theme: ThemeState) => Look {
  return ({ name, light }) => ({ theme: themeFor({ name, depth, light }), ascii });
}
