import { isJsonObject, type JsonObject, type JsonValue, redactText } from '@spoor/core';
import { StorageError } from '../errors.js';
import { entryColumn, isPlainBody } from './kept-entry.js';
import { redactName } from './redact-name.js';
import { jsonCopy, redactWhole } from './whole-json.js';
import type { SavedState } from './workflow-state.js';

/** A state made ready to be written. */
export interface StateDraft {
  readonly taskId: string;
  readonly projectId: string | null;
  readonly state: string;
  /** The column, redacted: everything but checkpoints and history. */
  readonly context: string;
  /** Redacted. */
  readonly checkpoints: readonly JsonValue[];
  /** Not redacted yet: what is stored already need not be again. */
  readonly history: readonly JsonValue[];
}

/**
 * Checks a state and turns it into JSON.
 * @throws StorageError `INVALID`, naming the field.
 */
export function draftOf(given: SavedState): StateDraft {
  const whole = jsonCopy('state', given);
  if (!isJsonObject(whole)) throw invalid('state', 'an object');
  const { taskId, projectId = null, state, context, history, ...others } = whole;
  if (typeof taskId !== 'string' || taskId === '') throw invalid('taskId', 'a text');
  if (projectId !== null && typeof projectId !== 'string') throw invalid('projectId', 'a text');
  if (typeof state !== 'string' || state === '') throw invalid('state', 'a text');
  if (context === undefined || !isJsonObject(context)) throw invalid('context', 'an object');
  if (!Array.isArray(history)) throw invalid('history', 'a list');
  const { column, checkpoints } = splitContext(context, others);
  return {
    taskId: taskId.toWellFormed(),
    projectId: redactName(projectId),
    state: redactText(state),
    context: column,
    checkpoints,
    history,
  };
}

/** An empty list stays in the column where the checkpoints were: `[]` comes back as `[]`. */
function splitContext(
  context: JsonObject,
  others: JsonObject,
): { column: string; checkpoints: readonly JsonValue[] } {
  const checkpoints = context['checkpoints'];
  const listed = Array.isArray(checkpoints);
  const kept = listed ? { ...context, checkpoints: [] } : context;
  return {
    column: contextColumn(kept, others),
    checkpoints: listed ? (redactWhole(checkpoints) as JsonValue[]) : [],
  };
}

function contextColumn(context: JsonObject, others: JsonObject): string {
  const alone = Object.keys(others).length === 0 && isPlainBody(context);
  if (alone) return JSON.stringify(redactWhole(context));
  return entryColumn(redactWhole({ ...others, context }), 'context');
}

function invalid(field: string, kind: string): StorageError {
  return new StorageError('INVALID', `\`${field}\` must be ${kind}`);
}
