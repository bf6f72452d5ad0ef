import type { SpoorDatabase } from '../database/spoor-database.js';

/** A full-text index over texts of sessions that is fed in steps. */
export interface TextIndex {
  readonly index: 'messages_fts' | 'calls_fts';
  /** Its name in `search_cursors`. */
  readonly cursor: 'messages' | 'calls';
  readonly table: 'messages' | 'tool_calls';
  readonly columns: readonly string[];
  /** Which rows `t` have text for it. */
  readonly holds: string;
}

/** Prompts, answers and errors. */
export const MESSAGE_INDEX: TextIndex = {
  index: 'messages_fts',
  cursor: 'messages',
  table: 'messages',
  columns: ['content'],
  holds: `t.kind IN ('prompt', 'answer', 'error') AND t.content IS NOT NULL`,
};

/** What calls were about, and what went wrong. */
export const CALL_INDEX: TextIndex = {
  index: 'calls_fts',
  cursor: 'calls',
  table: 'tool_calls',
  columns: ['summary', 'error'],
  holds: 'TRUE',
};

/** The last row that an index has come to. */
export function fedUpTo(db: SpoorDatabase, { cursor }: TextIndex): number {
  const row = db
    .prepare<[string], { seq: number }>('SELECT seq FROM search_cursors WHERE name = ?')
    .get(cursor);
  return row?.seq ?? 0;
}
