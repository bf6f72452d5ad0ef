import { type ChildProcess, spawn } from 'node:child_process';
import { NotHere } from '../attack.ts';

/** How a process ended, and what it wrote, byte by byte. */
export interface ProcessEnd {
  /** Null where a signal ended it. */
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
  readonly elapsedMs: number;
}

/** The same as text. */
export interface TextEnd extends Omit<ProcessEnd, 'stdout' | 'stderr'> {
  readonly stdout: string;
  readonly stderr: string;
}

/** What a process is run with. */
export interface ProcessOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** The user that it runs as. */
  readonly uid?: number | undefined;
  /** When it is ended with SIGKILL, ms. */
  readonly timeoutMs?: number | undefined;
}

/** A process that was started, with its standard input open. */
export interface StartedProcess {
  readonly child: ChildProcess;
  /** Writes to its standard input; nothing where it has ended. */
  readonly write: (input: string | Buffer) => void;
  /** Ends its standard input. */
  readonly close: () => void;
  readonly end: Promise<ProcessEnd>;
}

/** Starts a program. Its `end` is rejected with NotHere where there is no such program. */
export function startProcess(
  [program, ...args]: readonly [string, ...string[]],
  { cwd, env, uid, timeoutMs }: ProcessOptions,
): StartedProcess {
  const started = performance.now();
  const child = spawn(program, args, {
    cwd,
    env,
    killSignal: 'SIGKILL',
    ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (data: Buffer) => stdout.push(data));
  child.stderr.on('data', (data: Buffer) => stderr.push(data));
  // Whoever has ended reads no more.
  child.stdin.on('error', () => {});
  const end = new Promise<ProcessEnd>((resolve, reject) => {
    child.on('error', (error) => reject(isMissing(error) ? new NotHere(`no ${program}`) : error));
    child.on('close', (status, signal) => {
      const elapsedMs = performance.now() - started;
      const [out, err] = [Buffer.concat(stdout), Buffer.concat(stderr)];
      resolve({ status, signal, stdout: out, stderr: err, elapsedMs });
    });
  });
  return {
    child,
    write: (input) => void child.stdin.write(input),
    close: () => void child.stdin.end(),
    end,
  };
}

/** What a process wrote, as text. */
export function asText(end: ProcessEnd): TextEnd {
  return { ...end, stdout: end.stdout.toString('utf8'), stderr: end.stderr.toString('utf8') };
}

function isMissing(error: Error): boolean {
  return 'code' in error && error.code === 'ENOENT';
}
