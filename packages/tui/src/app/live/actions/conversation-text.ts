import type { CatchUpOptions } from '@spoor/hooks';
import { MessageStore, SpoorDatabase } from '@spoor/storage';
import { conversationMarkdown } from '../../screens/conversation/conversation-markdown.js';

/** Whose conversation is meant. */
export interface ConversationText {
  readonly sessionId: string;
  /** Null: the main agent's; left out: everybody's. */
  readonly agentId?: string | null | undefined;
}

/** The whole conversation as Markdown: too much for the screen's own thread. */
export function conversationTextAction(
  { databasePath }: CatchUpOptions,
  { sessionId, agentId }: ConversationText,
): string {
  const db = new SpoorDatabase({ path: databasePath, readonly: true, migrations: 'none' });
  try {
    const messages = new MessageStore(db);
    let after: { timestamp: string; id: string } | undefined;
    return conversationMarkdown(() => {
      const page = messages.list(sessionId, { agentId, after, limit: PAGE });
      after = page.at(-1) ?? after;
      return page;
    });
  } finally {
    db.close();
  }
}

const PAGE = 500;
