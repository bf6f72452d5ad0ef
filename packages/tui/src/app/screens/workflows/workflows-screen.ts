import { line, span } from '../../present/line.js';
import { mount, type Screen, type ScreenDefinition } from '../../state/screen.js';

/** What the screen shows. */
interface WorkflowsState {
  readonly top: number;
}

const WORKFLOWS: ScreenDefinition<WorkflowsState> = {
  id: 'workflows',
  name: () => 'Workflows',
  scopes: () => ['workflows'],
  queries: () => [],
  answered: (state) => state,
  pressed: (state) => ({ state }),
  view: (_, { columns }) => [line([span(' Workflows', 'strong')], columns)],
};

/** The screen as it begins. */
export function workflowsScreen(_remembered: unknown): Screen {
  return mount(WORKFLOWS, { top: 0 });
}
