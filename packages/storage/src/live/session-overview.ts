import { prepare } from '../database/prepare.js';
import type { SpoorDatabase } from '../database/spoor-database.js';
import type { Session } from '../stores/session-store.js';

/** A session as a list shows it: with what happened in it. */
export interface SessionOverview extends Omit<Session, 'userRenamed' | 'transcriptPath'> {
  readonly firstPrompt: string | null;
  readonly turns: number;
  readonly toolCalls: number;
  readonly runningCalls: number;
  readonly failedCalls: number;
  readonly deniedCalls: number;
  readonly subagents: number;
  readonly rounds: number;
}

const SELECT = `
SELECT s.id, s.client, s.name, s.title, s.status, s.project_id AS projectId,
  s.working_directory AS workingDirectory, s.git_branch AS gitBranch, s.source, s.model,
  s.client_version AS clientVersion, s.started_at AS startedAt,
  s.last_activity_at AS lastActivityAt, s.ended_at AS endedAt, s.end_reason AS endReason,
  s.duration_ms AS durationMs,
  (SELECT substr(prompt, 1, 400) FROM execution_traces WHERE task_id = s.id
   ORDER BY started_at, id LIMIT 1) AS firstPrompt,
  (SELECT count(*) FROM execution_traces WHERE task_id = s.id) AS turns,
  (SELECT count(*) FROM tool_calls WHERE session_id = s.id) AS toolCalls,
  (SELECT count(*) FROM tool_calls WHERE session_id = s.id AND status = 'running') AS runningCalls,
  (SELECT count(*) FROM tool_calls WHERE session_id = s.id AND status = 'failure') AS failedCalls,
  (SELECT count(*) FROM tool_calls WHERE session_id = s.id AND status = 'denied') AS deniedCalls,
  (SELECT count(*) FROM agent_invocations WHERE session_id = s.id) AS subagents,
  coalesce((SELECT value FROM counters WHERE scope = s.id AND name = 'rounds'), 0) AS rounds
FROM sessions s`;

/** Sessions with what happened in them, the last active first. */
export function listSessionOverviews(
  db: SpoorDatabase,
  { limit = 50, offset = 0 }: { limit?: number; offset?: number } = {},
): SessionOverview[] {
  return prepare<[number, number], SessionOverview>(
    db.getDb(),
    `${SELECT} ORDER BY s.last_activity_at DESC, s.id DESC LIMIT ? OFFSET ?`,
  ).all(limit, offset);
}

/** One session with what happened in it, or null. */
export function getSessionOverview(db: SpoorDatabase, id: string): SessionOverview | null {
  return prepare<[string], SessionOverview>(db.getDb(), `${SELECT} WHERE s.id = ?`).get(id) ?? null;
}
