import { line, span } from '../../present/line.js';
import { mount, type Screen, type ScreenDefinition } from '../../state/screen.js';

/** Where a conversation is opened. */
export interface ConversationPlace {
  readonly sessionId: string;
  /** The message to begin at; the end without. */
  readonly messageId?: string;
}

interface ConversationState {
  readonly place: ConversationPlace;
}

const CONVERSATION: ScreenDefinition<ConversationState> = {
  id: 'conversation',
  name: () => 'Conversation',
  scopes: () => ['conversation', 'text'],
  queries: () => [],
  answered: (state) => state,
  pressed: (state) => ({ state }),
  view: (_, { columns }) => [line([span(' Conversation', 'strong')], columns)],
};

/** The messages of a session. */
export function conversationScreen(place: ConversationPlace): Screen {
  return mount(CONVERSATION, { place });
}
