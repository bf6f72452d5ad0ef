import type { IsoTime } from '@spoor/core';
import type { Handle } from '../database/handle.js';
import { prepare } from '../database/prepare.js';
import type { SpoorDatabase } from '../database/spoor-database.js';
import type { InvocationRecord, TraceRecord } from './execution.js';

/** Turns and subagents as the recorder derives them from events: redacted already, written over. */
export class ExecutionRecords {
  readonly #db: Handle;

  constructor(db: SpoorDatabase) {
    this.#db = db.getDb();
  }

  /** The recorder's facts of a turn, or null when it is not known. */
  traceFacts(id: string): string | null {
    const row = prepare<[string], { facts: string }>(
      this.#db,
      'SELECT facts FROM execution_traces WHERE id = ?',
    ).get(id);
    return row?.facts ?? null;
  }

  /** Keeps one prompt of a turn. */
  addPrompt(prompt: { eventId: string; traceId: string; capturedAt: IsoTime; text: string }): void {
    prepare<object>(
      this.#db,
      `INSERT INTO turn_prompts (event_id, trace_id, captured_at, text)
       VALUES (@eventId, @traceId, @capturedAt, @text) ON CONFLICT (event_id) DO NOTHING`,
    ).run(prompt);
  }

  /** A turn's prompts in the order in which they were captured. */
  promptsOf(traceId: string): string[] {
    return prepare<[string], { text: string }>(
      this.#db,
      'SELECT text FROM turn_prompts WHERE trace_id = ? ORDER BY captured_at, event_id',
    )
      .all(traceId)
      .map((row) => row.text);
  }

  /** The last prompt of a session before a time. */
  promptBefore(taskId: string, at: IsoTime): string | null {
    const row = prepare<[string, IsoTime], { text: string }>(
      this.#db,
      `SELECT text FROM turn_prompts
       WHERE trace_id IN (SELECT id FROM execution_traces WHERE task_id = ?) AND captured_at < ?
       ORDER BY captured_at DESC, event_id DESC LIMIT 1`,
    ).get(taskId, at);
    return row?.text ?? null;
  }

  /** Writes what the recorder derived of a turn. */
  putTrace(record: TraceRecord): void {
    prepare<TraceRecord>(
      this.#db,
      `INSERT INTO execution_traces (id, project_id, task_id, prompt, started_at, completed_at,
         success, duration_ms, origin, facts)
       VALUES (@id, @projectId, @taskId, @prompt, @startedAt, @completedAt, @success, @durationMs,
         @origin, @facts)
       ON CONFLICT (id) DO UPDATE SET
         project_id = excluded.project_id, prompt = excluded.prompt,
         started_at = excluded.started_at, completed_at = excluded.completed_at,
         success = excluded.success, duration_ms = excluded.duration_ms,
         origin = excluded.origin, facts = excluded.facts`,
    ).run(record);
  }

  /** Turns of a session that its transcript tells of and that have no end yet, with their facts. */
  openTraces(taskId: string): { id: string; facts: string }[] {
    return prepare<[string], { id: string; facts: string }>(
      this.#db,
      `SELECT id, facts FROM execution_traces
       WHERE task_id = ? AND completed_at IS NULL AND origin <> 'hook'`,
    ).all(taskId);
  }

  /** Turns that were over because their session was given up, with their facts. */
  givenUpTraces(taskId: string): { id: string; facts: string }[] {
    return prepare<[string], { id: string; facts: string }>(
      this.#db,
      `SELECT id, facts FROM execution_traces
       WHERE task_id = ? AND facts ->> '$.goneAt' IS NOT NULL`,
    ).all(taskId);
  }

  /** When the next turn after a time begins, by the session's transcript; null when none does. */
  nextTurnTold(taskId: string, after: IsoTime): IsoTime | null {
    const row = prepare<[string, IsoTime], { at: IsoTime | null }>(
      this.#db,
      `SELECT min(facts ->> '$.fromTranscript.first') AS at FROM execution_traces
       WHERE task_id = ? AND origin <> 'hook' AND facts ->> '$.fromTranscript.first' > ?`,
    ).get(taskId, after);
    return row?.at ?? null;
  }

  /** The recorder's facts of a subagent's run, or null when it is not known. */
  invocationFacts(id: string): string | null {
    const row = prepare<[string], { facts: string }>(
      this.#db,
      'SELECT facts FROM agent_invocations WHERE id = ?',
    ).get(id);
    return row?.facts ?? null;
  }

  /** Facts of a session's subagents that have no end of their own. */
  openInvocations(sessionId: string): { id: string; facts: string }[] {
    return prepare<[string], { id: string; facts: string }>(
      this.#db,
      `SELECT id, facts FROM agent_invocations
       WHERE session_id = ? AND (outcome IS NULL OR outcome = 'partial')`,
    ).all(sessionId);
  }

  /** Subagents that were over because their session was given up, with their facts. */
  givenUpInvocations(sessionId: string): { agentId: string; facts: string }[] {
    return prepare<[string], { agentId: string; facts: string }>(
      this.#db,
      `SELECT agent_id AS agentId, facts FROM agent_invocations
       WHERE session_id = ? AND facts ->> '$.goneAt' IS NOT NULL`,
    ).all(sessionId);
  }

  /** Writes what the recorder derived of a subagent's run. */
  putInvocation(record: InvocationRecord): void {
    prepare<InvocationRecord>(
      this.#db,
      `INSERT INTO agent_invocations (id, trace_id, session_id, agent_id, agent, parent_agent_id,
         tool_use_id, task_fragment, started_at, completed_at, duration_ms, outcome,
         output_summary, error, transcript_path, origin, model, depth, facts)
       VALUES (@id, @traceId, @sessionId, @agentId, @agent, @parentAgentId, @toolUseId,
         @taskFragment, @startedAt, @completedAt, @durationMs, @outcome, @outputSummary, @error,
         @transcriptPath, @origin, @model, @depth, @facts)
       ON CONFLICT (id) DO UPDATE SET
         trace_id = excluded.trace_id, agent = excluded.agent,
         parent_agent_id = excluded.parent_agent_id, tool_use_id = excluded.tool_use_id,
         task_fragment = excluded.task_fragment, started_at = excluded.started_at,
         completed_at = excluded.completed_at, duration_ms = excluded.duration_ms,
         outcome = excluded.outcome, output_summary = excluded.output_summary,
         error = excluded.error, transcript_path = excluded.transcript_path,
         origin = excluded.origin, model = excluded.model, depth = excluded.depth,
         facts = excluded.facts`,
    ).run(record);
  }
}
