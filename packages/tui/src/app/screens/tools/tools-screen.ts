import { line, span } from '../../present/line.js';
import { mount, type Screen, type ScreenDefinition } from '../../state/screen.js';

/** What the screen shows. */
interface ToolsState {
  readonly top: number;
}

const TOOLS: ScreenDefinition<ToolsState> = {
  id: 'tools',
  name: () => 'Tools',
  scopes: () => ['tools'],
  queries: () => [],
  answered: (state) => state,
  pressed: (state) => ({ state }),
  view: (_, { columns }) => [line([span(' Tools', 'strong')], columns)],
};

/** The screen as it begins. */
export function toolsScreen(_remembered: unknown): Screen {
  return mount(TOOLS, { top: 0 });
}
