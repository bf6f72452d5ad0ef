import type { JsonObject } from './json.js';
import type { IsoTime } from './time.js';

/** What is kept of the client process that ran a hook. Nothing else of the environment is stored. */
export interface ClientProcess {
  readonly version?: string;
  readonly entrypoint?: string;
  readonly pid?: number;
  /** When the process started, in clock ticks since boot: tells a reused pid from the same process. */
  readonly pidStart?: string;
}

/** Where a hook ran, as far as the file system tells. */
export interface Workplace {
  readonly cwd?: string;
  /** Real path of the main worktree's root, else of `cwd`. */
  readonly projectId?: string;
  readonly gitBranch?: string;
}

interface Captured {
  /** UUIDv7 made when the event was captured; makes every replay harmless. */
  readonly id: string;
  /** When the hook's process started. */
  readonly capturedAt: IsoTime;
  readonly client: ClientProcess;
  readonly workplace: Workplace;
}

/** A hook event as Spoor means it: the wire's fields that all events share, and the payload as sent. */
export interface HookEvent extends Captured {
  readonly kind: 'event';
  readonly sessionId: string;
  /** The client's `hook_event_name`; names that Spoor doesn't know are kept. */
  readonly hookType: string;
  readonly promptId?: string;
  readonly toolUseId?: string;
  readonly toolName?: string;
  readonly agentId?: string;
  /** The empty text is what the client sends for a compaction. */
  readonly agentType?: string;
  readonly transcriptPath?: string;
  readonly agentTranscriptPath?: string;
  /** The whole payload; strings are cut to the capture's caps. */
  readonly payload: JsonObject;
}

/** Input that is no hook event. Its text is not kept: what can't be parsed can't be redacted. */
export interface MalformedEvent extends Captured {
  readonly kind: 'malformed';
  /** What is wrong, without any of the text. */
  readonly reason: string;
  /** Bytes received. */
  readonly length: number;
  /** Offset of the error in the text, where the parser tells. */
  readonly position?: number;
  /** Keyed hash of the input: tells equal inputs from different ones, and nothing else. */
  readonly hash?: string;
}

/** What a hook process captures. */
export type CapturedEvent = HookEvent | MalformedEvent;
