import { resumeCommand } from '../../present/resume-command.js';
import type { Effect } from '../state/screen.js';

/** Copies the command that resumes a session; its folder where that is known. */
export function resumeEffects(id: string, workingDirectory: string | null = null): Effect[] {
  const text = resumeCommand({ id, workingDirectory });
  return text === null
    ? [{ type: 'say', text: 'The id of this session holds what no command may.', tone: 'warn' }]
    : [{ type: 'yank', text, what: 'the command that resumes it' }];
}
