import { readFileSync } from 'node:fs';
import process from 'node:process';
import { inTerminal } from './in-terminal.ts';
import type { Place } from './place.ts';
import { asText, type StartedProcess, startProcess, type TextEnd } from './run-process.ts';

/** A process that was started. */
export interface Running {
  /** Ends it with SIGKILL; nothing where it has ended. */
  readonly kill: () => void;
  /** Writes to its standard input, or types into its terminal. */
  readonly type: (text: string) => void;
  /** Ends its standard input. */
  readonly close: () => void;
  readonly end: Promise<TextEnd>;
}

/** Starts Node with a script and its arguments in a place. */
export function startNode(place: Place, args: readonly string[], env = {}): Running {
  const started = startProcess([process.execPath, ...args], {
    cwd: place.home,
    env: { ...place.env, ...env },
  });
  return running(started, () => started.child.pid);
}

/** The same in a terminal of its own. */
export function startInTerminal(place: Place, args: readonly string[], env = {}): Running {
  const command = inTerminal([process.execPath, ...args], { columns: 120, rows: 40 });
  const started = startProcess(command, {
    cwd: place.home,
    env: { ...place.env, TERM: 'xterm-256color', SHELL: '/bin/sh', ...env },
  });
  return running(started, () => firstChildOf(started.child.pid));
}

/** Runs Node in a place to the end. @throws Error when it fails. */
export async function runNode(place: Place, args: readonly string[], env = {}): Promise<TextEnd> {
  const end = await startNode(place, args, env).end;
  if (end.status === 0) return end;
  throw new Error(`${args.join(' ')} ended with ${end.status ?? end.signal}: ${end.stderr}`);
}

function running(started: StartedProcess, pidOf: () => number | undefined): Running {
  const { write: type, close, end } = started;
  return { kill: () => killIfThere(pidOf()), type, close, end: end.then(asText) };
}

function killIfThere(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It was faster.
  }
}

/** What `script` runs; undefined once it has ended. */
function firstChildOf(pid: number | undefined): number | undefined {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
    return children === '' ? undefined : Number(children.split(' ')[0]);
  } catch {
    return undefined;
  }
}
