import { type ChildProcess, spawn } from 'node:child_process';
import process from 'node:process';
import type { Place } from './place.ts';
import { HOOK } from './programs.ts';

/** How a hook's process ended. */
export interface HookEnd {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly elapsedMs: number;
}

/** What a hook is run with. */
export interface HookOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** The user that it runs as. */
  readonly uid?: number;
  readonly umask?: number;
  readonly cwd?: string;
  /** Its standard input is never closed. */
  readonly keepOpen?: boolean;
  /** Gets the process as soon as it has its input, to kill it for instance. */
  readonly onStarted?: (child: ChildProcess) => void;
}

/** Runs the hook as the client does, with an event on its standard input. */
export function runHook(
  place: Place,
  input: object | string | Buffer,
  options: HookOptions = {},
): Promise<HookEnd> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const [program, ...args] = commandOf(options.umask);
    const child = spawn(program, args, {
      cwd: options.cwd ?? '/',
      env: { ...place.env, ...options.env },
      ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (data) => {
      stdout += data;
    });
    child.stderr.on('data', (data) => {
      stderr += data;
    });
    child.on('error', reject);
    child.stdin.on('error', () => {});
    child.stdin.write(
      typeof input === 'string' || Buffer.isBuffer(input) ? input : JSON.stringify(input),
    );
    if (options.keepOpen !== true) child.stdin.end();
    options.onStarted?.(child);
    child.on('close', (status, signal) => {
      resolve({ status, signal, stdout, stderr, elapsedMs: performance.now() - started });
    });
  });
}

function commandOf(umask: number | undefined): [string, ...string[]] {
  if (umask === undefined) return [process.execPath, HOOK];
  return ['sh', '-c', `umask ${umask.toString(8)}; exec "$0" "$1"`, process.execPath, HOOK];
}
