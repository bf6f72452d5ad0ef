import {
  BATCH_ROWS,
  LAST_TIME,
  pages,
  type RetainedRow,
  type RetainedText,
} from './retained-text.js';

/** Raw payloads of hook events; the event's row and its id stay, so that it can't be replayed. */
export const PAYLOADS: RetainedText = {
  name: 'payloads',
  table: 'hook_executions',
  portionBytes: 250_000,

  lastRow: (db) =>
    db.prepare<[], { n: number }>('SELECT coalesce(max(seq), 0) AS n FROM hook_executions').get()
      ?.n ?? 0,

  between: (db, from, before) =>
    pages(
      (after) =>
        db
          .prepare<object, RetainedRow>(
            `SELECT seq AS key, created_at AS at, coalesce(octet_length(payload_json), 0) AS bytes
             FROM hook_executions
             WHERE (created_at, seq) > (@at, @key) AND created_at < @before
             ORDER BY created_at, seq LIMIT @limit`,
          )
          .all({ ...after, before, limit: BATCH_ROWS }),
      { at: from, key: -1 },
    ),

  lateArrivals: (db, seq, before) =>
    pages(
      ({ key }) =>
        db
          .prepare<object, RetainedRow>(
            `SELECT seq AS key, created_at AS at,
               iif(created_at < @before, coalesce(octet_length(payload_json), 0), 0) AS bytes
             FROM hook_executions WHERE seq > @key ORDER BY seq LIMIT @limit`,
          )
          .all({ key, before, limit: BATCH_ROWS }),
      { at: '', key: seq },
    ),

  oldestFirst: (db, from) => PAYLOADS.between(db, from, LAST_TIME),

  clear: (db, key) => {
    db.prepare<[number]>('UPDATE hook_executions SET payload_json = NULL WHERE seq = ?').run(key);
  },
};
