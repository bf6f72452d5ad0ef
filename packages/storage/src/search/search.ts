import type { IsoTime } from '@spoor/core';
import type { ToolCallStatus } from '../stores/tool-call-store.js';
import type { Snippet } from './snippet.js';

/** What a text was: what the user asked, what was answered, what a tool was to do, what went wrong. */
export type FoundKind = 'prompt' | 'answer' | 'command' | 'error';

/** All of them. */
export const FOUND_KINDS: readonly FoundKind[] = ['prompt', 'answer', 'command', 'error'];

/** Which texts are meant: those that fit all that is given. Times are inclusive. */
export interface TextFilter {
  readonly projectId?: string | undefined;
  readonly sessionId?: string | undefined;
  /** Only calls of this tool; upper and lower case are one. */
  readonly toolName?: string | undefined;
  /** Any of these. */
  readonly kinds?: readonly FoundKind[] | undefined;
  /** A type of subagents, or `main`. */
  readonly agent?: string | undefined;
  readonly since?: IsoTime | undefined;
  readonly until?: IsoTime | undefined;
}

/** What to look for, and how. */
export interface TextSearch extends TextFilter {
  readonly text: string;
  /** 20 by default. */
  readonly limit?: number | undefined;
  /** The best first, of equally good ones the latest; or by time alone. `relevance` by default. */
  readonly sort?: 'relevance' | 'time' | undefined;
  /** A look at everything stops after so many milliseconds; 2,000 by default. */
  readonly budgetMs?: number | undefined;
}

/** A text that was found, and where it stands. */
export interface TextHit {
  readonly kind: FoundKind;
  readonly at: IsoTime | null;
  readonly sessionId: string;
  readonly projectId: string | null;
  /** Null for the main agent. */
  readonly agentId: string | null;
  /** The turn, where it is known. */
  readonly traceId: string | null;
  /** The client's id of the prompt, where it is known. */
  readonly promptId: string | null;
  /** Id of the message; null for a call, and for a prompt that only hooks told of. */
  readonly messageId: string | null;
  readonly toolUseId: string | null;
  readonly toolName: string | null;
  readonly status: ToolCallStatus | null;
  /** From 0 to 1, the best being 1; 0 where nothing was weighed. */
  readonly score: number;
  readonly snippet: Snippet;
}

/** What a search found. */
export interface TextSearchResult {
  readonly hits: readonly TextHit[];
  /** Whether there are more than were asked for. */
  readonly more: boolean;
  /**
   * False when not everything was looked at or weighed: there were very many hits, of which those
   * recorded last were weighed, or time ran out.
   */
  readonly complete: boolean;
}
