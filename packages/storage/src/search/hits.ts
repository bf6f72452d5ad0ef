import type { IsoTime } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import type { FoundPrompt } from './find-hook-prompts.js';
import type { FoundRow } from './find-rows.js';
import type { TextHit } from './search.js';
import { holdsAny, snippetOf } from './snippet.js';
import type { TextQuery } from './text-query.js';
import type { Wanted } from './wanted.js';

/** What may become a hit. */
export type Candidate =
  | ({ readonly from: 'message' | 'call' } & FoundRow)
  | {
      readonly from: 'hook';
      readonly at: IsoTime;
      readonly score: number | null;
      readonly prompt: FoundPrompt;
    };

/**
 * Reads the first candidates whole. A message that stands in several sessions, because one was forked
 * from the other, is told once: where it was said first.
 */
export function hitsOf(
  db: SpoorDatabase,
  candidates: readonly Candidate[],
  wanted: Wanted,
  limit: number,
): TextHit[] {
  const hits: TextHit[] = [];
  const seen = new Set<string>();
  for (const candidate of candidates) {
    if (hits.length === limit) break;
    const hit = readHit(db, candidate, wanted);
    if (hit === null) continue;
    const key =
      hit.messageId ?? `${candidate.from} ${hit.sessionId} ${hit.toolUseId ?? hit.traceId}`;
    if (seen.has(key)) continue;
    seen.add(key);
    hits.push(hit);
  }
  return hits;
}

function readHit(db: SpoorDatabase, candidate: Candidate, wanted: Wanted): TextHit | null {
  const score = candidate.score ?? 0;
  if (candidate.from === 'hook') return promptHit(candidate.prompt, score, wanted.query);
  return candidate.from === 'message'
    ? messageHit(db, candidate.seq, score, wanted)
    : callHit(db, candidate.seq, score, wanted);
}

const NO_CALL = { toolUseId: null, toolName: null, status: null };

function promptHit(found: FoundPrompt, score: number, query: TextQuery): TextHit {
  const { id, prompt, ...place } = found;
  return {
    ...place,
    ...NO_CALL,
    kind: 'prompt',
    agentId: null,
    traceId: id,
    promptId: null,
    messageId: null,
    score,
    snippet: snippetOf(prompt, query),
  };
}

type MessageRow = Omit<TextHit, 'score' | 'snippet'> & { readonly content: string };

function messageHit(
  db: SpoorDatabase,
  seq: number,
  score: number,
  { query, filter }: Wanted,
): TextHit | null {
  const isHere = filter.sessionId === undefined ? '' : 'AND m.seq = near.seq';
  const isInProject = filter.projectId === undefined ? '' : 'AND s.project_id = @projectId';
  const row = db
    .prepare<object, MessageRow>(
      `WITH RECURSIVE line (id) AS (
         SELECT session_id FROM messages WHERE seq = @seq
         UNION SELECT s.forked_from FROM line JOIN sessions AS s ON s.id = line.id
           WHERE s.forked_from IS NOT NULL)
       SELECT m.kind, m.timestamp AS at, m.session_id AS sessionId, s.project_id AS projectId,
         m.agent_id AS agentId, NULL AS traceId, m.prompt_id AS promptId, m.id AS messageId,
         NULL AS toolUseId, NULL AS toolName, NULL AS status, m.content
       FROM messages AS near CROSS JOIN line
         JOIN messages AS m ON m.session_id = line.id AND m.id = near.id
         LEFT JOIN sessions AS s ON s.id = m.session_id
       WHERE near.seq = @seq AND m.content IS NOT NULL ${isHere} ${isInProject}
       ORDER BY s.started_at, m.seq LIMIT 1`,
    )
    .get({ seq, projectId: filter.projectId });
  if (row === undefined) return null;
  const { content, ...hit } = row;
  return { ...hit, score, snippet: snippetOf(content, query) };
}

type CallRow = Omit<TextHit, 'kind' | 'score' | 'snippet'> & {
  readonly summary: string | null;
  readonly error: string | null;
};

function callHit(
  db: SpoorDatabase,
  seq: number,
  score: number,
  { query, kinds }: Wanted,
): TextHit | null {
  const row = db
    .prepare<[number], CallRow>(
      `SELECT coalesce(c.started_at, c.completed_at) AS at, c.session_id AS sessionId,
         s.project_id AS projectId, c.agent_id AS agentId, c.trace_id AS traceId, NULL AS promptId,
         NULL AS messageId, c.tool_use_id AS toolUseId, c.tool_name AS toolName, c.status,
         c.summary, c.error
       FROM tool_calls AS c LEFT JOIN sessions AS s ON s.id = c.session_id WHERE c.seq = ?`,
    )
    .get(seq);
  if (row === undefined) return null;
  const { summary, error, ...hit } = row;
  const inSummary = summary !== null && holdsAny(summary, query);
  const isError = kinds.has('error') && error !== null && (!kinds.has('command') || !inSummary);
  const text = (isError ? error : summary) ?? '';
  return { ...hit, kind: isError ? 'error' : 'command', score, snippet: snippetOf(text, query) };
}
