import Database from 'better-sqlite3';
import { rowLine } from './run-rows.ts';
import type { TranscriptTruth } from './transcript-truth.ts';

/** Reads from Spoor's database what it says of the same things as the transcripts. */
export function readTranscriptRows(databasePath: string): TranscriptTruth {
  const db = new Database(databasePath, { readonly: true, fileMustExist: true });
  const rows = (sql: string) =>
    db
      .prepare<[], (string | number | null)[]>(sql)
      .raw()
      .all()
      .map((row) => rowLine(...row))
      .sort();
  try {
    return {
      messages: rows('SELECT session_id, id FROM messages'),
      calls: rows(
        `SELECT session_id, tool_use_id, tool_name, agent_id,
           iif(status IN ('running', 'unknown'), NULL, status) FROM tool_calls`,
      ),
      tokens: rows(
        `SELECT message_id, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens
         FROM token_usage`,
      ),
      subagents: rows('SELECT session_id, agent_id, agent, parent_agent_id FROM agent_invocations'),
    };
  } finally {
    db.close();
  }
}
