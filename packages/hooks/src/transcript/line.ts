import type { IsoTime, JsonObject } from '@spoor/core';
import type { AgentMeta } from '../record/subagent-telling.js';

/**
 * A line of a transcript as Spoor means it, whatever client wrote it. Texts are as sent until
 * the type says `Redacted`; ids are checked.
 */
export interface TranscriptLine {
  /** As the client calls it: `user`, `assistant`, `system`, `attachment`, `cost-state`, … */
  readonly type: string;
  /** What sort of that type, where it says: `compact_boundary`, `api_error`, an attachment's type. */
  readonly subtype: string | null;
  /** Lines without one are bookkeeping; they make no message. */
  readonly uuid: string | null;
  readonly parentUuid: string | null;
  /** Lines of bookkeeping may have none. */
  readonly timestamp: IsoTime | null;
  /** The session that the line says it belongs to; a subagent's lines name their parent's. */
  readonly sessionId: string | null;
  /** The subagent whose line it is; null for the main agent's. */
  readonly agentId: string | null;
  readonly promptId: string | null;
  readonly cwd: string | null;
  readonly gitBranch: string | null;
  readonly clientVersion: string | null;
  readonly entrypoint: string | null;
  /** Where a branch or fork has copied the line from. */
  readonly forkedFrom: { readonly sessionId: string; readonly uuid: string | null } | null;
  /** The client's own additions to the conversation, which nobody typed. */
  readonly isMeta: boolean;
  /** A subagent's line that doesn't name it: clients of 2025 wrote such among the main agent's. */
  readonly isSidechain?: boolean;
  /** Of such a run's first line: what its call says of it. */
  readonly startedBy?: AgentMeta;
  readonly body: LineBody;
}

/** What a line tells. */
export type LineBody =
  | PromptBody
  | AnswerBody
  | ToolResultsBody
  | InterruptBody
  | NoticeBody
  | ApiErrorBody
  | CompactionBody
  | TurnEndBody
  | TitleBody
  | CostStateBody
  | ModelBody
  | BookkeepingBody
  | UnknownBody;

/** What the user said, or what was said in the user's name (a command, a task's notification). */
export interface PromptBody {
  readonly kind: 'prompt';
  readonly text: string;
  /** Who it comes from: `human`, `task-notification`, `sdk`, …, where the line says. */
  readonly origin: string | null;
  /** The summary that takes the place of a conversation that was compacted. */
  readonly isSummary: boolean;
}

/** A call that an answer asks for. */
export interface ToolUse {
  readonly id: string;
  readonly name: string;
  readonly input: JsonObject;
  /** Run by the API's server (web search, say): no result line follows. */
  readonly isServer: boolean;
}

/** Tokens as the API told them. */
export interface LineUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  /** All tokens written to the cache, for five minutes or an hour. */
  readonly cacheWriteTokens: number;
  /** Of these, those for an hour. */
  readonly cacheWrite1hTokens: number;
  readonly thinkingTokens: number;
  readonly webSearchRequests: number;
  readonly webFetchRequests: number;
  readonly speed: string | null;
  readonly serviceTier: string | null;
  readonly inferenceGeo: string | null;
}

/** One or more blocks of what the model answered; a message's blocks stand on several lines. */
export interface AnswerBody {
  readonly kind: 'answer';
  /** The API's id; equal on all lines of one message. */
  readonly messageId: string | null;
  readonly requestId: string | null;
  /** Null for `<synthetic>`: the client's own words. */
  readonly model: string | null;
  readonly isSynthetic: boolean;
  readonly text: string;
  readonly thinking: string;
  readonly toolUses: readonly ToolUse[];
  /** What the API's server gave back for calls that it ran, where that stands in the answer. */
  readonly serverResults?: readonly ToolResult[];
  readonly usage: LineUsage | null;
  readonly stopReason: string | null;
  /** What went wrong at the API, when the client stands in for an answer (`isApiErrorMessage`). */
  readonly apiError: string | null;
}

/** What one call gave back. */
export interface ToolResult {
  readonly toolUseId: string;
  /** `denied`: the user or a rule refused it. `cancelled`: it was broken off. */
  readonly status: 'success' | 'failure' | 'denied' | 'cancelled';
  readonly text: string;
  /** Length of the text as sent, in bytes. */
  readonly bytes: number;
  /** The client's own measure, where the line has one. */
  readonly durationMs: number | null;
  /** The subagent that the call started. */
  readonly startedAgentId: string | null;
  /** The call's subagent goes on in the background. */
  readonly isAsync: boolean;
}

/** What tools gave back. */
export interface ToolResultsBody {
  readonly kind: 'tool_results';
  readonly results: readonly ToolResult[];
  /** Text that stands beside the results. */
  readonly text: string;
}

/** The user pressed Esc. */
interface InterruptBody {
  readonly kind: 'interrupt';
  readonly text: string;
  /** The line of the answer that was broken off, where the line says. */
  readonly interruptedUuid: string | null;
}

/** What the client tells the user or the model: attachments, commands, notices. */
interface NoticeBody {
  readonly kind: 'notice';
  readonly text: string;
}

/** The API refused a request, and the client tries again. */
interface ApiErrorBody {
  readonly kind: 'api_error';
  readonly text: string;
  readonly status: number | null;
  readonly retryAttempt: number | null;
}

/** The conversation was cut, and a summary follows. */
interface CompactionBody {
  readonly kind: 'compaction';
  readonly trigger: string | null;
  readonly preTokens: number | null;
  readonly postTokens: number | null;
  readonly durationMs: number | null;
}

/** A turn of the main agent is over. */
interface TurnEndBody {
  readonly kind: 'turn_end';
  /** `turn_duration` has the client's own measure. */
  readonly durationMs: number | null;
}

/** What the session is called. */
export interface TitleBody {
  readonly kind: 'title';
  readonly title: string;
  /** `user`: the user gave it. It stands above the client's own. */
  readonly by: 'user' | 'client';
}

/** The client's own count, of the process that wrote it. */
interface CostStateBody {
  readonly kind: 'cost_state';
  readonly costUsd: number | null;
  /** When the process started, milliseconds since 1970: a resumed session has one for each. */
  readonly startMs: number | null;
  readonly usage: JsonObject;
}

/** Which model answers from here on. */
interface ModelBody {
  readonly kind: 'model';
  readonly model: string;
}

/** Known, and of no use beyond the client: requests as sent, latches, snapshots. */
interface BookkeepingBody {
  readonly kind: 'bookkeeping';
}

/** A type that this Spoor doesn't know; kept as it is. */
interface UnknownBody {
  readonly kind: 'unknown';
  readonly value: JsonObject;
}
