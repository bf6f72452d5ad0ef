import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { settingsWithHook } from './profile.ts';

/** A hook event as the client sent it. */
export interface Payload {
  readonly session_id: string;
  readonly hook_event_name: string;
  readonly prompt_id?: string;
  readonly agent_id?: string;
  readonly agent_type?: string;
  readonly tool_use_id?: string;
  readonly tool_name?: string;
  readonly prompt?: string;
  readonly reason?: string;
  readonly source?: string;
}

const SCRIPT = fileURLToPath(new URL('./counting-hook.sh', import.meta.url));

/** Settings that keep every event's payload in `folder`, by a few lines of shell and nothing of Spoor. */
export function countingSettings(folder: string): object {
  mkdirSync(folder, { recursive: true });
  return settingsWithHook(`/bin/sh '${SCRIPT}' '${folder}'`);
}

/** The payloads that the counting hook has kept, in no order. */
export function readCounted(folder: string): Payload[] {
  return readdirSync(folder).map((name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    return JSON.parse(text) as Payload;
  });
}
