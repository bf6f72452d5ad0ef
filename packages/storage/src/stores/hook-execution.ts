import type { IsoTime } from '@spoor/core';

/** A hook event that was received. */
export interface HookExecution {
  readonly seq: number;
  readonly id: string;
  readonly sessionId: string | null;
  readonly hookType: string | null;
  readonly promptId: string | null;
  readonly toolUseId: string | null;
  readonly toolName: string | null;
  readonly agentId: string | null;
  readonly agentType: string | null;
  readonly agentTranscriptPath: string | null;
  readonly cwd: string | null;
  readonly status: 'success' | 'error' | 'malformed';
  /** From the start of the hook's process to its commit. */
  readonly durationMs: number | null;
  readonly errorMessage: string | null;
  readonly payloadJson: string | null;
  readonly createdAt: IsoTime;
}

/** What is written of an event before anything is derived from it. */
export type NewHookExecution = Omit<HookExecution, 'seq' | 'durationMs'>;

/** What is written of an event that says nothing of what it is about. */
export const UNTOLD_EVENT = {
  sessionId: null,
  hookType: null,
  promptId: null,
  toolUseId: null,
  toolName: null,
  agentId: null,
  agentType: null,
  agentTranscriptPath: null,
  cwd: null,
} as const satisfies Partial<NewHookExecution>;

/** An event's columns under the names of its type. */
export const HOOK_EXECUTION_COLUMNS = `seq, id, session_id AS sessionId, hook_type AS hookType, prompt_id AS promptId,
  tool_use_id AS toolUseId, tool_name AS toolName, agent_id AS agentId, agent_type AS agentType,
  agent_transcript_path AS agentTranscriptPath, cwd, status, duration_ms AS durationMs,
  error_message AS errorMessage, payload_json AS payloadJson, created_at AS createdAt`;
