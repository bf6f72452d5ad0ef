import { statSync } from 'node:fs';
import { basename } from 'node:path';

/** What files may be. */
export const SOURCES = ['transcripts', 'spoor', 'state-files', 'payloads'] as const;

export type ImportSource = (typeof SOURCES)[number];

/** Sessions are called by a UUID, their subagents `agent-` and something. */
const TRANSCRIPT = /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|agent-[\w-]+)\.jsonl$/;

/** What a path holds, when its user doesn't say: folders, and files called so, are the client's. */
export function sourceOf(path: string): 'transcripts' | 'spoor' {
  return TRANSCRIPT.test(basename(path)) || isFolder(path) ? 'transcripts' : 'spoor';
}

function isFolder(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  } catch {
    return false;
  }
}
