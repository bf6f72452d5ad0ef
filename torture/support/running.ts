import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { NotHere } from '../attack.ts';
import type { Place } from './place.ts';

/** How a process ended. */
export interface End {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly elapsedMs: number;
}

/** A process that was started. */
export interface Running {
  /** Ends it with SIGKILL; nothing where it has ended. */
  readonly kill: () => void;
  /** Writes to its standard input, or types into its terminal. */
  readonly type: (text: string) => void;
  /** Ends its standard input. */
  readonly close: () => void;
  readonly end: Promise<End>;
}

/** Starts Node with a script and its arguments in a place. */
export function startNode(place: Place, args: readonly string[], env = {}): Running {
  return start(place, process.execPath, args, env, (child) => child.pid);
}

/** The same in a terminal of its own, which util-linux' `script` makes. */
export function startInTerminal(place: Place, args: readonly string[], env = {}): Running {
  const words = [process.execPath, ...args].map((word) => `'${word}'`).join(' ');
  const inside = `stty cols 120 rows 40; exec ${words}`;
  const terminal = { TERM: 'xterm-256color', SHELL: '/bin/sh', ...env };
  return start(place, 'script', ['-qfec', inside, '/dev/null'], terminal, (child) =>
    firstChildOf(child.pid),
  );
}

/** Runs Node in a place to the end. @throws Error when it fails. */
export async function runNode(place: Place, args: readonly string[], env = {}): Promise<End> {
  const end = await startNode(place, args, env).end;
  if (end.status === 0) return end;
  throw new Error(`${args.join(' ')} ended with ${end.status ?? end.signal}: ${end.stderr}`);
}

function start(
  place: Place,
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  pidOf: (child: ChildProcess) => number | undefined,
): Running {
  const started = performance.now();
  const child = spawn(program, args, { cwd: place.home, env: { ...place.env, ...env } });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  child.stdin.on('error', () => {});
  const end = new Promise<End>((resolve, reject) => {
    child.on('error', (error) =>
      reject('code' in error && error.code === 'ENOENT' ? new NotHere(`no ${program}`) : error),
    );
    child.on('close', (status, signal) => {
      resolve({ status, signal, stdout, stderr, elapsedMs: performance.now() - started });
    });
  });
  return {
    kill: () => killIfThere(pidOf(child)),
    type: (text) => child.stdin.write(text),
    close: () => child.stdin.end(),
    end,
  };
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
