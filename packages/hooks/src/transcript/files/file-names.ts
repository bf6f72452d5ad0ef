import { basename } from 'node:path';
import { isUsableId } from '../../wire/ids.js';

const ENDING = '.jsonl';
const AGENT = 'agent-';

/** Where the files of a session's subagents are, in a folder that is called like the session. */
export const AGENTS_FOLDER = 'subagents';

/** What a file's name says: a session's or a subagent's id. */
export type FileName =
  | { readonly kind: 'session' | 'agent'; readonly id: string }
  /** Named like a transcript, but with no id that can be used. */
  | { readonly kind: 'unusable' }
  | { readonly kind: 'other' };

export function parseFileName(name: string): FileName {
  if (!name.endsWith(ENDING)) return { kind: 'other' };
  const stem = name.slice(0, -ENDING.length);
  const kind = stem.startsWith(AGENT) ? 'agent' : 'session';
  const id = kind === 'agent' ? stem.slice(AGENT.length) : stem;
  return isUsableId(id) ? { kind, id } : { kind: 'unusable' };
}

/** The file that stands beside a subagent's transcript and says what the subagent is. */
export function metaPathOf(transcriptPath: string): string {
  return `${transcriptPath.slice(0, -ENDING.length)}.meta.json`;
}

/** What the client calls sessions. */
const SESSION = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The session in whose folder of subagents a path is; null when it is in none. Any folder may be
 * called so: only one in a folder with a session's name counts.
 */
export function sessionAbove(path: string): string | null {
  const parts = path.split(/[/\\]/);
  const session = parts[parts.lastIndexOf(AGENTS_FOLDER) - 1];
  return session !== undefined && SESSION.test(session) ? session : null;
}

/** The session of a session's own file. */
export function sessionNamed(path: string): string | null {
  const name = parseFileName(basename(path));
  return name.kind === 'session' ? name.id : null;
}
