import { type ChildProcess, spawn } from 'node:child_process';
import process from 'node:process';
import type { Place } from './place.ts';
import { SPOOR } from './programs.ts';

/** What a command wrote, byte by byte, and how it ended. */
export interface CommandEnd {
  readonly status: number | null;
  readonly stdout: Buffer;
  /** Empty on a terminal, where both come out together. */
  readonly stderr: Buffer;
}

/** What a command is run with. */
export interface CommandOptions {
  readonly program?: string;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string | Buffer;
  /** In a pseudo-terminal of this size, by `script`. */
  readonly terminal?: { readonly columns: number; readonly rows: number };
  /** Gets the process as soon as it runs. */
  readonly onStarted?: (child: ChildProcess) => void;
  readonly timeoutMs?: number;
}

/** Runs a command of Spoor's to its end. */
export function runCommand(
  place: Place,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandEnd> {
  return new Promise((resolve, reject) => {
    const [program, ...rest] = commandOf(args, options);
    const child = spawn(program, rest, {
      cwd: options.cwd ?? '/',
      env: { ...place.env, TERM: 'xterm-256color', SHELL: '/bin/sh', ...options.env },
      timeout: options.timeoutMs ?? 60_000,
      killSignal: 'SIGKILL',
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (data: Buffer) => stdout.push(data));
    child.stderr.on('data', (data: Buffer) => stderr.push(data));
    child.on('error', reject);
    child.stdin.on('error', () => {});
    options.onStarted?.(child);
    if (options.onStarted === undefined) child.stdin.end(options.input ?? '');
    child.on('close', (status) => {
      resolve({ status, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr) });
    });
  });
}

function commandOf(
  args: readonly string[],
  { program = SPOOR, terminal }: CommandOptions,
): [string, ...string[]] {
  const command: [string, ...string[]] = [process.execPath, program, ...args];
  if (terminal === undefined) return command;
  // Without echo: what a terminal's driver writes of the keys, while nobody has it raw, is not Spoor's.
  const size = `stty -echo cols ${terminal.columns} rows ${terminal.rows}`;
  return ['script', '-qec', `${size}; exec ${command.map(quoted).join(' ')}`, '/dev/null'];
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
