import type { SpoorDatabase } from '../database/spoor-database.js';
import { BATCH_ROWS, pages, type RetainedRow, type RetainedText } from './retained-text.js';

/** How a message is told that holds what a tool gave back. */
const IS_TOOL_OUTPUT = `(kind IS 'tool_output'
  OR kind IS NULL AND (type IN ('tool_result', 'tool_output') OR coalesce(role, '') = 'tool'))`;

/** What tools gave back; which call it belongs to stays. */
export const TOOL_OUTPUT = messageText('toolOutput', IS_TOOL_OUTPUT, {
  columns: ['content'],
  portionBytes: 250_000,
});

/** All other text of messages, with what tools were asked. */
export const MESSAGES = messageText('messages', `NOT ${IS_TOOL_OUTPUT}`, {
  columns: ['content', 'tool_uses'],
  // Words go out of the full-text index one by one: a few milliseconds for a thousand bytes.
  portionBytes: 8_000,
});

function messageText(
  name: 'toolOutput' | 'messages',
  isOne: string,
  {
    columns,
    portionBytes,
  }: {
    readonly columns: readonly ('content' | 'tool_uses')[];
    readonly portionBytes: number;
  },
): RetainedText {
  const bytes = columns.map((column) => `coalesce(octet_length(${column}), 0)`).join(' + ');
  const cleared = columns.map((column) => `${column} = NULL`).join(', ');
  return {
    name,
    table: 'messages',
    portionBytes,

    lastRow: (db) =>
      db.prepare<[], { n: number }>('SELECT coalesce(max(rowid), 0) AS n FROM messages').get()?.n ??
      0,

    *between(db, from, before) {
      for (const session of sessionsWithMessages(db)) {
        yield* pages(
          (after) =>
            db
              .prepare<object, RetainedRow>(
                `SELECT rowid AS key, timestamp AS at, iif(${isOne}, ${bytes}, 0) AS bytes
                 FROM messages
                 WHERE session_id = @session AND (timestamp, rowid) > (@at, @key)
                   AND timestamp < @before
                 ORDER BY timestamp, rowid LIMIT @limit`,
              )
              .all({ ...after, session, before, limit: BATCH_ROWS }),
          { at: from, key: -1 },
        );
      }
    },

    lateArrivals: (db, seq, before) =>
      pages(
        ({ key }) =>
          db
            .prepare<object, RetainedRow>(
              `SELECT rowid AS key, timestamp AS at,
                 iif(${isOne} AND timestamp < @before, ${bytes}, 0) AS bytes
               FROM messages WHERE rowid > @key ORDER BY rowid LIMIT @limit`,
            )
            .all({ key, before, limit: BATCH_ROWS }),
        { at: '', key: seq },
      ),

    // No index runs over the times of all sessions: few and large pages, for each reads all rows.
    oldestFirst: (db, from) =>
      pages(
        (after) =>
          db
            .prepare<object, RetainedRow>(
              `SELECT rowid AS key, timestamp AS at, ${bytes} AS bytes FROM messages
               WHERE (timestamp, rowid) > (@at, @key) AND ${isOne} AND (${bytes}) > 0
               ORDER BY timestamp, rowid LIMIT @limit`,
            )
            .all({ ...after, limit: 20 * BATCH_ROWS }),
        { at: from, key: -1 },
      ),

    clear: (db, key) => {
      db.prepare<[number]>(`UPDATE messages SET ${cleared} WHERE rowid = ?`).run(key);
    },
  };
}

/** Each session once, found by steps along the primary key. */
function* sessionsWithMessages(db: SpoorDatabase): Iterable<string> {
  for (let session: string | null = ''; ; ) {
    const row: { session: string | null } | undefined = db
      .prepare<[string], { session: string | null }>(
        'SELECT min(session_id) AS session FROM messages WHERE session_id > ?',
      )
      .get(session);
    if (row === undefined || row.session === null) return;
    session = row.session;
    yield session;
  }
}
