import { type IsoTime, isoTime, type JsonObject, type JsonValue, newEventId } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { bodyOf, entryColumn, entryOf, textField, timeField } from './kept-entry.js';
import { risingTime } from './rising-time.js';
import { isSameJson } from './whole-json.js';
import type { Checkpoint } from './workflow-state.js';

const NAMES = {
  name: ['name', 'label'],
  state: ['state'],
  time: ['createdAt', 'created_at', 'timestamp', 'time', 'at'],
} as const;

const COLUMNS = new Set<string>(['id', ...Object.values(NAMES).flat()]);

interface CheckpointRow {
  readonly id: string;
  readonly name: string | null;
  readonly state: string | null;
  readonly data: string;
  readonly createdAt: IsoTime;
}

/**
 * Makes a task's checkpoints those that are given, in their order: what is stored and still the
 * same stays, from the first difference on all are written anew. Runs in the caller's transaction.
 * @param checkpoints redacted.
 */
export function putCheckpoints(
  db: SpoorDatabase,
  taskId: string,
  checkpoints: readonly JsonValue[],
  nowMs: number,
): void {
  const stored = checkpointRows(db, taskId);
  const differs = stored.findIndex((row, index) => {
    const entry = checkpoints[index];
    return entry === undefined || !isStored(row, entry);
  });
  const kept = differs === -1 ? stored.length : differs;
  for (const { id } of stored.slice(kept)) {
    db.prepare<[string]>('DELETE FROM checkpoints WHERE id = ?').run(id);
  }
  let last = stored[kept - 1]?.createdAt ?? null;
  for (const entry of checkpoints.slice(kept)) {
    last = risingTime(last, timeField(entry, NAMES.time) ?? nowMs);
    insert(db, taskId, entry, last, nowMs);
  }
}

/** A task's checkpoints as their writer gave them, the oldest first. */
export function readCheckpointEntries(db: SpoorDatabase, taskId: string): JsonValue[] {
  return checkpointRows(db, taskId).map(checkpointEntry);
}

/** A task's checkpoints, the oldest first. */
export function readCheckpoints(db: SpoorDatabase, taskId: string): Checkpoint[] {
  return checkpointRows(db, taskId).map((row) => {
    const entry = checkpointEntry(row);
    const timeMs = timeField(entry, NAMES.time);
    return {
      ...row,
      taskId,
      id: textField(entry, ['id']) ?? row.id,
      createdAt: timeMs === null ? row.createdAt : isoTime(timeMs),
      data: bodyOf(entry, 'data', COLUMNS),
    };
  });
}

function checkpointRows(db: SpoorDatabase, taskId: string): CheckpointRow[] {
  return db
    .prepare<[string], CheckpointRow>(
      `SELECT id, name, state, data, created_at AS createdAt FROM checkpoints
       WHERE task_id = ? ORDER BY created_at, id`,
    )
    .all(taskId);
}

function isStored(row: CheckpointRow, entry: JsonValue): boolean {
  return entryColumn(entry, 'data') === row.data || isSameJson(checkpointEntry(row), entry);
}

/** A checkpoint that was observed, not saved, is told by its columns. */
function checkpointEntry({ id, name, state, data, createdAt }: CheckpointRow): JsonValue {
  const saved = entryOf(data, 'data');
  if (saved !== undefined) return saved;
  return { id, name, state, data: JSON.parse(data) as JsonObject, createdAt };
}

function insert(
  db: SpoorDatabase,
  taskId: string,
  entry: JsonValue,
  createdAt: IsoTime,
  nowMs: number,
): void {
  const newId = newEventId(nowMs);
  db.prepare<object>(
    `INSERT INTO checkpoints (id, task_id, name, state, data, created_at)
     VALUES (iif(EXISTS (SELECT 1 FROM checkpoints WHERE id = @wantedId), @newId, @wantedId),
       @taskId, @name, @state, @data, @createdAt)`,
  ).run({
    wantedId: textField(entry, ['id']) ?? newId,
    newId,
    taskId,
    name: textField(entry, NAMES.name),
    state: textField(entry, NAMES.state),
    data: entryColumn(entry, 'data'),
    createdAt,
  });
}
