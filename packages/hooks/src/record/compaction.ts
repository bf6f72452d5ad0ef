import { addMs, type HookEvent, type IsoTime } from '@spoor/core';
import { durationField, textField } from '../wire/payload.js';
import type { Handler, RecordStores } from './context.js';

/** PreCompact: what the session was about when its context was cut, as a checkpoint. */
export const recordCheckpoint: Handler = (event, stores) => {
  dropDoubledCheckpoints(event.sessionId, event.capturedAt, stores);
  putCheckpoint(event.sessionId, event.id, event.capturedAt, stores);
};

/**
 * A line that tells of a compaction comes when it is done, and not each says how long it took: one
 * that began within this time after a PreCompact event, or a little before, is that event's.
 */
const AFTER_MS = 10 * 60_000;
const BEFORE_MS = 5_000;

/** How ids of checkpoints begin that a transcript told of. */
export function readCheckpointPrefix(sessionId: string): string {
  return `${sessionId}:`;
}

/** A compaction that a transcript tells of: a checkpoint, unless a hook told of it. */
export function recordReadCompaction(
  sessionId: string,
  uuid: string,
  at: IsoTime,
  stores: RecordStores,
): void {
  if (stores.log.toldOfCompaction(sessionId, addMs(at, -AFTER_MS), addMs(at, BEFORE_MS))) return;
  putCheckpoint(sessionId, `${readCheckpointPrefix(sessionId)}${uuid}`, at, stores);
}

/** Takes back what a transcript told of the compaction that a hook tells of. */
export function dropDoubledCheckpoints(sessionId: string, at: IsoTime, stores: RecordStores): void {
  const prefix = readCheckpointPrefix(sessionId);
  const [from, to] = [addMs(at, -BEFORE_MS), addMs(at, AFTER_MS)];
  stores.workflows.dropCheckpoints(sessionId, prefix, from, to);
}

/** Any event: checkpoints made after what it tells of are drawn up again. */
export const refreshCheckpoints: Handler = (event, stores) => {
  const since = earliestTold(event);
  for (const checkpoint of stores.workflows.checkpointsAfter(event.sessionId, since)) {
    putCheckpoint(event.sessionId, checkpoint.id, checkpoint.createdAt, stores);
  }
};

/** Writes a checkpoint of what the session was about at a time. */
export function putCheckpoint(
  sessionId: string,
  id: string,
  at: IsoTime,
  stores: RecordStores,
): void {
  const prompt = stores.executions.promptBefore(sessionId, at);
  const openCalls = stores.toolCalls
    .openAt(sessionId, at)
    .map(({ toolUseId, toolName, agentId, summary }) => ({
      toolUseId,
      toolName,
      agentId,
      summary,
    }));
  const filesTouched = stores.toolCalls.filesTouchedBy(sessionId, at);
  stores.workflows.putCheckpoint({
    id,
    taskId: sessionId,
    name: 'compaction',
    state: 'compacting',
    data: JSON.stringify({ prompt, openCalls, filesTouched }),
    createdAt: at,
  });
}

/** The end of a call tells of its start too. */
function earliestTold(event: HookEvent): IsoTime {
  const isEnd = textField(event.payload, 'tool_use_id') !== undefined;
  const durationMs = isEnd ? (durationField(event.payload) ?? 0) : 0;
  return addMs(event.capturedAt, -durationMs);
}
