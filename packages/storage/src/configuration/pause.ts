import { join } from 'node:path';
import { type IsoTime, isJsonObject, isoTime } from '@spoor/core';
import { readJsonFile } from '../files/json-file.js';

/** Nothing is recorded, anywhere. */
export interface Pause {
  /** Null when the file doesn't tell. */
  readonly since: IsoTime | null;
  /** Null: until `resume`. */
  readonly until: IsoTime | null;
}

/**
 * Reads whether recording is paused. A pause whose time is over is none; a file that can't be
 * understood is one without an end: whoever asked for silence gets it.
 * @param nowMs milliseconds since 1970.
 */
export function readPause(dataDir: string, nowMs: number): Pause | null {
  const file = readJsonFile(pauseFile(dataDir), { followLink: false });
  if (file.kind === 'absent') return null;
  const value = file.kind === 'value' && isJsonObject(file.value) ? file.value : {};
  const until = timeOf(value['until']);
  if (until !== null && Date.parse(until) <= nowMs) return null;
  return { since: timeOf(value['since']), until };
}

/** The file that says so. */
export function pauseFile(dataDir: string): string {
  return join(dataDir, 'pause.json');
}

function timeOf(value: unknown): IsoTime | null {
  if (typeof value !== 'string' || Number.isNaN(Date.parse(value))) return null;
  return isoTime(Date.parse(value));
}
