import { mount, type Screen, type ScreenDefinition } from '../../state/screen.js';
import { firstStartLines } from './first-start-lines.js';

const FIRST_START: ScreenDefinition<null> = {
  id: 'first-start',
  name: () => 'First start',
  scopes: () => ['first-start'],
  queries: () => [],
  answered: (state) => state,
  pressed: (state, command, { history }) => {
    const may = command === 'import' && history !== null && history.kind !== 'running';
    return { state, effects: may ? [{ type: 'import-history' }] : [] };
  },
  view: (_, around) => firstStartLines(around),
};

/** What is seen while nothing is recorded. */
export function firstStartScreen(): Screen {
  return mount(FIRST_START, null);
}
