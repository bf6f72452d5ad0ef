import { type SpoorDatabase, uptimeMs } from '@spoor/storage';
import type { TranscriptEvent, TranscriptOptions } from '../capture/read-transcripts.js';
import { subagentTranscript } from '../wire/subagent-transcript.js';
import { ingestTranscript } from './ingest.js';

/**
 * Takes in what an event's transcripts have that is new: that of the session, and of the subagent
 * that the event is about. What is read can be read again, so a commit need not reach the disk at
 * once.
 * @throws StorageError when the database can't be written; what was written before that stays.
 */
export function ingestForHook(
  db: SpoorDatabase,
  { sessionId, transcriptPath, agentId, agentTranscriptPath }: TranscriptEvent,
  { configuration, budgetMs, nowMs }: TranscriptOptions,
): void {
  db.getDb().pragma('synchronous = NORMAL');
  const end = uptimeMs() + budgetMs;
  const files = [{ path: transcriptPath, owner: { sessionId, agentId: null as string | null } }];
  if (agentId !== undefined) {
    const path = agentTranscriptPath ?? subagentTranscript(transcriptPath, sessionId, agentId);
    files.push({ path, owner: { sessionId, agentId } });
  }
  for (const { path, owner } of files) {
    const leftMs = end - uptimeMs();
    if (leftMs <= 0) return;
    ingestTranscript(db, path, { configuration, budgetMs: leftMs, owner, now: () => nowMs });
  }
}
