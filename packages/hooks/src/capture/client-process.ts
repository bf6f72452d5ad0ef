import { readFileSync } from 'node:fs';
import type { ClientProcess } from '@spoor/core';

/**
 * Takes from a hook's environment what is kept of it: the client's version (`AI_AGENT`, e.g.
 * `claude-code_2-1-329_…`), entry point, process id, and that process's start.
 */
export function readClientProcess(
  env: Readonly<Record<string, string | undefined>>,
): ClientProcess {
  const version = /^claude-code_(\d{1,9}-\d{1,9}-\d{1,9})(?!\d)/.exec(env['AI_AGENT'] ?? '')?.[1];
  const entrypoint = /^[\w.-]{1,50}$/.exec(env['CLAUDE_CODE_ENTRYPOINT'] ?? '')?.[0];
  const pid = Number(/^\d{1,9}$/.exec(env['CLAUDE_PID'] ?? '')?.[0] ?? 0);
  const pidStart = pid > 0 ? processStat(pid)?.start : undefined;
  return {
    ...(version === undefined ? {} : { version: version.replaceAll('-', '.') }),
    ...(entrypoint === undefined ? {} : { entrypoint }),
    ...(pid > 0 ? { pid } : {}),
    ...(pidStart === undefined ? {} : { pidStart }),
  };
}

interface ProcessStat {
  /** One letter. */
  readonly state: string | undefined;
  /** In clock ticks since boot; with the pid it names a process for good. */
  readonly start: string | undefined;
}

/** What the system tells of a process, where it does (proc(5), `stat`, fields 3 and 22). */
function processStat(pid: number): ProcessStat | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The second field is the command's name and may hold anything, spaces and brackets too.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0], start: fields[19] };
  } catch {
    return undefined;
  }
}

/** Whether the process that ran a session is still there: the same one, not another of its number. */
export function isClientAlive(pid: number, start: string | null): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  const now = processStat(pid);
  // One that has ended stays listed until its parent asks for its status, which may be never.
  if (now?.state === 'Z' || now?.state === 'X') return false;
  return start === null || now?.start === undefined || now.start === start;
}
