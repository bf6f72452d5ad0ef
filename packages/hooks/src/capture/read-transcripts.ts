import { statSync } from 'node:fs';
import type { CapturedEvent, Configuration, HookEvent } from '@spoor/core';
import type { SpoorDatabase } from '@spoor/storage';
import { subagentTranscript } from '../wire/subagent-transcript.js';
import { isTranscriptOf } from '../wire/transcript-path.js';

/** What `transcripts.cjs` beside the hook exports. */
export interface TranscriptReader {
  ingestForHook(db: SpoorDatabase, event: TranscriptEvent, options: TranscriptOptions): void;
}

/** Which files an event points at; both are named as the client names them. */
export interface TranscriptEvent {
  readonly sessionId: string;
  /** The session's own file. */
  readonly path: string;
  /** The subagent that the event is about, with its file. */
  readonly agent?: { readonly id: string; readonly path: string } | undefined;
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

/** With less time left it is not begun, ms. */
const LEAST_MS = 20;

/** In mid-turn a session's transcripts are read no more often than this, ms. */
const INTERVAL_MS = 2_000;

/** Events at which the client has just written what matters, and hooks that it may wait for. */
const RESTS = new Set(['Stop', 'SubagentStop', 'StopFailure', 'PreCompact', 'SessionEnd']);

/** Events in mid-turn, so that messages are kept while a long turn runs. */
const STEPS = new Set(['PostToolUse']);

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
  if (event.kind !== 'event' || !configuration.transcripts.enabled) return;
  const isStep = STEPS.has(event.hookType);
  if (!isStep && !RESTS.has(event.hookType)) return;
  const files = filesOf(event);
  if (files === undefined) return;
  const { deadlineMs } = configuration.recorder;
  const budgetMs = Math.min(deadlineMs * SHARE, (deadlineMs - elapsedMs) / 2);
  if (budgetMs < LEAST_MS) return;
  if (isStep && !isDue(db, files, nowMs - INTERVAL_MS)) return;
  load().ingestForHook(db, files, { configuration, budgetMs, nowMs });
}

/** The files that an event names, or that follow from what it names; undefined: none to be read. */
function filesOf(event: HookEvent): TranscriptEvent | undefined {
  const { sessionId, transcriptPath: path, agentId, agentTranscriptPath } = event;
  if (path === undefined || !isTranscriptOf(path, sessionId)) return undefined;
  if (agentId === undefined) return { sessionId, path };
  const isNamed =
    agentTranscriptPath !== undefined && isTranscriptOf(agentTranscriptPath, sessionId, agentId);
  const agentPath = isNamed ? agentTranscriptPath : subagentTranscript(path, sessionId, agentId);
  return { sessionId, path, agent: { id: agentId, path: agentPath } };
}

/** Whether the event's own file has grown, and nobody has read one of the session's since a time. */
function isDue(db: SpoorDatabase, { sessionId, path, agent }: TranscriptEvent, sinceMs: number) {
  const own = agent?.path ?? path;
  const stats = statSync(own, { throwIfNoEntry: false });
  if (stats?.isFile() !== true) return false;
  const known = db
    .prepare<{ own: string; sessionId: string }, { size: number | null; at: string | null }>(
      `SELECT max(size) FILTER (WHERE path = @own) AS size, max(updated_at) AS at
       FROM transcript_cursors WHERE session_id = @sessionId`,
    )
    .get({ own, sessionId });
  const at = known?.at ?? null;
  return known?.size !== stats.size && (at === null || Date.parse(at) <= sinceMs);
}
