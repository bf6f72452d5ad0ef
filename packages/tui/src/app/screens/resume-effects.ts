import { resumeCommand } from '../../present/resume-command.js';
import type { Effect } from '../state/screen.js';

/** Copies the command that resumes a session, in its folder where that is known. */
export function resumeEffects({
  id,
  workingDirectory = null,
}: {
  readonly id: string;
  readonly workingDirectory?: string | null;
}): Effect[] {
  const text = resumeCommand({ id, workingDirectory });
  return text === null
    ? [{ type: 'say', text: 'This session can’t be resumed.', tone: 'warn' }]
    : [{ type: 'yank', text, what: 'the command that resumes the session' }];
}
