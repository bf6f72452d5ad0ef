import { SpoorDatabase } from '@spoor/storage';
import { onTestFinished } from 'vitest';
import type { Tokens } from '../../../../../bench/transcripts/generate.mjs';
import type { Place } from '../../hook/run-hook.js';

/** Opens a place's store for the rest of the test. */
export function openStore({ databasePath }: Place): SpoorDatabase {
  const db = new SpoorDatabase({ path: databasePath });
  onTestFinished(() => db.close());
  return db;
}

/** What an import may change. */
export function readStored(db: SpoorDatabase): unknown[] {
  return ['sessions', 'messages', 'token_usage', 'transcript_cursors', 'tool_calls'].map((table) =>
    db.getDb().prepare(`SELECT * FROM ${table}`).all(),
  );
}

/** All tokens of a store. */
export function tokensOf(db: SpoorDatabase): Tokens | undefined {
  return db
    .prepare<[], Tokens>(
      `SELECT sum(input_tokens) AS input, sum(output_tokens) AS output,
         sum(cache_read_tokens) AS cacheRead, sum(cache_write_tokens) AS cacheWrite,
         sum(cache_write_1h_tokens) AS cacheWrite1h, sum(thinking_tokens) AS thinking,
         sum(web_search_requests) AS webSearches, count(*) AS answers
       FROM token_usage`,
    )
    .get();
}

/** How many calls ended how. */
export function callsOf(db: SpoorDatabase): Record<string, number> {
  const rows = db
    .prepare<[], { status: string; count: number }>(
      'SELECT status, count(*) AS count FROM tool_calls GROUP BY status',
    )
    .all();
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
}

/** Subagents with who started them, by id. */
export function subagentsOf(db: SpoorDatabase): unknown[] {
  return db
    .prepare<[]>(
      `SELECT agent_id AS agentId, session_id AS sessionId, parent_agent_id AS parentAgentId,
         tool_use_id AS toolUseId, agent AS type, depth, outcome
       FROM agent_invocations ORDER BY agent_id`,
    )
    .all();
}
