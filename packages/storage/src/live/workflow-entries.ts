import type { IsoTime, JsonValue } from '@spoor/core';
import { prepare } from '../database/prepare.js';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { entryOf } from '../stores/kept-entry.js';

/** A transition as a list shows it. */
export interface ListedTransition {
  readonly id: string;
  readonly fromState: string | null;
  readonly toState: string;
  readonly trigger: string | null;
  readonly timestamp: IsoTime;
  /** Up to 400 characters of its metadata's JSON, null where there is none. */
  readonly metadata: string | null;
}

/** A checkpoint as a list shows it. */
export interface ListedCheckpoint {
  readonly id: string;
  readonly name: string | null;
  readonly state: string | null;
  readonly createdAt: IsoTime;
  /** Bytes of its data. */
  readonly bytes: number;
}

/** What a workflow keeps as JSON: of the task itself, of a checkpoint, of a transition. */
export type WorkflowPart =
  | { readonly part: 'context'; readonly taskId: string }
  | { readonly part: 'checkpoint' | 'transition'; readonly id: string };

/** A part's content; its value is null when it is larger than was asked for. */
export interface WorkflowContent {
  readonly value: JsonValue;
  readonly bytes: number;
  readonly tooLarge: boolean;
}

/** A task's latest transitions, the latest first. */
export function latestTransitions(
  db: SpoorDatabase,
  taskId: string,
  limit: number,
): ListedTransition[] {
  return prepare<object, ListedTransition>(
    db.getDb(),
    `SELECT id, from_state AS fromState, to_state AS toState, trigger, timestamp,
       iif(metadata = '{}', NULL, substr(metadata, 1, 400)) AS metadata
     FROM state_transitions WHERE task_id = @taskId ORDER BY timestamp DESC, id DESC LIMIT @limit`,
  ).all({ taskId, limit });
}

/** A task's latest checkpoints, the latest first. */
export function latestCheckpoints(
  db: SpoorDatabase,
  taskId: string,
  limit: number,
): ListedCheckpoint[] {
  return prepare<object, ListedCheckpoint>(
    db.getDb(),
    `SELECT id, name, state, created_at AS createdAt, octet_length(data) AS bytes
     FROM checkpoints WHERE task_id = @taskId ORDER BY created_at DESC, id DESC LIMIT @limit`,
  ).all({ taskId, limit });
}

/** Reads what a part of a workflow holds, as its writer gave it; null when there is no such part. */
export function readWorkflowContent(
  db: SpoorDatabase,
  part: WorkflowPart,
  mostBytes: number,
): WorkflowContent | null {
  const { column, table, key } = PLACES[part.part];
  const row = prepare<object, { bytes: number; content: string | null }>(
    db.getDb(),
    `SELECT octet_length(${column}) AS bytes,
       iif(octet_length(${column}) > @mostBytes, NULL, ${column}) AS content
     FROM ${table} WHERE ${key} = @id`,
  ).get({ id: part.part === 'context' ? part.taskId : part.id, mostBytes });
  if (row === undefined) return null;
  const { bytes, content } = row;
  if (content === null) return { value: null, bytes, tooLarge: true };
  const value = entryOf(content, column) ?? (JSON.parse(content) as JsonValue);
  return { value, bytes, tooLarge: false };
}

const PLACES = {
  context: { table: 'workflow_states', key: 'task_id', column: 'context' },
  checkpoint: { table: 'checkpoints', key: 'id', column: 'data' },
  transition: { table: 'state_transitions', key: 'id', column: 'metadata' },
} as const;
