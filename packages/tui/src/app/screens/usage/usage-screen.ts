import { line, span } from '../../present/line.js';
import { mount, type Screen, type ScreenDefinition } from '../../state/screen.js';

/** What the screen shows. */
interface UsageState {
  readonly top: number;
}

const USAGE: ScreenDefinition<UsageState> = {
  id: 'usage',
  name: () => 'Usage',
  scopes: () => ['usage'],
  queries: () => [],
  answered: (state) => state,
  pressed: (state) => ({ state }),
  view: (_, { columns }) => [line([span(' Usage', 'strong')], columns)],
};

/** The screen as it begins. */
export function usageScreen(_remembered: unknown): Screen {
  return mount(USAGE, { top: 0 });
}
