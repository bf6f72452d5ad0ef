import { line, span } from '../../present/line.js';
import { mount, type Screen, type ScreenDefinition } from '../../state/screen.js';

/** Which calls: those that a figure is made of. */
export interface CallsChoice {
  readonly title: string;
  readonly toolName?: string;
  readonly mcpServer?: string;
  readonly agent?: string;
  readonly sessionId?: string;
  readonly projectId?: string;
  readonly failedOnly?: boolean;
  /** ISO times. */
  readonly since?: string;
  readonly until?: string;
}

interface CallsState {
  readonly choice: CallsChoice;
}

const CALLS: ScreenDefinition<CallsState> = {
  id: 'calls',
  name: ({ choice }) => choice.title,
  scopes: () => ['calls', 'list'],
  queries: () => [],
  answered: (state) => state,
  pressed: (state) => ({ state }),
  view: (_, { columns }) => [line([span(' Calls', 'strong')], columns)],
};

/** The calls behind a figure. */
export function callsScreen(choice: CallsChoice): Screen {
  return mount(CALLS, { choice });
}
