import type { JsonObject } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import type {
  Invocation,
  InvocationChanges,
  NewInvocation,
  TokenUsage,
  Trace,
} from './execution.js';
import { ExecutionRecords } from './execution-records.js';
import {
  INVOCATION_COLUMNS,
  type InvocationRow,
  invocationOf,
  TRACE_COLUMNS,
  type TraceRow,
  traceOf,
} from './execution-rows.js';
import { changeInvocation, insertInvocation } from './invocation-writes.js';
import { type AgentMetrics, agentMetrics, listAgentMetrics } from './metrics/agent-metrics.js';
import { type DailyMetrics, dailyMetrics } from './metrics/daily-metrics.js';
import { type ToolMetrics, toolMetrics } from './metrics/tool-metrics.js';
import type { MetricsWindow } from './metrics/window.js';
import { pageBounds } from './page-bounds.js';
import { redactName, withProjectName } from './redact-name.js';
import { endTrace, insertTrace } from './trace-writes.js';

/** Turns, the subagents that ran in them, and figures over both. */
export class ExecutionTracker extends ExecutionRecords {
  readonly #db: SpoorDatabase;

  constructor(db: SpoorDatabase) {
    super(db);
    this.#db = db;
  }

  /** Begins a turn of a task, now. @returns its id. */
  startTrace(projectId: string | null, taskId: string, prompt: string | null): string {
    return insertTrace(this.#db, { projectId, taskId, prompt });
  }

  /**
   * Ends a turn, now; usage and metadata stay as they are where they are left out.
   * @returns whether there is such a turn.
   */
  completeTrace(
    id: string,
    success: boolean,
    tokenUsage?: TokenUsage,
    metadata?: JsonObject,
  ): boolean {
    return endTrace(this.#db, { id, success, tokenUsage, metadata });
  }

  /** Writes a subagent's run. @returns its id. @throws StorageError `INVALID` */
  recordInvocation(invocation: NewInvocation): string {
    return insertInvocation(this.#db, invocation);
  }

  /**
   * Changes a run; what is left out stays. With its outcome it is complete, now if nothing else is
   * said. @returns whether there is such a run. @throws StorageError `INVALID`
   */
  updateInvocation(id: string, changes: InvocationChanges): boolean {
    return changeInvocation(this.#db, id, changes);
  }

  /** @returns the turn, or null. */
  getTrace(id: string): Trace | null {
    const row = this.#db
      .prepare<[string], TraceRow>(`SELECT ${TRACE_COLUMNS} FROM execution_traces WHERE id = ?`)
      .get(id);
    return row === undefined ? null : traceOf(row);
  }

  /** @returns the run, or null. */
  getInvocation(id: string): Invocation | null {
    const row = this.#db
      .prepare<[string], InvocationRow>(
        `SELECT ${INVOCATION_COLUMNS} FROM agent_invocations WHERE id = ?`,
      )
      .get(id);
    return row === undefined ? null : invocationOf(row);
  }

  /** A session's turns in the order in which they started. */
  tracesOf(taskId: string): Trace[] {
    return this.#db
      .prepare<[string], TraceRow>(
        `SELECT ${TRACE_COLUMNS} FROM execution_traces WHERE task_id = ? ORDER BY started_at, id`,
      )
      .all(taskId)
      .map(traceOf);
  }

  /** A project's turns, newest first. */
  getRecentTraces(projectId: string, limit = 20): Trace[] {
    return this.#db
      .prepare<[string, number], TraceRow>(
        `SELECT ${TRACE_COLUMNS} FROM execution_traces WHERE project_id = ?
         ORDER BY started_at DESC, id DESC LIMIT ?`,
      )
      .all(redactName(projectId), pageBounds({ limit }, 20).limit)
      .map(traceOf);
  }

  /** The subagents of a turn in the order in which they started. */
  getInvocations(traceId: string): Invocation[] {
    return this.#db
      .prepare<[string], InvocationRow>(
        `SELECT ${INVOCATION_COLUMNS} FROM agent_invocations WHERE trace_id = ?
         ORDER BY started_at, id`,
      )
      .all(traceId)
      .map(invocationOf);
  }

  /** The subagents of a session in the order in which they started. */
  invocationsOf(sessionId: string): Invocation[] {
    return this.#db
      .prepare<[string], InvocationRow>(
        `SELECT ${INVOCATION_COLUMNS} FROM agent_invocations WHERE session_id = ?
         ORDER BY started_at, id`,
      )
      .all(sessionId)
      .map(invocationOf);
  }

  /** Figures of one kind of agent over the last days. */
  getAgentMetrics(agent: string, days = 30): AgentMetrics {
    return agentMetrics(this.#db, agent, { days });
  }

  /** Figures of every kind of agent that ran, the most used first. */
  listAgentMetrics(window: MetricsWindow = {}): AgentMetrics[] {
    return listAgentMetrics(this.#db, withProjectName(window));
  }

  /** Figures of every tool that was called, or of one, the most used first. */
  getToolMetrics(
    window: MetricsWindow & { readonly tool?: string | undefined } = {},
  ): ToolMetrics[] {
    return toolMetrics(this.#db, withProjectName(window));
  }

  /** Figures of every day on which something happened, the first first. */
  getDailyMetrics(window: MetricsWindow = {}): DailyMetrics[] {
    return dailyMetrics(this.#db, withProjectName(window));
  }
}
