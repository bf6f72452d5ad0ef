import type { SessionRow } from '@spoor/storage';
import { modelName } from '../../../present/project-name.js';
import { excerpt, oneLine, safeText } from '../../../present/safe-text.js';
import { sessionAbout } from '../../../present/session-about.js';
import { standingOf } from './standing.js';

/** A session in the list, with what is worked out once instead of with every frame. */
export interface SessionItem {
  readonly row: SessionRow;
  /** What it is about, as one safe line; null when nothing tells. */
  readonly about: string | null;
  /** Its project's path, or that of its folder; empty when neither is known. */
  readonly project: string;
  readonly branch: string | null;
  readonly model: string | null;
  /** The call that runs, and the error that it came to, each as one safe line. */
  readonly running: string | null;
  readonly error: string | null;
  /** What a filter looks through, beside the word for its standing. */
  readonly searched: string;
  readonly startedMs: number;
  readonly activeMs: number;
}

/** Makes an item of a session. */
export function sessionItem(row: SessionRow): SessionItem {
  const about = sessionAbout(row);
  const project = row.projectId ?? row.workingDirectory ?? '';
  const { id, name, title, firstPrompt, gitBranch, model } = row;
  return {
    row,
    about: about === null ? null : oneLine(about, ABOUT_LENGTH),
    project,
    branch: gitBranch === null ? null : safeText(excerpt(gitBranch, NAME_LENGTH)),
    model: model === null ? null : safeText(excerpt(modelName(model), NAME_LENGTH)),
    running: row.runningCall === null ? null : oneLine(row.runningCall, ABOUT_LENGTH),
    error: row.lastError === null ? null : oneLine(row.lastError, ABOUT_LENGTH),
    searched: [name, title, firstPrompt, project, gitBranch, model, id]
      .map((text) => excerpt(text ?? '', ABOUT_LENGTH))
      .join('\n'),
    startedMs: Date.parse(row.startedAt),
    activeMs: Date.parse(row.lastActivityAt),
  };
}

/** More of a text than the widest screen shows. */
const ABOUT_LENGTH = 400;
const NAME_LENGTH = 100;

/** How long a session took, or has taken so far, ms; null when nothing tells. */
export function sessionDuration({ row, startedMs }: SessionItem, nowMs: number): number | null {
  const standing = standingOf(row, nowMs);
  const goesOn = standing === 'working' || standing === 'stuck';
  return goesOn ? Math.max(0, nowMs - startedMs) : row.durationMs;
}
