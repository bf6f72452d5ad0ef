import type { SessionOverview } from '@spoor/storage';

/**
 * The shell command that resumes a session. The client finds a session only from the folder in
 * which it was, so the command goes there first.
 * @returns null where the id holds what no command may.
 */
export function resumeCommand({
  id,
  workingDirectory,
}: Pick<SessionOverview, 'id' | 'workingDirectory'>): string | null {
  if (CONTROL.test(id)) return null;
  const resume = `claude --resume ${shellWord(id)}`;
  if (workingDirectory === null || CONTROL.test(workingDirectory)) return resume;
  return `cd ${shellWord(workingDirectory)} && ${resume}`;
}

/** What ends a line or drives a terminal, also where it is pasted. */
const CONTROL = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** A text as one word of a shell; what means nothing to any stays as it is. */
function shellWord(text: string): string {
  return /^[\w./:@%+=][\w./:@%+=-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
