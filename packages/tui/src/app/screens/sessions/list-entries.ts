import type { SessionItem } from './session-item.js';
import type { Standing } from './standing.js';

/** A line of the list. */
export type ListEntry =
  | { readonly kind: 'session'; readonly key: string; readonly item: SessionItem }
  | { readonly kind: 'project'; readonly key: string; readonly group: ProjectGroup };

/** A project with those of its sessions that are listed. */
export interface ProjectGroup {
  readonly project: string;
  readonly items: readonly SessionItem[];
  readonly standings: ReadonlyMap<Standing, number>;
  /** Whether its sessions are hidden. */
  readonly folded: boolean;
}

/** The line of a session. */
export function sessionEntry(item: SessionItem): ListEntry {
  return { kind: 'session', key: sessionKey(item.row.id), item };
}

/** The identity of a session's line. */
export function sessionKey(id: string): string {
  return `session ${id}`;
}

/** The identity of a project's line. */
export function projectKey(project: string): string {
  return `project ${project}`;
}
