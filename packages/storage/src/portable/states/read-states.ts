import { lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isJsonObject, type JsonObject } from '@spoor/core';

/** A state of an orchestrator's machine, as its file holds it. */
export interface StateInFile extends JsonObject {
  readonly taskId: string;
  readonly projectId: string | null;
  readonly state: string;
  readonly context: JsonObject;
  readonly history: JsonObject[];
}

/** A state found in a file, or why there is none. */
export type FoundState =
  | { readonly file: string; readonly state: StateInFile }
  | { readonly file: string; readonly refused: string };

/** Larger files are no states. Bytes. */
const MAX_FILE_BYTES = 64 * 1024 * 1024;

/**
 * Reads the states of JSON files: one a file, or a list of them. A folder stands for the `.json`
 * files in it and below it; links are not followed there.
 */
export function* readStates(paths: readonly string[]): Generator<FoundState> {
  for (const path of paths) {
    for (const file of filesAt(path)) yield* statesIn(file);
  }
}

function* filesAt(path: string): Generator<string> {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) {
    yield path;
    return;
  }
  for (const name of readdirSync(path).sort()) {
    const inner = join(path, name);
    const stats = lstatSync(inner, { throwIfNoEntry: false });
    if (stats?.isDirectory() === true) yield* filesAt(inner);
    else if (stats?.isFile() === true && name.endsWith('.json')) yield inner;
  }
}

function* statesIn(file: string): Generator<FoundState> {
  const read = readJson(file);
  if ('refused' in read) {
    yield { file, refused: read.refused };
    return;
  }
  const isList = Array.isArray(read.value);
  const values: readonly unknown[] = Array.isArray(read.value) ? read.value : [read.value];
  for (const [index, value] of values.entries()) {
    const where = isList ? `entry ${index + 1} ` : '';
    const checked = toState(value);
    if (typeof checked === 'string') yield { file, refused: `${where}${checked}` };
    else yield { file, state: checked };
  }
}

function readJson(file: string): { value: unknown } | { refused: string } {
  try {
    const stats = statSync(file);
    if (!stats.isFile()) return { refused: 'is no regular file' };
    if (stats.size > MAX_FILE_BYTES) return { refused: 'is too large' };
    return { value: JSON.parse(readFileSync(file, 'utf8').replace(/^\ufeff/, '')) };
  } catch (error) {
    return { refused: error instanceof SyntaxError ? 'is not valid JSON' : 'cannot be read' };
  }
}

/** The state, or what is wrong with it. */
function toState(value: unknown): StateInFile | string {
  if (!isJsonObject(value)) return 'is no state';
  const { taskId, projectId = null, state, context = {}, history = [] } = value;
  if (typeof taskId !== 'string' || taskId === '' || !taskId.isWellFormed())
    return 'has no `taskId`';
  if (projectId !== null && typeof projectId !== 'string')
    return 'has a `projectId` that is no text';
  if (typeof state !== 'string' || state === '') return 'has no `state`';
  if (!isJsonObject(context)) return 'has a `context` that is no object';
  if (!Array.isArray(history) || !history.every(isJsonObject)) {
    return 'has a `history` that is no list of objects';
  }
  return { ...value, taskId, projectId, state, context, history };
}
