import { statSync } from 'node:fs';
import type { CapturedEvent, Configuration, HookEvent } from '@spoor/core';
import type { SpoorDatabase } from '@spoor/storage';
import { subagentTranscript } from '../wire/subagent-transcript.js';

/** What `transcripts.cjs` beside the hook exports. */
export interface TranscriptReader {
  ingestForHook(db: SpoorDatabase, event: TranscriptEvent, options: TranscriptOptions): void;
}

/** Which files an event points at. */
export interface TranscriptEvent {
  readonly sessionId: string;
  readonly transcriptPath: string;
  readonly agentId?: string | undefined;
  readonly agentTranscriptPath?: string | undefined;
}

/** How transcripts are read. */
export interface TranscriptOptions {
  readonly configuration: Configuration;
  /** How long it may take, ms. */
  readonly budgetMs: number;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
}

/** How much of a hook's time reading may take: the client waits for some of these hooks. */
const SHARE = 0.15;

/** In mid-turn a session's transcript is read no more often than this, ms. */
const INTERVAL_MS = 2_000;

/** Events at which the client has just written what matters, and hooks that it may wait for. */
const RESTS = new Set(['Stop', 'SubagentStop', 'StopFailure', 'PreCompact', 'SessionEnd']);

/** Events in mid-turn, so that messages are kept while a long turn runs. */
const STEPS = new Set(['PostToolUse']);

/** Whether a hook of such an event reads transcripts, and how often. */
function intervalOf(hookType: string): number | undefined {
  if (RESTS.has(hookType)) return 0;
  return STEPS.has(hookType) ? INTERVAL_MS : undefined;
}

/**
 * Reads what an event's transcripts have that is new, when the event is one at which that is due.
 * What it doesn't get done is left to whoever comes next. The reader is loaded only when there is
 * something to read.
 * @param event as it was captured, before redaction: it names the files.
 */
export function readTranscripts(
  db: SpoorDatabase,
  event: CapturedEvent,
  {
    configuration,
    elapsedMs,
    nowMs,
    load,
  }: {
    readonly configuration: Configuration;
    /** Since the process started. */
    readonly elapsedMs: number;
    readonly nowMs: number;
    readonly load: () => TranscriptReader;
  },
): void {
  if (event.kind !== 'event' || event.transcriptPath === undefined) return;
  const interval = intervalOf(event.hookType);
  if (interval === undefined || !configuration.transcripts.enabled) return;
  const { deadlineMs } = configuration.recorder;
  const budgetMs = Math.min(deadlineMs * SHARE, (deadlineMs - elapsedMs) / 2);
  if (budgetMs < LEAST_MS) return;
  if (interval > 0 && !isDue(db, ownTranscript(event), nowMs - interval)) return;
  const { sessionId, transcriptPath, agentId, agentTranscriptPath } = event;
  const files = { sessionId, transcriptPath, agentId, agentTranscriptPath };
  load().ingestForHook(db, files, { configuration, budgetMs, nowMs });
}

/** With less time left it is not begun. */
const LEAST_MS = 20;

/** The file that the event's agent writes to. */
function ownTranscript(event: HookEvent): string {
  const { sessionId, transcriptPath = '', agentId, agentTranscriptPath } = event;
  if (agentId === undefined) return transcriptPath;
  return agentTranscriptPath ?? subagentTranscript(transcriptPath, sessionId, agentId);
}

/** Whether a file has grown, and nobody has read it since a time. */
function isDue(db: SpoorDatabase, path: string, sinceMs: number): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return false;
  const known = db
    .prepare<[string], { size: number; at: string }>(
      'SELECT size, updated_at AS at FROM transcript_cursors WHERE path = ?',
    )
    .get(path);
  return known === undefined || (known.size !== stats.size && Date.parse(known.at) <= sinceMs);
}
