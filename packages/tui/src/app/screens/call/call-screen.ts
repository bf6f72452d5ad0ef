import { line, span } from '../../present/line.js';
import { mount, type Screen, type ScreenDefinition } from '../../state/screen.js';

/** What is looked at: a tool call, a turn or a subagent of a session. */
export interface EntryPlace {
  readonly sessionId: string;
  readonly kind: 'call' | 'turn' | 'subagent';
  /** The call's `toolUseId`, the turn's id or the subagent's `agentId`. */
  readonly id: string;
}

interface CallState {
  readonly place: EntryPlace;
}

const CALL: ScreenDefinition<CallState> = {
  id: 'call',
  name: () => 'Detail',
  scopes: () => ['call', 'text'],
  queries: () => [],
  answered: (state) => state,
  pressed: (state) => ({ state }),
  view: (_, { columns }) => [line([span(' Detail', 'strong')], columns)],
};

/** All that is known of one entry of a timeline. */
export function callScreen(place: EntryPlace): Screen {
  return mount(CALL, { place });
}
