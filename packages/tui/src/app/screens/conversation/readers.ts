import type {
  ConversationPage,
  ConversationQuery,
  ConversationSearch,
  MessagePosition,
  SessionLabel,
  SessionStatus,
} from '@spoor/storage';
import { here, pool } from '../../live/reader.js';

/** What the conversation asks. */
export const conversationReaders = {
  /** Messages around a place, and what is needed of their session. */
  'conversation.page': here((db, spoor, asked: ConversationQuery): ConversationTold => {
    const session = new spoor.SessionStore(db).get(asked.sessionId);
    return {
      session:
        session === null
          ? null
          : {
              label: spoor.readSessionLabels(db, [session.id]).get(session.id) ?? null,
              status: session.status,
              folder: session.workingDirectory,
            },
      page: spoor.readConversationPage(db, asked),
    };
  }),
  /** The types of the subagents of a session, by their ids. */
  'conversation.agents': here(
    (db, spoor, { sessionId }: { readonly sessionId: string }): Readonly<Record<string, string>> =>
      Object.fromEntries(
        new spoor.ExecutionTracker(db)
          .invocationsOf(sessionId)
          .flatMap(({ agentId, agent }) =>
            agentId === null || agent === null ? [] : [[agentId, agent]],
          ),
      ),
  ),
  /** Where in all messages a place is. */
  'conversation.count': pool(
    (
      db,
      spoor,
      asked: {
        readonly sessionId: string;
        readonly agentId?: string | null | undefined;
        readonly before: MessagePosition;
      },
    ): { readonly before: number; readonly total: number } => spoor.countConversation(db, asked),
  ),
  /** The next message that holds a text, or the next prompt. */
  'conversation.find': pool(
    (
      db,
      spoor,
      { search }: { readonly search: ConversationSearch; readonly serial: number },
    ): MessagePosition | null => spoor.findInConversation(db, search),
  ),
};

/** A page with what is needed of its session. */
export interface ConversationTold {
  /** Null when it is not recorded. */
  readonly session: {
    readonly label: SessionLabel | null;
    readonly status: SessionStatus;
    readonly folder: string | null;
  } | null;
  readonly page: ConversationPage;
}
