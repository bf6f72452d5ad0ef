import type { IsoTime, JsonObject } from '@spoor/core';
import type { Origin } from './origin.js';

/** Tokens that something took. */
export interface TokenUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly totalTokens: number;
  readonly cacheReadTokens?: number | undefined;
  readonly cacheWriteTokens?: number | undefined;
  /** US dollars; absent or null when the price of some of it is not known. */
  readonly costUsd?: number | null | undefined;
}

/** How a subagent's run came out. */
export type Outcome = 'success' | 'partial' | 'failure' | 'escalated';

/** A turn: a prompt up to its stop. */
export interface Trace {
  readonly id: string;
  readonly projectId: string | null;
  /** The session, or the task of another orchestrator. */
  readonly taskId: string;
  readonly prompt: string | null;
  readonly startedAt: IsoTime;
  readonly completedAt: IsoTime | null;
  /** Null while it runs, or when nothing said how it ended. */
  readonly success: boolean | null;
  readonly durationMs: number | null;
  readonly tokenUsage: TokenUsage | null;
  readonly metadata: JsonObject;
  readonly origin: Origin;
}

/** A subagent's run. */
export interface Invocation {
  readonly id: string;
  readonly traceId: string | null;
  readonly sessionId: string | null;
  readonly agentId: string | null;
  /** The agent's type. */
  readonly agent: string | null;
  readonly parentAgentId: string | null;
  /** The call that started it. */
  readonly toolUseId: string | null;
  readonly taskFragment: string | null;
  readonly startedAt: IsoTime;
  readonly completedAt: IsoTime | null;
  readonly durationMs: number | null;
  readonly outcome: Outcome | null;
  /** As whoever judged it says; never guessed. */
  readonly qualityScore: number | null;
  readonly tokenUsage: TokenUsage | null;
  readonly outputSummary: string | null;
  readonly error: string | null;
  readonly transcriptPath: string | null;
  readonly origin: Origin;
  /** The model that it was started with. */
  readonly model: string | null;
  /** 1 for a subagent of the main agent, 2 for one of its subagents. */
  readonly depth: number | null;
}

/** A run to be written; what is left out is not known. */
export interface NewInvocation {
  readonly traceId: string | null;
  readonly agent: string;
  readonly sessionId?: string | null | undefined;
  readonly agentId?: string | null | undefined;
  readonly taskFragment?: string | null | undefined;
  /** Now, less the duration, by default. */
  readonly startedAt?: IsoTime | undefined;
  /** Now by default, where there is an outcome. */
  readonly completedAt?: IsoTime | null | undefined;
  /** Between the two times by default, where both are given. */
  readonly durationMs?: number | null | undefined;
  readonly outcome?: Outcome | null | undefined;
  readonly qualityScore?: number | null | undefined;
  readonly tokenUsage?: TokenUsage | null | undefined;
  readonly outputSummary?: string | null | undefined;
  readonly error?: string | null | undefined;
}

/** What may be told of a run later. */
export type InvocationChanges = Partial<Omit<NewInvocation, 'traceId' | 'agent' | 'sessionId'>>;

/** What the recorder derives of a turn; facts are its own, as JSON, opaque here. */
export interface TraceRecord extends Omit<Trace, 'success' | 'tokenUsage' | 'metadata'> {
  readonly success: 0 | 1 | null;
  readonly facts: string;
}

/** What the recorder derives of a subagent's run; facts are its own, as JSON, opaque here. */
export interface InvocationRecord extends Omit<Invocation, 'qualityScore' | 'tokenUsage'> {
  readonly facts: string;
}
