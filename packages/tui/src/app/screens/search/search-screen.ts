import { line, span } from '../../present/line.js';
import { mount, type Screen, type ScreenDefinition } from '../../state/screen.js';

/** What the screen shows. */
interface SearchState {
  readonly top: number;
}

const SEARCH: ScreenDefinition<SearchState> = {
  id: 'search',
  name: () => 'Search',
  scopes: () => ['search'],
  queries: () => [],
  answered: (state) => state,
  pressed: (state) => ({ state }),
  view: (_, { columns }) => [line([span(' Search', 'strong')], columns)],
};

/** The screen as it begins. */
export function searchScreen(_remembered: unknown): Screen {
  return mount(SEARCH, { top: 0 });
}
