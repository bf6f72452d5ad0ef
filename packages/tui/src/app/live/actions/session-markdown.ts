import { MessageStore, readSessionHistory, SpoorDatabase } from '@spoor/storage';
import { markdownLines } from '../../../present/session-markdown.js';
import type { ActionContext } from '../actions.js';

/** Lays a session out as a document; null when it is not recorded. It takes too long for the screen. */
export function sessionMarkdownAction(
  { databasePath }: ActionContext,
  { id }: { readonly id: string },
): string | null {
  const db = new SpoorDatabase({ path: databasePath, readonly: true, migrations: 'none' });
  try {
    const history = readSessionHistory(db, id);
    if (history === null) return null;
    const messages = new MessageStore(db).list(id, { limit: Number.MAX_SAFE_INTEGER });
    return `${markdownLines(history, messages).join('\n')}\n`;
  } finally {
    db.close();
  }
}
