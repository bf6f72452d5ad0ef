import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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

/**
 * Settings that keep every event's payload in `folder`, by a line of shell and nothing of Spoor. It
 * heeds no signal, and says so first of all: a client that ends sends one to the hooks that it has
 * just started.
 */
export function countingSettings(folder: string): object {
  mkdirSync(folder, { recursive: true });
  return settingsWithHook(`trap '' TERM HUP INT; exec cat >'${folder}/'$$.json`);
}

/** The payloads that the counting hook has kept, in no order. */
export function readCounted(folder: string): Payload[] {
  return readdirSync(folder).map((name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    return JSON.parse(text) as Payload;
  });
}
