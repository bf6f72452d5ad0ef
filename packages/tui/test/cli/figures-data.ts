import {
  ExecutionTracker,
  MessageStore,
  SessionStore,
  SpoorDatabase,
  ToolCallStore,
} from '@spoor/storage';

import { keepCosts } from './keep-costs.js';

/** A message's tokens; what a test doesn't name has a plain value. */
export interface UsageSeed {
  readonly id: string;
  readonly at: string;
  readonly sessionId?: string;
  readonly model?: string;
  readonly output?: number;
  readonly cost?: number | null;
}

/** Writes what messages used into a database of a user's. */
export function seedUsage(path: string, seeds: readonly UsageSeed[]): void {
  const db = new SpoorDatabase({ path });
  keepCosts(db);
  const put = db.getDb().prepare(
    `INSERT INTO token_usage (message_id, session_id, model, input_tokens, output_tokens,
       cache_read_tokens, cache_write_tokens, cost_usd, timestamp)
     VALUES (@id, @sessionId, @model, 10, @output, 3000, 400, @cost, @at)`,
  );
  for (const seed of seeds) {
    put.run({ sessionId: SESSION, model: 'claude-x-1', output: 5, cost: 0.5, ...seed });
  }
  db.close();
}

/** The session that the rows belong to. */
export const SESSION = 'aaaaaaaa-0000-4000-8000-000000000001';

/** Writes a session in which a turn, calls and an API error went wrong; some texts are hostile. */
export function seedSession(path: string, projectId: string): void {
  const db = new SpoorDatabase({ path });
  const at = '2026-11-20T12:00:00.000Z';
  const origin = 'transcript';
  new SessionStore(db).put({
    ...{ id: SESSION, title: null, status: 'ended', projectId, workingDirectory: projectId },
    ...{ gitBranch: null, source: null, model: null, clientVersion: null, transcriptPath: null },
    ...{ startedAt: at, lastActivityAt: at, endedAt: at, endReason: null, durationMs: 0, origin },
    ...{ forkedFrom: null, forkPoint: null, entrypoint: null, clientCostUsd: null },
    ...{ clientUsage: null, facts: '{}' },
  });
  const tracker = new ExecutionTracker(db);
  tracker.putTrace({
    ...{ id: 'turn', projectId, taskId: SESSION, prompt: `mend it${HOSTILE}`, startedAt: at },
    ...{ completedAt: at, success: 1, durationMs: 61_000, origin, facts: '{}' },
  });
  const call = (toolUseId: string, toolName: string, error: string | null) =>
    new ToolCallStore(db).put({
      ...{ sessionId: SESSION, toolUseId, traceId: 'turn', agentId: null, toolName, origin },
      ...{ summary: 'a command', filePath: null, startedAt: at, completedAt: at, facts: '{}' },
      ...{ status: error === null ? 'success' : 'failure', durationMs: 250, error },
      ...{ messageId: null, resultBytes: 2_048 },
    });
  call('c1', 'Bash', null);
  call('c2', 'Bash', `Exit code 1\nno such test${HOSTILE}`);
  call('c3', 'Bash', `Exit code 1\nno such test${HOSTILE}`);
  call('c4', `mcp__evil${HOSTILE}__tool`, null);
  new MessageStore(db).add({
    ...{ sessionId: SESSION, id: 'e1', type: 'assistant', kind: 'error', timestamp: at },
    content: 'API Error: 529 overloaded',
  });
  db.close();
}

/** What would clear a screen, and turn a line round. */
export const HOSTILE = '\u001b[2J\u202e';
