import { type IsoTime, isoTime, type JsonValue, newEventId } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { StateConflict } from '../errors.js';
import { bodyOf, entryColumn, entryOf, textField, timeField } from './kept-entry.js';
import { risingTime } from './rising-time.js';
import type { StateDraft } from './state-draft.js';
import { isSameJson, redactWhole } from './whole-json.js';
import type { Transition } from './workflow-state.js';

const NAMES = {
  from: ['fromState', 'from', 'from_state', 'previousState'],
  to: ['toState', 'to', 'to_state', 'state', 'newState', 'nextState'],
  trigger: ['trigger', 'event', 'action'],
  time: ['timestamp', 'time', 'at', 'createdAt', 'created_at'],
} as const;

const COLUMNS = new Set<string>(['id', ...Object.values(NAMES).flat()]);

interface TransitionRow {
  readonly id: string;
  readonly projectId: string | null;
  readonly fromState: string | null;
  readonly toState: string;
  readonly trigger: string | null;
  readonly timestamp: IsoTime;
  readonly metadata: string;
}

/**
 * Appends what a history holds beyond the stored one. Runs in the caller's transaction.
 * @throws StateConflict when the stored history isn't the beginning of it.
 */
export function appendTransitions(db: SpoorDatabase, draft: StateDraft, nowMs: number): void {
  const stored = transitionRows(db, draft.taskId);
  const { history } = draft;
  const begins = stored.every((row, index) => {
    const entry = history[index];
    return entry !== undefined && isStored(row, entry);
  });
  if (!begins) throw new StateConflict(draft.taskId);
  let last = stored.at(-1)?.timestamp ?? null;
  for (const entry of history.slice(stored.length)) {
    last = insert(db, draft, redactWhole(entry), { last, nowMs });
  }
}

/** A task's history as its writer gave it, the oldest transition first. */
export function readHistory(db: SpoorDatabase, taskId: string): JsonValue[] {
  return transitionRows(db, taskId).map(historyEntry);
}

/** A task's transitions, the oldest first. */
export function readTransitions(db: SpoorDatabase, taskId: string): Transition[] {
  return transitionRows(db, taskId).map((row) => {
    const entry = historyEntry(row);
    const timeMs = timeField(entry, NAMES.time);
    return {
      ...row,
      taskId,
      id: textField(entry, ['id']) ?? row.id,
      timestamp: timeMs === null ? row.timestamp : isoTime(timeMs),
      metadata: bodyOf(entry, 'metadata', COLUMNS),
    };
  });
}

function transitionRows(db: SpoorDatabase, taskId: string): TransitionRow[] {
  return db
    .prepare<[string], TransitionRow>(
      `SELECT id, project_id AS projectId, from_state AS fromState, to_state AS toState, trigger,
         timestamp, metadata
       FROM state_transitions WHERE task_id = ? ORDER BY timestamp, id`,
    )
    .all(taskId);
}

/** Equal texts need no redaction to be compared: a stored text went through it. */
function isStored(row: TransitionRow, entry: JsonValue): boolean {
  if (entryColumn(entry, 'metadata') === row.metadata) return true;
  return isSameJson(historyEntry(row), redactWhole(entry));
}

/** A transition that was observed, not saved, is told by its columns. */
function historyEntry({ metadata, ...row }: TransitionRow): JsonValue {
  const saved = entryOf(metadata, 'metadata');
  if (saved !== undefined) return saved;
  const { id, fromState, toState, trigger, timestamp } = row;
  const content = JSON.parse(metadata) as JsonValue;
  return { id, fromState, toState, trigger, timestamp, metadata: content };
}

/** @returns the time under which the transition stands. */
function insert(
  db: SpoorDatabase,
  { taskId, projectId }: StateDraft,
  entry: JsonValue,
  { last, nowMs }: { last: IsoTime | null; nowMs: number },
): IsoTime {
  const timestamp = risingTime(last, timeField(entry, NAMES.time) ?? nowMs);
  const newId = newEventId(nowMs);
  db.prepare<object>(
    `INSERT INTO state_transitions
       (id, task_id, project_id, from_state, to_state, trigger, timestamp, metadata)
     VALUES (iif(EXISTS (SELECT 1 FROM state_transitions WHERE id = @wantedId), @newId, @wantedId),
       @taskId, @projectId, @fromState, @toState, @trigger, @timestamp, @metadata)`,
  ).run({
    wantedId: textField(entry, ['id']) ?? newId,
    newId,
    taskId,
    projectId,
    fromState: textField(entry, NAMES.from),
    toState: textField(entry, NAMES.to) ?? 'unknown',
    trigger: textField(entry, NAMES.trigger),
    timestamp,
    metadata: entryColumn(entry, 'metadata'),
  });
  return timestamp;
}
