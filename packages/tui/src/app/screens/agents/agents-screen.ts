import { line, span } from '../../present/line.js';
import { mount, type Screen, type ScreenDefinition } from '../../state/screen.js';

/** What the screen shows. */
interface AgentsState {
  readonly top: number;
}

const AGENTS: ScreenDefinition<AgentsState> = {
  id: 'agents',
  name: () => 'Agents',
  scopes: () => ['agents'],
  queries: () => [],
  answered: (state) => state,
  pressed: (state) => ({ state }),
  view: (_, { columns }) => [line([span(' Agents', 'strong')], columns)],
};

/** The screen as it begins. */
export function agentsScreen(_remembered: unknown): Screen {
  return mount(AGENTS, { top: 0 });
}
